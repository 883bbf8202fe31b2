"""Three values: true, false and unknown, which no answer is ever guessed from."""

from datetime import date
from decimal import Decimal, localcontext

import pytest

from linxuan.rules.evaluate import evaluate
from linxuan.rules.parse import parse
from linxuan.rules.record import Record
from linxuan.rules.terms import Value
from tests.core.rules.vocabulary import latest, outcome, record, yearly

KLEENE: dict[str, bool | None] = {"TRUE": True, "FALSE": False, "legal": None}


@pytest.mark.parametrize("left", KLEENE)
@pytest.mark.parametrize("right", KLEENE)
def test_and_or_follow_kleene(left: str, right: str) -> None:
    pair = {KLEENE[left], KLEENE[right]}
    conjunction = False if False in pair else None if None in pair else True
    disjunction = True if True in pair else None if None in pair else False
    assert outcome(f"{left} AND {right}") is conjunction
    assert outcome(f"{left} OR {right}") is disjunction


def test_not_leaves_unknown_unknown() -> None:
    assert outcome("NOT TRUE") is False
    assert outcome("NOT FALSE") is True
    assert outcome("NOT legal") is None


@pytest.mark.parametrize(
    "text",
    [
        "capital = 1",
        "capital <> 1",
        "capital < designated",
        "capital + 1 > 0",
        "0 * capital = 0",
        "capital BETWEEN 1 AND 2",
        "capital IN (1, 2)",
        "status NOT IN ('active')",
        "status IN $unsound",
        "has_all(functions, ('a'))",
        "has_any(functions, ('a'))",
        "size(functions) = 0",
        "in_list(district, 'districts')",
        "starts_with(district, '')",
        "industry_section(industry) = 'C'",
        "add_years(live_on, 1) > live_on",
        "total(income, 2) > 0",
        "count_where(patents, TRUE) = 0",
        "size(patents) = 0",
        "growth(income) > 0",
        "share_at_least(direct, income, 0)",
    ],
)
def test_what_has_an_unknown_part_is_unknown(text: str) -> None:
    assert outcome(text) is None


def test_an_absent_answer_and_none_are_the_same() -> None:
    assert outcome("legal", legal=None) is None


def test_a_range_that_one_bound_refutes_is_false_whatever_the_other() -> None:
    assert outcome("5 BETWEEN 6 AND capital") is False
    assert outcome("5 BETWEEN 4 AND capital") is None


def test_both_bounds_of_a_range_belong_to_it() -> None:
    assert outcome("capital BETWEEN 1 AND 2", capital=Decimal("1.00")) is True
    assert outcome("capital BETWEEN 1 AND 2", capital=Decimal(2)) is True
    assert outcome("capital BETWEEN 1 AND 2", capital=Decimal("2.01")) is False


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.1 + 0.2 = 0.3", True),
        ("1.10 = 1.1", True),
        ("9999999999999999.99 * 9999999999999999.99 - 99999999999999999800000000000 * 1000 = 0.0001", True),
        ("1 - 0.00000000000000000000000000001 < 1", True),
        ("2 + 3 * 4 = 14", True),
        ("-capital * 2", Decimal(-6)),
        ("capital - 5", Decimal(-2)),
        ("2 * 3", 6),
    ],
)
def test_numbers_are_exact(text: str, value: Value) -> None:
    assert outcome(text, capital=Decimal(3)) == value


def test_the_decimal_settings_of_the_caller_do_not_matter() -> None:
    with localcontext() as context:
        context.prec = 2
        assert outcome("capital + 0.001 = 123.457", capital=Decimal("123.456")) is True


def test_text_is_compared_as_it_stands() -> None:
    assert outcome("district = '990101'", district="990101") is True
    assert outcome("district = '990101 '", district="990101") is False
    assert outcome("starts_with(district, '9901')", district="990101") is True


def test_a_day_may_be_written_as_plain_text() -> None:
    day = date(2023, 5, 15)
    assert outcome("filed_on <= '2023-05-15'", filed_on=day) is True
    assert outcome("'2023-05-15' < filed_on", filed_on=day) is False
    assert outcome("filed_on IN ('2023-05-15')", filed_on=day) is True
    assert outcome("filed_on BETWEEN '2023-05-15' AND '2023-05-16'", filed_on=day) is True
    assert outcome("add_days('2023-05-14', 1) = filed_on", filed_on=day) is True


def test_types_that_do_not_fit_are_unknown_where_nobody_checked() -> None:
    assert outcome("filed_on > 3", filed_on=date(2023, 5, 15)) is None
    assert outcome("filed_on > 'soon'", filed_on=date(2023, 5, 15)) is None


# ── lists ──


def test_a_list_holds_those_on_it() -> None:
    assert outcome("in_list(district, 'districts')", district="990102") is True
    assert outcome("in_list(district, 'districts')", district="110101") is False


def test_a_list_that_is_not_given_leaves_the_question_open() -> None:
    assert evaluate(parse("in_list(district, 'other')"), record(district="990101")) is None


def test_has_all_wants_each_and_has_any_wants_one() -> None:
    assert outcome("has_all(functions, ('a', 'b'))", functions=("b", "a", "c")) is True
    assert outcome("has_all(functions, ('a', 'b'))", functions=("a",)) is False
    assert outcome("has_any(functions, ('a', 'b'))", functions=("b",)) is True
    assert outcome("has_any(functions, ('a', 'b'))", functions=()) is False


def test_a_list_may_be_a_parameter() -> None:
    assert outcome("status NOT IN $unsound", status="active") is True
    assert outcome("status NOT IN $unsound", status="halted") is False
    assert outcome("has_any(functions, $unsound)", functions=("closed",)) is True


def test_a_parameter_that_is_not_settled_is_unknown() -> None:
    assert evaluate(parse("capital >= $least"), Record({"capital": Decimal(1)})) is None
    assert evaluate(parse("status IN $some"), Record({"status": "active"})) is None


# ── groups ──


def test_rows_are_counted_by_a_condition() -> None:
    patents = ({"granted": True}, {"granted": False}, {"granted": True})
    assert outcome("count_where(patents, granted)", patents=patents) == 2
    assert outcome("size(patents)", patents=patents) == 3
    assert outcome("count_where(patents, granted)", patents=()) == 0


def test_a_row_that_lacks_an_answer_leaves_the_count_open() -> None:
    patents = ({"granted": True}, {"granted_on": date(2020, 1, 1)})
    assert outcome("count_where(patents, granted)", patents=patents) is None


def test_a_row_sees_what_stands_outside_it_but_its_own_fields_come_first() -> None:
    patents = ({"granted_on": date(2020, 1, 1)}, {"granted_on": date(2024, 1, 1)})
    text = "count_where(patents, granted_on <= filed_on)"
    assert outcome(text, patents=patents, filed_on=date(2023, 5, 15)) == 1
    assert outcome(text, patents=({},), filed_on=date(2023, 5, 15), granted_on=date(2000, 1, 1)) is None


# ── a bare record ──


def test_a_year_table_is_read_without_its_years_at_the_latest_given() -> None:
    assert evaluate(parse("income"), Record({"income": {2019: Decimal(1), 2021: Decimal(3)}})) == Decimal(3)
    assert evaluate(parse("income"), Record({"income": {}})) is None


def test_one_amount_for_a_year_table_is_the_latest_year() -> None:
    assert outcome("income", income=Decimal(7)) == Decimal(7)
    assert outcome("total(income, 2)", income=Decimal(7)) is None


def test_a_share_is_shown_rounded_but_compared_exactly() -> None:
    values = {"direct": latest(1), "income": latest(3)}
    assert outcome("share(direct, income)", **values) == Decimal("0.333333")
    assert outcome("share(direct, income) > 0.333333", **values) is True
    assert outcome("share(direct, income)", direct=latest(1), income=latest(0)) is None
    assert outcome("mean(income, 3)", income=yearly(1, 0, 0)) == Decimal("0.333333")
