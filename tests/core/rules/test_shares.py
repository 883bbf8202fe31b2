"""Shares and growth: exact on the bound, and never met over a base of zero or less."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.rules.evaluate import evaluate
from linxuan.rules.parse import parse
from linxuan.rules.record import Record
from tests.core.rules.vocabulary import latest, outcome, yearly

AT_LEAST = "share_at_least(direct + indirect, income, $least_share)"
CENTS = Decimal("0.01")
amounts = st.decimals(Decimal("0.01"), Decimal("9999999999999999.99"), places=2)
shares = st.decimals(Decimal("0.0001"), Decimal("0.9999"), places=4)


def test_a_share_of_exactly_the_bound_is_met() -> None:
    assert outcome(AT_LEAST, direct=latest(3000), indirect=latest(0), income=latest(10000)) is True


def test_a_share_just_under_the_bound_is_not_met() -> None:
    assert outcome(AT_LEAST, direct=latest("2999.99"), indirect=latest(0), income=latest(10000)) is False


@pytest.mark.parametrize("whole", ["0", "-0.01"])
@pytest.mark.parametrize("part", [None, "0", "5", "-5"])
def test_over_a_base_of_zero_or_less_a_share_is_never_met(part: str | None, whole: str) -> None:
    values = {"direct": None if part is None else latest(part), "income": latest(whole)}
    assert outcome("share_at_least(direct, income, 0)", **values) is False
    for sign in ("<", "<=", "=", "<>", ">", ">="):
        assert outcome(f"share(direct, income) {sign} 0.3", **values) is False
    assert outcome("share(direct, income) BETWEEN 0 AND 1", **values) is False


def test_an_unknown_base_leaves_a_share_open_whatever_the_part() -> None:
    assert outcome(AT_LEAST, direct=latest(1), indirect=latest(1)) is None
    assert outcome("share(direct, income) < 0.3", direct=latest(0)) is None


@given(income=amounts, share=shares)
@settings(max_examples=200, deadline=None)
def test_the_bound_itself_is_met_and_a_cent_less_is_not(income: Decimal, share: Decimal) -> None:
    bound = Decimal(int(income * 100) * int(share * 10000)).scaleb(-6)
    for text in ("share_at_least(part, whole, $p)", "share(part, whole) >= $p"):
        met = evaluate(parse(text), Record({"part": bound, "whole": income}, {"p": share}))
        less = evaluate(parse(text), Record({"part": bound - CENTS, "whole": income}, {"p": share}))
        assert (met, less) == (True, False)


def test_every_whole_share_of_small_amounts_agrees_with_whole_numbers() -> None:
    term = parse("share_at_least(part, whole, $p)")
    for whole in range(1, 40):
        for part in range(whole + 1):
            for percent in (10, 25, 30, 33, 50):
                record = Record({"part": part, "whole": whole}, {"p": Decimal(percent) / 100})
                assert evaluate(term, record) is (100 * part >= percent * whole)


# ── growth ──


def test_growth_is_of_the_latest_year_against_the_one_before() -> None:
    assert outcome("growth(income) = 0.25", income=yearly(1, 80, 100)) is True
    assert outcome("growth(income) < 0", income=yearly(1, 80, 79)) is True


@pytest.mark.parametrize("sign", ["<", ">="])
def test_growth_from_nothing_is_never_met(sign: str) -> None:
    assert outcome(f"growth(income) {sign} 0.1", income=yearly(1, 0, 100)) is False
    assert outcome(f"growth(income) {sign} 0.1", income={2021: Decimal(-1)}) is False


def test_mean_growth_is_the_mean_of_the_yearly_rates() -> None:
    assert outcome("mean_growth(income, 2) = 0.75", income=yearly(100, 200, 300)) is True
    assert outcome("mean_growth(income, 1) = 0.5", income=yearly(100, 200, 300)) is True
    assert outcome("mean_growth(income, 2) > 0", income=yearly(0, 200, 300)) is False
    assert outcome("mean_growth(income, 2) > 0", income={2021: Decimal(1), 2022: Decimal(2)}) is None


def test_compound_growth_on_the_bound_is_met() -> None:
    text = "compound_growth_at_least(income, 2, 0.10)"
    assert outcome(text, income=yearly(100, 0, 121)) is True
    assert outcome(text, income=yearly(100, 0, "120.99")) is False
    assert outcome(text, income=yearly(0, 0, 121)) is False
    assert outcome(text, income={2022: Decimal(121)}) is None
    assert outcome(text, income={2020: Decimal(100)}) is None
