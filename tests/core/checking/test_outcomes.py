"""Generated code against the closures: the same outcomes and findings for every rule, package and answer."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.checking.closures import outcomes_of
from linxuan.checking.outcomes import as_settled, outcomes, verdict
from linxuan.checking.ruleset import ruleset
from linxuan.checking.sentences import by_judges, generated
from linxuan.derive import record_of
from linxuan.language import current_language, speaking
from linxuan.programme.definition import Call, Citation, Parameter, ParameterCase, Rule, RuleException
from linxuan.programme.reading import read_programme
from linxuan.rules.terms import Value
from tests.support.answering import answers_to
from tests.support.workshop import ROUND, TRACK, call, expression

ROOT = Path(__file__).parents[3]
PACKAGES = {
    "dalian-2023": ROOT / "programmes" / "dalian-2023",
    "champion-2022": ROOT / "tests" / "programmes" / "champion-2022",
    "craft-2024": ROOT / "tests" / "programmes" / "craft-2024",
    "guild": ROOT / "tests" / "core" / "programme" / "guild",
}
CASES = [
    *(("dalian-2023", each) for each in ("enterprise", "platform", "city", "evaluation-2023")),
    *(("champion-2022", each) for each in ("enterprise", "product", "cluster")),
    *(("craft-2024", each) for each in ("workshop",)),
    *(("guild", each) for each in ("workshop", "craftsman")),
]
DAYS = st.sampled_from([None, date(2021, 5, 15), date(2022, 6, 30), date(2023, 5, 2), date(2030, 4, 1)])
tried = settings(max_examples=150, deadline=None)


@cache
def package(name: str) -> Call:
    return read_programme(PACKAGES[name])


def agree(one: Call, procedure: str, answers: Mapping[str, Value], **keys: Any) -> None:
    """The closures are the reference: `check` itself asks the generated code."""
    rules = ruleset(one, procedure)
    record = record_of(one, procedure, answers, **keys)
    wanted = outcomes_of(rules, keys.get("overrides", {}), record)
    assert outcomes(one, procedure, **keys)(answers) == wanted
    overrides, on = keys.get("overrides", {}), keys.get("on")
    told = generated(rules, as_settled(overrides), on, current_language())(answers)
    assert told == by_judges(rules, on, overrides, answers)
    strengths = [demand.rule.strength for demand in rules.demands]
    decisive = {each for each, strength in zip(wanted, strengths, strict=True) if strength == "mandatory"}
    expected = (
        "ineligible" if "not_met" in decisive else "undetermined" if "unknown" in decisive else "eligible"
    )
    assert verdict(one, procedure, **keys)(answers) == expected


@pytest.mark.parametrize(("name", "procedure"), CASES)
@given(data=st.data())
@tried
def test_every_package_has_the_outcomes_and_sentences_of_the_closures(
    name: str, procedure: str, data: st.DataObject
) -> None:
    one = package(name)
    with speaking(data.draw(st.sampled_from(["zh-hans", "en"]))):
        agree(one, procedure, data.draw(answers_to(one, procedure)), on=data.draw(DAYS))


# ── rules that no package has ──

CONDITIONS = [
    "masters >= $masters_min",
    "masters * 3 - 1 BETWEEN 2 AND $masters_min",
    "old",
    "NOT old OR founded_on < '2021-01-01'",
    "add_years(founded_on, $years_min) <= filed_on",
    "add_months(founded_on, masters) <= as_of AND add_days(as_of, -30) > founded_on",
    "category = 'cloth'",
    "size IN ('big', 'small')",
    "has_any(tools, ('saw', 'loom'))",
    "NOT has_all(tools, $tools_wanted)",
    "size(works) >= 2",
    "count_where(works, worth >= 1 AND (made_on <= filed_on OR old)) >= masters_min_of_all",
    "share_at_least(services + repairs, turnover, $share_min)",
    "service_share >= $share_min",
    "mean(services, 2) > mean(repairs, 3) * 2",
    "growth(turnover) < mean_growth(services, 2)",
    "each_year(services + repairs <= turnover, 3)",
    "compound_growth_at_least(turnover, 2, $share_min)",
    "twice > all_services",
    "place_kind = 'island'",
    "in_list(place, 'valleys')",
    "starts_with(trade, '17') OR industry_section(trade) = 'C'",
    "title = '𠮷野家' OR title = 'O''Brien \\ ;'",
    "cohort = 3 AND track = 'workshop'",
    "rank <= 3",
    "total(turnover, $years_min) >= 100",
]
CONDITIONS = [text.replace("masters_min_of_all", "1") for text in CONDITIONS]
_conditions = st.recursive(
    st.sampled_from(CONDITIONS),
    lambda inner: st.one_of(
        st.builds("({}) AND ({})".format, inner, inner),
        st.builds("({}) OR ({})".format, inner, inner),
        st.builds("NOT ({})".format, inner),
    ),
    max_leaves=3,
).map(expression)
_days = st.none() | st.sampled_from([date(2021, 5, 15), date(2023, 5, 15)])
_exceptions = st.lists(st.builds(RuleException, when=_conditions, holds=st.none() | _conditions), max_size=2)
_cases = st.lists(
    st.sampled_from(["category = 'cloth'", "old", "place_kind = 'island'", "all_services > 30"]), max_size=2
)


def parameter(id: str, kind: str, *values: Any, **keys: Any) -> st.SearchStrategy[Parameter]:
    return _cases.map(
        lambda cases: Parameter(
            id=id,
            name=id,
            kind=kind,
            value=values[0],
            values=tuple(
                ParameterCase(expression(text), value) for text, value in zip(cases, values[1:], strict=False)
            ),
            **keys,
        )
    )


_parameters = st.tuples(
    parameter("masters_min", "integer", 5, 2, 7),
    parameter("years_min", "integer", 2, 1, 3),
    parameter("share_min", "share", package("guild").parameters["handmade_min"].value, 0, 1),
    parameter("tools_wanted", "choices", ("saw",), ("saw", "loom"), (), field="tools"),
)
_rules = st.lists(
    st.fixed_dictionaries(
        {
            "holds": _conditions,
            "when": st.none() | _conditions,
            "since": _days,
            "until": _days,
            "exceptions": _exceptions.map(tuple),
            "strength": st.sampled_from(["mandatory", "in_principle"]),
        }
    ),
    min_size=1,
    max_size=4,
)


@given(
    rules=_rules,
    parameters=_parameters,
    answers=st.sampled_from([TRACK, ROUND]).flatmap(
        lambda procedure: st.tuples(
            st.just(procedure), st.lists(answers_to(call(), procedure), min_size=3, max_size=6)
        )
    ),
    on=DAYS,
    overrides=st.fixed_dictionaries(
        {}, optional={"masters_min": st.integers(0, 9), "years_min": st.integers(-1, 200)}
    ),
)
@settings(max_examples=200, deadline=None)
def test_any_rules_have_the_outcomes_and_sentences_of_the_closures(
    rules: Any, parameters: Any, answers: Any, on: Any, overrides: Any
) -> None:
    made = [
        Rule(
            id=f"r{n}",
            name="条件",
            cites=(Citation("main", "一", 1, "原文"),),
            concerns=(TRACK, ROUND),
            **each,
        )
        for n, each in enumerate(rules)
    ]
    one = call(rules={each.id: each for each in made}, parameters={each.id: each for each in parameters})
    procedure, forms = answers
    for each in forms:
        agree(one, procedure, each, on=on, overrides=overrides)


def test_none_beside_a_partner_is_the_same_for_every_small_table() -> None:
    """Left out beside a partner, a year is none, where the partner has that year."""
    texts = [
        "services >= 0",
        "total(services, 2) = 0",
        "mean(repairs, 3) > 0",
        "each_year(services >= repairs, 3)",
    ]
    rules = [
        Rule(id=f"r{n}", name="条件", concerns=(TRACK,), holds=expression(text))
        for n, text in enumerate(texts)
    ]
    one = call(rules={each.id: each for each in rules})
    tables: list[Value | None] = [
        None,
        Decimal(1),
        *(
            {year: Decimal(1) for year in years}
            for years in [(), (2020,), (2022,), (2021, 2022), (2020, 2021, 2022)]
        ),
    ]
    for services, repairs in product(tables, tables):
        given = {"services": services, "repairs": repairs}
        agree(one, TRACK, {id: value for id, value in given.items() if value is not None})


def test_what_every_value_of_its_parameters_says_is_the_same_for_every_small_form() -> None:
    cases = (("old", 2), ("category = 'cloth'", 7))
    least = Parameter(
        id="masters_min",
        name="least",
        kind="integer",
        value=5,
        values=tuple(ParameterCase(expression(text), value) for text, value in cases),
    )
    most = Parameter(
        id="years_min", name="most", kind="integer", value=8, values=(ParameterCase(expression("old"), 6),)
    )
    texts = [
        "masters >= $masters_min",
        "masters BETWEEN $masters_min AND $years_min",
        "NOT masters > $years_min",
    ]
    rules = [
        Rule(id=f"r{n}", name="条件", concerns=(TRACK,), holds=expression(text), when=when)
        for n, (text, when) in enumerate(product(texts, [None, expression("size = 'big'")]))
    ]
    one = call(rules={each.id: each for each in rules}, parameters={each.id: each for each in (least, most)})
    given = product(
        [None, True, False], [None, "cloth", "wood"], [None, *range(1, 10)], [None, "big", "small"]
    )
    for old, category, masters, size in given:
        answers = {"old": old, "category": category, "masters": masters, "size": size}
        agree(one, TRACK, {id: value for id, value in answers.items() if value is not None})
