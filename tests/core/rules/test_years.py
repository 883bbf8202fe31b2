"""Year tables: the bare name is the latest year of the field, given or not."""

from decimal import Decimal

import pytest

from linxuan.rules.evaluate import evaluate
from linxuan.rules.missing import missing
from linxuan.rules.parse import parse
from linxuan.rules.record import Record
from tests.core.rules.vocabulary import YEARS, latest, outcome, yearly


def test_a_bare_name_is_the_latest_year_of_the_field() -> None:
    assert outcome("income", income=yearly(1, 2, 3)) == 3
    assert outcome("latest(income)", income=yearly(1, 2, 3)) == 3


def test_an_earlier_year_does_not_stand_in_for_the_latest() -> None:
    assert outcome("income", income={2020: Decimal(1), 2021: Decimal(2)}) is None


def test_totals_and_means_are_of_the_last_years() -> None:
    income = yearly(10, 20, 31)
    assert outcome("total(income, 2)", income=income) == 51
    assert outcome("total(income, 3)", income=income) == 61
    assert outcome("mean(income, 2)", income=income) == Decimal("25.5")
    assert outcome("3 * mean(income, 3) = 61", income=income) is True


def test_a_year_that_is_not_asked_for_need_not_be_given() -> None:
    assert outcome("total(income, 2)", income={2021: Decimal(1), 2022: Decimal(2)}) == 3
    assert outcome("total(income, 3)", income={2021: Decimal(1), 2022: Decimal(2)}) is None


def test_more_years_than_the_table_has_are_unknown() -> None:
    assert outcome("total(income, 4)", income=yearly(1, 2, 3)) is None


def test_each_year_wants_every_one() -> None:
    assert outcome("each_year(income > 1, 2)", income=yearly(1, 2, 3)) is True
    assert outcome("each_year(income > 1, 3)", income=yearly(1, 2, 3)) is False


def test_one_year_that_fails_decides_even_when_another_is_not_given() -> None:
    assert outcome("each_year(income > 1, 3)", income={2020: Decimal(1)}) is False
    assert outcome("each_year(income > 1, 3)", income=latest(3)) is None


def test_inside_each_year_every_table_is_read_at_that_year() -> None:
    text = "each_year(share_at_least(direct, income, 0.5), 3)"
    assert outcome(text, direct=yearly(5, 10, 20), income=yearly(10, 20, 40)) is True
    assert outcome(text, direct=yearly(20, 10, 20), income=yearly(10, 21, 40)) is False


def test_functions_inside_each_year_look_back_from_that_year() -> None:
    assert outcome("each_year(growth(income) > 0, 2)", income=yearly(1, 2, 3)) is True
    assert outcome("each_year(growth(income) > 0, 2)", income=yearly(2, 1, 3)) is False
    assert outcome("each_year(total(income, 2) >= 3, 2)", income=yearly(1, 2, 3)) is True


@pytest.mark.parametrize("years", [0, -1, 4, 10**12])
@pytest.mark.parametrize(
    "text",
    [
        "total(income, $n) > 1",
        "mean(income, $n) > 1",
        "mean_growth(income, $n) > 0",
        "compound_growth_at_least(income, $n, 0.1)",
        "each_year(income > 0, $n)",
    ],
)
def test_a_parameter_that_is_no_number_of_years_of_the_table_leaves_it_open(text: str, years: int) -> None:
    term = parse(text)
    answers = Record({"income": yearly(1, 2, 3)}, {"n": years}, years={"income": YEARS})
    assert evaluate(term, answers) is None
    assert missing(term, answers) == ()


def test_how_many_years_may_be_a_parameter() -> None:
    assert outcome("total(income, $least_years)", income=yearly(1, 2, 3)) == 5
