"""The sentence of a finding, with its clause and what would help, and the order of what is missing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.answers import read_answers
from linxuan.answers.fields import fields_of
from linxuan.cases import cases_of
from linxuan.checking import Check, Finding, check
from linxuan.language import speaking
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme
from linxuan.programme.situations import ApplicationCase
from linxuan.rules.terms import Value

ROOT = Path(__file__).parents[3]
DALIAN = read_programme(ROOT / "programmes" / "dalian-2023")
CRAFT = read_programme(ROOT / "tests" / "programmes" / "craft-2024")
SHARE = {"service_income_direct": 2000, "service_income_indirect": 740, "operating_income": 10000}


def checked(answers: dict[str, object], track: str = "enterprise") -> Check:
    return check(DALIAN, track, read_answers(DALIAN, track, answers).values)


def finding(result: Check, rule: str) -> Finding:
    return next(each for each in result.findings if each.rule == rule)


def case(call: Call, id: str) -> Check:
    found = next(each for each in cases_of(call) if each.id == id)
    assert isinstance(found, ApplicationCase)
    return check(call, found.track, read_answers(call, found.track, found.answers).values, on=found.on)


# ── one sentence ──


def test_a_share_in_principle_is_told_with_its_clause_and_what_is_wanting() -> None:
    told = finding(checked(dict(SHARE)), "service-income-share")
    assert told.because == (
        "服务收入 2,740.00 万元 ÷ 营业收入 10,000.00 万元 = 27.40 %，低于 30 %（一(二)2(1)，原则上）；还差 260.00 万元"
    )
    assert told.remedy == "还差 260.00 万元"
    assert told.plain == (
        "服务收入 2,740.00 万元 ÷ 营业收入 10,000.00 万元 = 27.40 %，低于 30 %；还差 260.00 万元"
    )
    assert [(each.name, each.value, each.unit) for each in told.values] == [
        ("service_income", "2,740.00", "万元"),
        ("operating_income", "10,000.00", "万元"),
        ("service_share", "27.40", "%"),
        ("service_share_min", "30", "%"),
    ]


def test_a_mandatory_rule_has_its_clause_alone() -> None:
    assert (
        finding(checked({"is_legal_person": True}), "legal-person").because == "是否独立法人：是（一(二)1）"
    )
    assert finding(checked({"is_legal_person": False}), "legal-person").because == (
        "是否独立法人：否（一(二)1）；须为“是”"
    )


def test_a_score_is_told_with_its_items_and_a_part_by_the_points_that_are_wanting() -> None:
    told = finding(case(CRAFT, "no-income"), "comprehensive")
    assert told.facts.startswith(
        "匠艺评分·经营 8 分（营业收入平均增长 0 分、有效注册商标 8 分），低于 10 分；"
    )
    assert told.remedy.startswith("匠艺评分·经营还差 2 分，或者")
    total = finding(case(CRAFT, "no-income"), "excellent")
    assert total.remedy == "还差 23 分"
    assert total.because.startswith("匠艺评分 62 分（技艺 50 分、营业收入平均增长 0 分")
    assert total.because.endswith("低于 85 分（优先）；还差 23 分")


def test_a_score_is_told_in_english_too() -> None:
    with speaking("en"):
        told = finding(case(CRAFT, "no-income"), "comprehensive").because
    assert told.startswith(
        "匠艺评分·经营 8 points (营业收入平均增长 0 points, 有效注册商标 8 points), below 10 points; "
    )
    assert "(一(二)); 匠艺评分·经营 is 2 points short, or “" in told


def test_a_column_of_a_list_is_asked_for_by_what_somebody_types() -> None:
    track = next(iter(CRAFT.tracks))
    told = finding(check(CRAFT, track, {"staff": 7}), "staff")
    assert set(told.missing) == {"craft", "place"}
    assert "所在县（市、区）" in told.facts


def test_each_sentence_is_there_in_both_languages_and_never_mixed_up() -> None:
    told = {}
    for language in ("zh-hans", "en", "zh-hans"):
        with speaking(language):
            told[language] = finding(checked(dict(SHARE)), "service-income-share").because
    assert told["zh-hans"].endswith("还差 260.00 万元")


# ── the same as if nothing was kept ──

ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "is_legal_person": st.booleans(),
        "operations_sound": st.booleans(),
        "operating_status": st.sampled_from(["active", "suspended", "liquidating"]),
        "has_major_accident": st.booleans(),
        "last_major_accident_on": st.dates(date(2020, 12, 30), date(2021, 1, 3)),
        "district": st.sampled_from(["210211", "110101"]),
        "operating_income": st.fixed_dictionaries({2022: st.sampled_from([Decimal(0), Decimal("99.999")])}),
        "service_income_direct": st.fixed_dictionaries(
            {2022: st.sampled_from([Decimal(30), Decimal("0.01")])}
        ),
        "industry_code": st.sampled_from(["3484", "6513", "9999"]),
        "filed_on": st.just(date(2023, 5, 10)),
    },
)


@given(ANSWERS)
@settings(deadline=None)
def test_what_is_kept_changes_no_sentence(answers: dict[str, Value]) -> None:
    once = check(DALIAN, "enterprise", answers)
    assert check(DALIAN, "enterprise", answers) == once
    for each in once.findings:
        assert each.because.startswith(each.facts)
        assert each.because.endswith(each.remedy)
        assert bool(each.missing) is (each.outcome == "unknown")
        assert not each.remedy or each.outcome == "not_met"
        assert each.clause in each.because


# ── what is missing, in order ──


def test_a_field_that_alone_settles_a_mandatory_rule_comes_before_one_that_settles_half() -> None:
    answers: dict[str, Value] = {"operating_status": "active", "category": "sharing"}
    asked = check(DALIAN, "platform", answers).missing
    order = [each.field for each in asked]
    alone = {"is_legal_person", "operations_sound", "platform_origin", "district"}
    assert set(order[: len(order) // 2]) >= alone
    assert order.index("platform_origin") < order.index("platform_live_on")
    assert order[-1] == "functions"
    assert next(each.rules for each in asked if each.field == "functions") == ("platform-functions",)


@given(ANSWERS)
@settings(deadline=None)
def test_the_missing_fields_are_those_of_the_open_rules_most_settling_first(
    answers: dict[str, Value],
) -> None:
    found = check(DALIAN, "enterprise", answers)
    unknown = {each.rule: each for each in found.findings if each.outcome == "unknown"}
    assert {each.field for each in found.missing} == {
        name for one in unknown.values() for name in one.missing
    }
    for each in found.missing:
        assert each.rules == tuple(rule for rule, one in unknown.items() if each.field in one.missing)
    alone = [_alone(unknown, each.rules) for each in found.missing]
    assert alone == sorted(alone, reverse=True)
    places = {name: place for place, name in enumerate((*fields_of(DALIAN, "enterprise"), "filed_on"))}
    keys = [(*_weight(unknown, each.rules), places[each.field]) for each in found.missing]
    assert keys == sorted(keys)


def _alone(unknown: dict[str, Finding], rules: tuple[str, ...]) -> int:
    return sum(unknown[rule].strength == "mandatory" and len(unknown[rule].missing) == 1 for rule in rules)


def _weight(unknown: dict[str, Finding], rules: tuple[str, ...]) -> tuple[float, ...]:
    """The definition, written again: alone, then in parts, for each strength; more comes first."""
    weight: list[float] = []
    for strength in ("mandatory", "in_principle", "preference"):
        counts = [len(unknown[rule].missing) for rule in rules if unknown[rule].strength == strength]
        weight += [-counts.count(1), -round(sum(1 / each for each in counts), 9)]
    return tuple(weight)
