"""One application against invented rules: outcomes, what is missing, exceptions, parameters, verdicts."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.checking import check
from linxuan.programme.definition import Call, Citation, Parameter, ParameterCase, Rule, RuleException
from linxuan.rules.terms import Value
from tests.support.workshop import TRACK, call, expression

CITE = Citation("main", "一(二)", 3, "匠人不少于5人")
OLD: dict[str, Value] = {"old": True}


def rule(holds: str, **keys: Any) -> Rule:
    keys = {"id": "the-rule", "name": "条件", "cites": (CITE,), "concerns": (TRACK,), **keys}
    return Rule(holds=expression(holds), **keys)


def with_rules(*rules: Rule, **keys: Any) -> Call:
    return call(rules={each.id: each for each in rules}, **keys)


def outcome(one: Rule, answers: dict[str, Value], **keys: Any) -> tuple[str, tuple[str, ...]] | None:
    """The outcome of a call with that one rule, and what is missing; None without a finding."""
    findings = check(with_rules(one, **keys), TRACK, answers).findings
    return (findings[0].outcome, findings[0].missing) if findings else None


# ── a finding ──


def test_a_finding_carries_the_words_of_the_notice_its_clause_and_the_reading() -> None:
    found = check(with_rules(rule("masters >= 5", reading="含学徒")), TRACK, {"masters": 7}).findings[0]
    assert (found.rule, found.name, found.clause) == ("the-rule", "条件", "一(二)")
    assert (found.text, found.reading, found.outcome, found.missing) == ("匠人不少于5人", "含学徒", "met", ())
    assert "7" in found.because


def test_words_from_two_places_are_joined_by_the_mark_of_what_is_left_out() -> None:
    other = Citation("main", "一(三)", 1, "须有织机")
    found = check(with_rules(rule("old", cites=(CITE, other))), TRACK, OLD).findings[0]
    assert found.text == "匠人不少于5人……须有织机"


@pytest.mark.parametrize(
    ("answers", "expected"),
    [({"masters": 5}, "met"), ({"masters": 4}, "not_met"), ({}, "unknown")],
)
def test_a_rule_is_met_not_met_or_unknown(answers: dict[str, Value], expected: str) -> None:
    found = outcome(rule("masters >= 5"), answers)
    assert found == (expected, ("masters",) if expected == "unknown" else ())


def test_a_rule_of_another_track_has_no_finding() -> None:
    assert outcome(rule("old", concerns=("other",)), {}) is None


# ── when ──


def test_a_rule_that_does_not_apply_has_no_finding() -> None:
    assert outcome(rule("masters >= 5", when=expression("category = 'cloth'")), {"category": "wood"}) is None


def test_a_rule_not_known_to_apply_is_unknown_and_asks_what_would_settle_it() -> None:
    found = outcome(rule("masters >= 5", when=expression("category = 'cloth'")), {"masters": 3})
    assert found == ("unknown", ("category",))


def test_a_rule_that_is_met_anyhow_is_met_before_it_is_known_to_apply() -> None:
    assert outcome(rule("masters >= 5", when=expression("category = 'cloth'")), {"masters": 5}) == ("met", ())


def test_an_amended_rule_holds_for_filings_of_its_time() -> None:
    amended = rule("old", since=date(2023, 5, 1), until=date(2023, 5, 10))
    assert outcome(amended, {"filed_on": date(2023, 4, 30)}) is None
    assert outcome(amended, {"filed_on": date(2023, 5, 1)}) is not None
    assert outcome(amended, {"filed_on": date(2023, 5, 10)}) is not None
    assert outcome(amended, {"filed_on": date(2023, 5, 11)}) is None


# ── exceptions ──

EXCEPTED = rule(
    "masters >= 5",
    exceptions=(
        RuleException(expression("place = '990002'"), expression("masters >= 2")),
        RuleException(expression("old")),
    ),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"place": "990002", "masters": 2}, "met"),
        ({"place": "990002", "masters": 1}, "not_met"),
        ({"place": "990002", "masters": 1, "old": True}, "not_met"),
        ({"place": "990001", "masters": 1, "old": True}, "met"),
        ({"place": "990001", "masters": 4, "old": False}, "not_met"),
        ({"place": "990001", "masters": 5, "old": False}, "met"),
        ({"masters": 5}, "met"),
        ({"masters": 1, "old": False}, "not_met"),
        ({"masters": 3, "old": False}, "unknown"),
        ({"place": "990001", "old": True}, "met"),
        ({}, "unknown"),
    ],
)
def test_the_first_exception_that_applies_decides_and_is_not_needed_where_all_agree(
    answers: dict[str, Value], expected: str
) -> None:
    found = outcome(EXCEPTED, answers)
    assert found is not None
    assert found[0] == expected


# ── parameters ──

LEAST = Parameter(
    id="least",
    name="最少",
    kind="integer",
    value=5,
    values=(ParameterCase(expression("place = '990002'"), 2),),
)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"place": "990002", "masters": 3}, ("met", ())),
        ({"place": "990001", "masters": 3}, ("not_met", ())),
        ({"masters": 5}, ("met", ())),
        ({"masters": 1}, ("not_met", ())),
        ({"masters": 3}, ("unknown", ("place",))),
    ],
)
def test_a_rule_is_known_when_all_values_still_possible_agree(
    answers: dict[str, Value], expected: tuple[str, tuple[str, ...]]
) -> None:
    assert outcome(rule("masters >= $least"), answers, parameters={"least": LEAST}) == expected


def test_an_override_settles_a_parameter() -> None:
    one = with_rules(rule("masters >= $least"), parameters={"least": LEAST})
    assert check(one, TRACK, {"masters": 3}, overrides={"least": 4}).findings[0].outcome == "not_met"
    assert check(one, TRACK, {"masters": 3}, overrides={"least": 3}).findings[0].outcome == "met"


# ── what is computed ──


def test_a_rule_over_a_computed_field_asks_for_what_it_is_computed_from() -> None:
    found = outcome(rule("all_services >= 5"), {})
    assert found is not None
    assert found[0] == "unknown"
    assert set(found[1]) == {"services", "repairs"}


def test_a_rule_over_a_computed_field_sees_its_value() -> None:
    assert outcome(rule("twice >= 10"), {"services": {2022: Decimal(5)}}) == ("met", ())


def test_an_amount_of_an_earlier_year_does_not_decide() -> None:
    found = outcome(rule("turnover >= 5"), {"turnover": {2021: Decimal(9)}})
    assert found == ("unknown", ("turnover",))


def test_a_column_of_a_list_is_asked_for_by_the_field_that_names_its_row() -> None:
    assert outcome(rule("place_kind = 'island'"), {}) == ("unknown", ("place",))


def test_a_day_that_nothing_tells_is_asked_for_as_the_filing_date() -> None:
    assert outcome(rule("as_of >= DATE '2023-01-01'"), {}, deadlines={}) == ("unknown", ("filed_on",))


def test_a_share_field_may_stand_in_a_rule_and_in_its_when() -> None:
    shared = rule("service_share >= 0.3", when=expression("service_share >= 0.1"))
    assert outcome(shared, {"turnover": {2022: Decimal(10)}, "services": {2022: Decimal(3)}}) == ("met", ())
    assert outcome(shared, {"turnover": {2022: Decimal(100)}, "services": {2022: Decimal(3)}}) is None


# ── verdicts ──


@pytest.mark.parametrize(
    ("mandatory", "in_principle", "verdict"),
    [
        ("met", "met", "eligible"),
        ("met", "not_met", "eligible"),
        ("met", "unknown", "eligible"),
        ("unknown", "met", "undetermined"),
        ("not_met", "met", "ineligible"),
        ("not_met", "unknown", "ineligible"),
    ],
)
def test_only_mandatory_rules_make_the_verdict(mandatory: str, in_principle: str, verdict: str) -> None:
    values: dict[str, Value] = {}
    for id, wanted in (("old", mandatory), ("true", in_principle)):
        values |= {} if wanted == "unknown" else {id: wanted == "met"}
    rules = rule("old", id="one"), rule("true", id="two", strength="in_principle")
    assert check(with_rules(*rules), TRACK, values).verdict == verdict


def test_one_rule_not_met_outweighs_all_unknowns() -> None:
    rules = rule("old", id="one"), rule("true", id="two")
    assert check(with_rules(*rules), TRACK, {"old": False}).verdict == "ineligible"


def test_without_rules_everybody_is_eligible() -> None:
    assert check(with_rules(), TRACK, {}).verdict == "eligible"


# ── a law ──

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "masters": st.integers(0, 8),
        "old": st.booleans(),
        "place": st.sampled_from(["990001", "990002", "110101"]),
        "category": st.sampled_from(["cloth", "wood"]),
        "turnover": st.just({2022: Decimal(3)}),
        "filed_on": st.just(date(2023, 5, 10)),
    },
)
MANY = with_rules(
    EXCEPTED,
    rule("masters >= $least", id="two", when=expression("category = 'cloth'")),
    rule("masters * 2 >= $least OR place_kind = 'island'", id="three", strength="in_principle"),
    rule("turnover >= 5 OR NOT old", id="four"),
    parameters={"least": LEAST},
)


@settings(deadline=None)
@given(ANSWERS, ANSWERS)
def test_what_is_decided_stays_decided_when_more_is_answered(
    first: dict[str, Value], second: dict[str, Value]
) -> None:
    before, after = check(MANY, TRACK, first), check(MANY, TRACK, {**second, **first})
    decided = {each.rule: each.outcome for each in before.findings if each.outcome != "unknown"}
    later = {each.rule: each.outcome for each in after.findings}
    assert all(later.get(id, "met") == known for id, known in decided.items())
    assert before.verdict in ("undetermined", after.verdict)


@settings(deadline=None)
@given(ANSWERS)
def test_what_is_unknown_names_what_could_settle_it_and_nothing_else_does(answers: dict[str, Value]) -> None:
    for each in check(MANY, TRACK, answers).findings:
        assert bool(each.missing) == (each.outcome == "unknown")
        assert each.because
