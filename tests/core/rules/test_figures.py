"""Numbers as people read them: exact where it counts, and never rounded onto their bound."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from linxuan.rules import figures

parts = st.one_of(st.integers(-(10**6), 10**6), st.decimals(-(10**20), 10**20, places=4))
wholes = st.one_of(st.integers(1, 10**6), st.decimals(Decimal("0.0001"), 10**20, places=4))
bounds = st.sampled_from([None, Decimal("0.3"), Decimal("0.33333"), 1, Decimal("0.3333333333333"), 0])


@given(parts, wholes, bounds)
@example(33333, 100000, Decimal("0.33333"))
@example(1, 3, Decimal("0.33333"))
@example(Decimal("2999.9999"), 10000, Decimal("0.3"))
@example(Decimal(10) ** 29, Decimal("0.0001"), None)
@settings(deadline=None)
def test_the_quick_way_to_a_percentage_is_the_exact_one(
    part: int | Decimal, whole: int | Decimal, bound: int | Decimal | None
) -> None:
    exactly = None if bound is None else Fraction(bound)
    found = figures.percent(part, whole, beside=bound)
    assert found == figures.percent(Fraction(part), Fraction(whole), beside=exactly)


@given(parts, wholes, bounds)
@settings(deadline=None)
def test_a_percentage_stays_on_its_side_of_the_bound(
    part: int | Decimal, whole: int | Decimal, bound: int | Decimal | None
) -> None:
    shown = Fraction(figures.percent(part, whole, beside=bound).replace(",", "")) / 100
    exact = Fraction(part) / Fraction(whole)
    if bound is not None and abs(exact - Fraction(bound)) > Fraction(1, 10**13):
        assert (shown > bound) is (exact > bound)
        assert shown != bound


@given(parts)
def test_an_amount_is_shown_whole(part: int | Decimal) -> None:
    assert Decimal(figures.amount(part).replace(",", "")) == part
