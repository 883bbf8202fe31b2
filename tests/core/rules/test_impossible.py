"""Comparisons that can never hold or never fail are found; whatever is not certain is let be."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.rules.check import check
from linxuan.rules.contradictions import contradiction
from linxuan.rules.evaluate import evaluate
from linxuan.rules.impossible import impossible
from linxuan.rules.parse import parse
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.terms import And, Compare, Literal, Name, Or, Points, Value
from tests.core.rules.vocabulary import NAMES, SCOPE, record

BOUNDED = {
    "income": (0, None),
    "staff": (0, None),
    "designated": (0, 5),
    "capital": (Decimal(-10), Decimal("1000.5")),
}
SCORE = Variable(
    "score_craft",
    Type.DECIMAL,
    meaning=Points(
        (
            (Compare(">=", Name("designated"), Literal(3)), 30),
            (Compare(">=", Name("designated"), Literal(1)), 10),
        )
    ),
)
SHARE = Variable("direct_share", Type.RATIO, "直接服务收入占比", meaning=parse("share(direct, income)"))


def _bounded(variable: Variable) -> Variable:
    low, high = BOUNDED.get(variable.id, (None, None))
    return replace(
        variable, min=None if low is None else Decimal(low), max=None if high is None else Decimal(high)
    )


FORM: Scope = replace(
    SCOPE, names={**{each.id: _bounded(each) for each in NAMES}, SCORE.id: SCORE, SHARE.id: SHARE}
)


def faults(text: str) -> list[str]:
    term = parse(text)
    assert check(term, FORM)[1] == ()
    return [fault.problem for fault in impossible(term, FORM)]


@pytest.mark.parametrize(
    ("text", "place", "problem", "hint"),
    [
        ("staff < 0", "<", "永远不成立：左边至少是 0，右边是 0", "min、max"),
        ("0 > staff", ">", "永远不成立", ""),
        ("staff <= -1", "<=", "永远不成立", ""),
        ("staff >= 0", ">=", "永远成立", ""),
        ("designated > 5", ">", "永远不成立：左边在 0 和 5 之间", ""),
        ("designated = 6", "=", "永远不成立", ""),
        ("designated <> 6", "<>", "永远成立", ""),
        ("capital > 1000.5", ">", "在 -10 和 1000.5 之间", ""),
        ("designated + 2 < 2", "<", "永远不成立", ""),
        ("designated * 2 > 10", ">", "永远不成立", ""),
        ("3 - designated > 3", ">", "永远不成立", ""),
        ("total(staff, 2) < 0", "<", "永远不成立", ""),
        ("mean(staff, 2) < 0", "<", "永远不成立", ""),
        ("each_year(staff < 0, 2)", "<", "永远不成立", ""),
        ("size(functions) >= 4", ">=", "在 0 和 3 之间", ""),
        ("size(functions) <= 3", "<=", "永远成立", ""),
        ("size(patents) < 0", "<", "永远不成立", ""),
        ("count_where(patents, granted) < 0", "<", "永远不成立", ""),
        ("score_craft > 30", ">", "在 0 和 30 之间", ""),
        ("score_craft >= 0", ">=", "永远成立", ""),
        ("share(staff, staff) < 0", "<", "永远不成立", ""),
        ("growth(income) < -1", "<", "永远不成立", ""),
        ("$least_share > 1", ">", "永远不成立", ""),
        ("share(direct, income) >= 30", ">=", "30是3,000 %", "0.30"),
        ("direct_share >= 30", ">=", "3,000 %", "0.30"),
        ("1 = 2", "=", "两边都是写定的", "字段"),
        ("capital BETWEEN 5 AND 3", "BETWEEN", "下限大于上限", "小的写在前面"),
        ("live_on BETWEEN DATE '2022-01-01' AND DATE '2021-01-01'", "BETWEEN", "下限大于上限", ""),
        ("designated BETWEEN 6 AND 9", "BETWEEN", "永远不成立", ""),
        ("designated IN (1, 6)", "(1", "不会是 6", ""),
        ("status IN ('active', 'active')", "('active'", "“active”写了两次", "去掉"),
        ("has_all(functions, ('a', 'a'))", "('a'", "“a”写了两次", ""),
        ("status = 'active' AND status = 'closed'", "= 'closed'", "“经营状态”的条件不能同时成立", "OR"),
        ("status = 'active' AND legal AND status IN ('closed', 'halted')", "IN", "不能同时成立", ""),
        ("status = 'active' AND status <> 'active'", "<>", "不能同时成立", ""),
        ("status <> 'active' AND status <> 'closed' AND status <> 'halted'", "<> 'halted'", "不能同时成立", ""),
        ("status <> 'active' OR status <> 'closed'", "<> 'closed'", "总有一个成立", "AND"),
        ("status IN ('active', 'closed') OR status = 'halted'", "= 'halted'", "总有一个成立", ""),
        ("legal AND NOT legal", "legal", "不能同时成立", ""),
        ("legal = TRUE AND legal = FALSE", "= FALSE", "不能同时成立", ""),
        ("legal OR accident OR NOT legal", "legal", "总有一个成立", ""),
        ("capital > 10 AND capital < 5", "< 5", "“注册资本”的条件不能同时成立", ""),
        ("capital > 10 AND capital <= 10", "<=", "不能同时成立", ""),
        ("capital = 7 AND capital > 10", ">", "不能同时成立", ""),
        ("capital > 10 OR capital < 20", "<", "总有一个成立", ""),
        ("live_on < DATE '2021-01-01' AND live_on >= '2021-01-01'", ">=", "不能同时成立", ""),
        ("total(income, 2) > 10 AND total(income, 2) < 5", "< 5", "“同一个数”", ""),
        ("(status = 'active' OR legal) AND (legal OR accident) AND NOT (staff < 0)", "<", "永远不成立", ""),
    ],
)  # fmt: skip
def test_what_cannot_be_otherwise_is_told_at_its_place(
    text: str, place: str, problem: str, hint: str
) -> None:
    term = parse(text)
    assert check(term, FORM)[1] == ()

    found = impossible(term, FORM)

    assert [problem in each.problem for each in found] == [True], found
    assert hint in found[0].hint
    assert found[0].position in (text.index(place), text.rindex(place))


@pytest.mark.parametrize(
    "text",
    [
        "staff > 0",
        "designated >= 4 AND designated <= 4",
        "designated = 0 OR designated > 3",
        "capital > 10 AND capital <= 11",
        "capital > 10 OR capital < 10",
        "share(direct, income) >= 0",
        "share(direct, income) > 1",
        "share(direct, income) >= 2.5",
        "share(staff, staff) >= 0.3 OR share(staff, staff) < 0.3",
        "growth(income) > 5",
        "$least_years < 0",
        "size(patents) >= 1000",
        "size(functions) >= 3",
        "status = 'active' OR status = 'closed'",
        "status <> 'active' AND status <> 'closed'",
        "status = 'active' AND category = 'sharing'",
        "status = 'active' AND (status = 'closed' OR legal)",
        "live_on = '2021-01-01' AND live_on = DATE '2021-01-01'",
        "live_on BETWEEN '2021-01-01' AND '2021-01-01'",
        "district = '999999'",
        "count_where(patents, granted AND granted_on <= filed_on) >= 3",
    ],
)
def test_what_may_be_one_way_or_the_other_is_let_be(text: str) -> None:
    assert faults(text) == []


def test_a_product_of_many_digits_is_told_without_them() -> None:
    text = f"staff < 0 - {' * '.join(['9' * 30] * 40)}"

    assert faults(text) == ["永远不成立：左边至少是 0，右边是 极小的数"]


def test_the_last_band_may_be_reached_by_everybody() -> None:
    always, never = parse("staff >= 0"), parse("staff < 0")

    assert impossible(always, FORM, may_always_hold=True) == ()
    assert len(impossible(never, FORM, may_always_hold=True)) == 1


_FACTS = st.one_of(
    st.tuples(
        st.sampled_from(["capital", "designated", "size(functions)", "size(functions) - designated"]),
        st.sampled_from(["=", "<>", "<", "<=", ">", ">="]),
        st.integers(-2, 5),
    ).map(lambda parts: " ".join(map(str, parts))),
    st.sampled_from(["legal", "NOT legal", "legal = FALSE", "status = 'active'", "status <> 'closed'"]),
    st.sampled_from(["status IN ('active', 'halted')", "status NOT IN ('active', 'closed')"]),
    st.sampled_from(["designated BETWEEN 1 AND 2", "NOT designated BETWEEN 0 AND 4", "designated IN (1, 3)"]),
    st.sampled_from(["share(direct, income) >= 0.3", "share(direct, income) < 0.3"]),
)
_JOINED = st.tuples(st.sampled_from([" AND ", " OR "]), st.lists(_FACTS, min_size=2, max_size=4))
_ANSWERS = st.fixed_dictionaries(
    {
        "capital": st.integers(-3, 6).map(Decimal),
        "designated": st.integers(-3, 6),
        "functions": st.sets(st.sampled_from("abc")).map(tuple),
        "legal": st.booleans(),
        "status": st.sampled_from(["active", "closed", "halted"]),
        "direct": st.sampled_from([{2022: Decimal(n)} for n in (-1, 0, 1)]),
        "income": st.sampled_from([{2022: Decimal(n)} for n in (-1, 0, 1)]),
    }
)


@settings(max_examples=400, deadline=None)
@given(_JOINED, _ANSWERS)
def test_no_answer_is_the_other_way_than_what_is_told(
    joined: tuple[str, list[str]], answers: dict[str, Value]
) -> None:
    word, facts = joined
    told = {
        (fact, problem.problem[:4])
        for fact in facts
        for problem in impossible(parse(fact), SCOPE)
        if problem.problem.startswith(("永远成立", "永远不成"))
    }
    for fact, outcome in told:
        assert evaluate(parse(fact), record(**answers)) is (outcome == "永远成立")
    whole = parse(word.join(facts))
    assert isinstance(whole, And | Or)
    if next(contradiction(whole, SCOPE), None):
        assert evaluate(whole, record(**answers)) is isinstance(whole, Or)
