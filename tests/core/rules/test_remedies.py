"""A remedy is true: what it names makes the condition hold, and one step less does not."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from linxuan.rules.days import FIRST_DAY, LAST_DAY, add_years
from linxuan.rules.evaluate import evaluate
from linxuan.rules.parse import parse
from linxuan.rules.terms import Value
from tests.core.rules.vocabulary import explained, outcome
from tests.core.rules.writing import conditions, forms, over

CENT = Decimal("0.01")
DAY = timedelta(days=1)
tried = settings(max_examples=60, deadline=None)
amounts = st.decimals(-10_000, 10_000, places=2)
positive = st.decimals(Decimal("0.01"), 10_000, places=2)
bounds = st.sampled_from(["0.03", "0.3", "0.333", "1", "1.25"])
counts = st.integers(0, 50)
days = st.dates(FIRST_DAY, LAST_DAY)


def remedy(text: str, **values: Value | None) -> str:
    return explained(text, **values).remedy


def figure(told: str) -> Decimal:
    found = re.search(r"-?[\d,]+(\.\d+)?(?= 万元| 人| 个| 项| 天|$)", told)
    assert found, told
    return Decimal(found[0].replace(",", ""))


def step(of: Decimal) -> Decimal:
    """The last place in which a figure is written."""
    return Decimal(1).scaleb(int(of.as_tuple().exponent))


# ── amounts ──


@given(capital=amounts, bound=amounts)
@tried
def test_adding_what_is_wanting_is_just_enough(capital: Decimal, bound: Decimal) -> None:
    assume(capital < bound)
    text = f"capital >= {bound:f}"
    told = remedy(text, capital=capital)
    assert told.startswith("还差")
    assert outcome(text, capital=capital + figure(told)) is True
    assert outcome(text, capital=capital + figure(told) - CENT) is False


@given(capital=amounts, bound=amounts)
@tried
def test_taking_off_what_is_too_much_is_just_enough(capital: Decimal, bound: Decimal) -> None:
    assume(capital > bound)
    text = f"capital <= {bound:f}"
    told = remedy(text, capital=capital)
    assert told.startswith("超出")
    assert outcome(text, capital=capital - figure(told)) is True
    assert outcome(text, capital=capital - figure(told) + CENT) is False


@given(capital=amounts, bound=amounts)
@tried
def test_where_the_bound_itself_is_not_enough_it_is_named(capital: Decimal, bound: Decimal) -> None:
    for sign, beyond in ((">", CENT), ("<", -CENT)):
        text = f"capital {sign} {bound:f}"
        if outcome(text, capital=capital) is False:
            named = figure(remedy(text, capital=capital))
            assert outcome(text, capital=named + beyond) is True
            assert outcome(text, capital=named) is False


@given(designated=counts, bound=counts, sign=st.sampled_from([">=", ">", "<", "<="]))
@tried
def test_what_is_counted_changes_by_whole_numbers(designated: int, bound: int, sign: str) -> None:
    text = f"designated {sign} {bound}"
    assume(outcome(text, designated=designated) is False)
    told = remedy(text, designated=designated)
    change = int(figure(told)) * (1 if told.startswith("还差") else -1)
    one = 1 if change > 0 else -1
    assert outcome(text, designated=designated + change) is True
    assert outcome(text, designated=designated + change - one) is False


@given(part=amounts, whole=positive, bound=bounds)
@tried
def test_what_is_wanting_to_a_share_is_just_enough(part: Decimal, whole: Decimal, bound: str) -> None:
    text = f"share_at_least(capital, income, {bound})"
    base: Mapping[int, Decimal | int] = {2022: whole}
    assume(outcome(text, capital=part, income=base) is False)
    gap = figure(remedy(text, capital=part, income=base))
    assert outcome(text, capital=part + gap, income=base) is True
    assert outcome(text, capital=part + gap - step(gap), income=base) is False


@given(part=counts, whole=st.integers(1, 400), bound=bounds)
@tried
def test_people_that_are_wanting_to_a_share_are_whole(part: int, whole: int, bound: str) -> None:
    text = f"share(designated, centres) >= {bound}"
    assume(outcome(text, designated=part, centres=whole) is False)
    gap = int(figure(remedy(text, designated=part, centres=whole)))
    assert outcome(text, designated=part + gap, centres=whole) is True
    assert outcome(text, designated=part + gap - 1, centres=whole) is False


@pytest.mark.parametrize(
    "text",
    [
        "growth(income) >= {bound}",
        "mean_growth(income, 2) >= {bound}",
        "compound_growth_at_least(income, 2, {bound})",
    ],
)
@given(years=st.tuples(positive, positive, positive), bound=bounds)
@tried
def test_what_is_wanting_to_growth_is_wanting_to_the_latest_year(
    text: str, years: tuple[Decimal, Decimal, Decimal], bound: str
) -> None:
    grown = text.format(bound=bound)

    def with_latest(amount: Decimal) -> Value | None:
        return outcome(grown, income={2020: years[0], 2021: years[1], 2022: amount})

    assume(with_latest(years[2]) is False)
    gap = figure(remedy(grown, income=dict(zip((2020, 2021, 2022), years, strict=True))))
    assert with_latest(years[2] + gap) is True
    assert with_latest(years[2] + gap - step(gap)) is False


def test_a_ratio_without_a_base_wants_the_base_first() -> None:
    values = {"direct": {2022: Decimal(1)}, "income": {2022: Decimal(0)}}
    assert remedy("share_at_least(direct, income, 0.3)", **values) == "营业收入须大于零"
    assert remedy("growth(income) > 0", income={2021: 0, 2022: None}) == "营业收入的基数须大于零"


# ── days ──


@given(day=days, bound=days, sign=st.sampled_from(["<", "<=", ">", ">="]))
@tried
def test_a_date_is_off_by_just_so_many_days(day: date, bound: date, sign: str) -> None:
    text = f"accident_on {sign} DATE '{bound}'"
    assume(outcome(text, accident_on=day) is False)
    told = remedy(text, accident_on=day)
    by = int(figure(told)) * (-1 if told.startswith("须早") else 1)
    moved, less = day + by * DAY, day + (by - (1 if by > 0 else -1)) * DAY
    assume(FIRST_DAY <= moved <= LAST_DAY)
    assert outcome(text, accident_on=moved) is True
    assert outcome(text, accident_on=less) is False


@given(live_on=st.dates(date(1950, 1, 1), date(2150, 1, 1)), filed_on=days)
@tried
def test_waiting_is_told_with_the_first_day_on_which_it_is_over(live_on: date, filed_on: date) -> None:
    text = "add_years(live_on, 2) <= filed_on"
    assume(outcome(text, live_on=live_on, filed_on=filed_on) is False)
    first = add_years(live_on, 2)
    assert first is not None
    told = remedy(text, live_on=live_on, filed_on=filed_on)
    assert told == f"{first.year}年{first.month}月{first.day}日起申报才符合"
    assert outcome(text, live_on=live_on, filed_on=first) is True
    assert outcome(text, live_on=live_on, filed_on=first - DAY) is False


def test_what_was_within_a_time_up_to_today_can_only_have_been_earlier() -> None:
    text = "NOT accident_on BETWEEN $since AND filed_on"
    values = {"accident_on": date(2021, 3, 1), "filed_on": date(2023, 5, 15)}
    assert remedy(text, **values) == "须早 60 天"


# ── what is asked together, and what is enough ──


def test_of_an_exception_no_way_asks_for_more_than_another() -> None:
    text = "accident AND legal OR NOT accident AND designated >= 2 OR legal AND designated >= 2"
    values = {"accident": False, "legal": False, "designated": 1}
    assert remedy(text, **values) == (
        "“是否发生过重大事故”须为“是”，并且“是否独立法人”须为“是”，或者示范主体还差 1 个"
    )


def test_where_no_answer_helps_nothing_is_promised() -> None:
    assert remedy("FALSE AND legal", legal=False) == ""
    assert remedy("1 > 2") == ""


def test_what_is_not_answered_is_no_part_of_a_remedy() -> None:
    assert remedy("legal AND designated >= 1", designated=0) == "还差 1 个"


@given(text=conditions, form=forms())
@settings(max_examples=150, deadline=None)
def test_only_what_is_false_has_a_remedy_and_it_reads_as_a_sentence(
    text: str, form: tuple[dict[str, Value], dict[str, Value]]
) -> None:
    for answers in form:
        found = explained(text, **answers)
        assert found.outcome is evaluate(parse(text), over(answers))
        assert not found.remedy or found.outcome is False
        assert "None" not in found.remedy
        assert "Fraction" not in found.remedy
        assert len(set(found.values)) == len(found.values)
        assert all(each.label for each in found.values)
