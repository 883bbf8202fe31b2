"""What follows from the answers: nones, sums, columns, days and parameters."""

from datetime import date
from decimal import Decimal

import pytest

from linxuan.derive import last_day_to_file, parse_override, record_of, shown_values
from linxuan.errors import BadInput
from linxuan.programme.definition import Parameter, ParameterCase, ParameterValue
from linxuan.rules.terms import Value
from tests.support.workshop import ROUND, TRACK, call, expression

CALL = call()


def values(**answers: Value) -> dict[str, Value | None]:
    return dict(record_of(CALL, TRACK, answers).values)


def test_the_one_left_out_counts_as_none_once_the_other_is_given() -> None:
    known = values(services={2022: Decimal(5)})
    assert known["repairs"] == {2022: Decimal(0)}
    assert known["all_services"] == Decimal(5)


def test_a_year_left_out_counts_as_none_once_the_other_gives_that_year() -> None:
    known = values(services={2022: Decimal(5), 2021: Decimal(4)}, repairs={2021: Decimal(1)})
    assert known["repairs"] == {2022: Decimal(0), 2021: Decimal(1)}


def test_both_left_out_stay_unknown() -> None:
    assert "all_services" not in values(turnover={2022: Decimal(5)})


def test_what_is_computed_may_stand_on_what_is_computed() -> None:
    assert values(services={2022: Decimal(5)})["twice"] == Decimal(10)


def test_an_earlier_year_never_stands_in_for_the_latest() -> None:
    assert "all_services" not in values(services={2021: Decimal(5)}, repairs={2021: Decimal(5)})


def test_a_column_of_a_list_follows_from_the_row_that_is_named() -> None:
    assert values(place="990002")["place_kind"] == "island"
    assert "place_kind" not in values(place="110101")


@pytest.mark.parametrize(
    ("services", "shown"), [("29999.9", "0.2999"), ("30000", "0.3000"), ("43846.7", "0.4385")]
)
def test_a_share_is_shown_rounded_but_never_up_to_a_bound_that_it_does_not_reach(
    services: str, shown: str
) -> None:
    given = {"turnover": {2022: Decimal(100000)}, "services": {2022: Decimal(services)}}
    assert shown_values(CALL, TRACK, given)["service_share"] == Decimal(shown)


def test_a_share_of_nothing_is_not_shown() -> None:
    given = {"turnover": {2022: Decimal(0)}, "services": {2022: Decimal(3)}}
    assert "service_share" not in shown_values(CALL, TRACK, given)


def test_a_share_is_no_value_of_the_record() -> None:
    assert "service_share" not in values(turnover={2022: Decimal(10)}, services={2022: Decimal(3)})


def test_the_day_of_the_check_is_the_one_given_before_the_filing_date_before_the_last_day() -> None:
    filed: dict[str, Value] = {"filed_on": date(2023, 5, 10)}
    assert record_of(CALL, TRACK, filed, on=date(2023, 5, 20)).values["as_of"] == date(2023, 5, 20)
    assert record_of(CALL, TRACK, filed).values["as_of"] == date(2023, 5, 10)
    assert record_of(CALL, TRACK, {}).values["as_of"] == date(2023, 6, 1)


def test_a_call_that_never_closes_has_no_day_of_its_own() -> None:
    assert last_day_to_file(call(deadlines={}), TRACK) is None
    assert "as_of" not in record_of(call(deadlines={}), TRACK, {}).values


def test_a_filing_that_has_not_happened_is_looked_at_as_of_the_day_given_and_never_guessed() -> None:
    assert record_of(CALL, TRACK, {}, on=date(2023, 5, 20)).values["filed_on"] == date(2023, 5, 20)
    assert "filed_on" not in record_of(CALL, TRACK, {}).values


def test_a_row_of_a_list_counts_while_it_is_valid() -> None:
    def on(day: date) -> frozenset[str]:
        return frozenset(record_of(CALL, TRACK, {}, on=day).lists["valleys"])

    assert on(date(2023, 5, 1)) == {"990001"}
    assert on(date(2023, 5, 2)) == {"990002"}


def test_the_track_is_unknown_in_a_round() -> None:
    assert values()["track"] == TRACK
    assert "track" not in record_of(CALL, ROUND, {}).values
    assert record_of(CALL, ROUND, {}).values["cohort"] == 3


# ── parameters ──

PARAMETERS = {
    "years_min": Parameter(id="years_min", name="年数", kind="integer", value=2, concerns=(TRACK,)),
    "share_min": Parameter(
        id="share_min",
        name="比重",
        kind="share",
        value=Decimal("0.3"),
        values=(
            ParameterCase(expression("place_kind = 'island'"), Decimal("0.2")),
            ParameterCase(expression("old"), Decimal("0.3")),
        ),
    ),
    "since": Parameter(id="since", name="自", kind="date", value=date(2021, 1, 1)),
    "word": Parameter(id="word", name="词", kind="text", value="x"),
    "bad_sizes": Parameter(id="bad_sizes", name="不收", kind="choices", field="size", value=("small",)),
    "sum": Parameter(id="sum", name="金额", kind="decimal", unit="万元", value=Decimal(5)),
}
WITH_PARAMETERS = call(parameters=PARAMETERS)


@pytest.mark.parametrize(
    ("answers", "share"),
    [
        ({"place": "990002"}, Decimal("0.2")),
        ({"place": "990001", "old": True}, Decimal("0.3")),
        ({"place": "990001"}, Decimal("0.3")),
        ({}, None),
    ],
)
def test_the_first_value_that_applies_wins_and_an_open_one_is_unknown(
    answers: dict[str, Value], share: Decimal | None
) -> None:
    assert record_of(WITH_PARAMETERS, TRACK, answers).parameters.get("share_min") == share


def test_an_override_replaces_all_values_of_a_parameter() -> None:
    record = record_of(WITH_PARAMETERS, TRACK, {}, overrides={"share_min": Decimal("0.9")})
    assert record.parameters["share_min"] == Decimal("0.9")


@pytest.mark.parametrize(
    ("text", "id", "value"),
    [
        ("years_min=3", "years_min", 3),
        (" share_min = 0.25 ", "share_min", Decimal("0.25")),
        ("share_min=25%", "share_min", Decimal("0.25")),
        ("share_min=1", "share_min", Decimal(1)),
        ("since=2022年1月1日", "since", date(2022, 1, 1)),
        ("word=a=b", "word", "a=b"),
        ("bad_sizes=big,小", "bad_sizes", ("big", "small")),
        ("bad_sizes=", "bad_sizes", ()),
        ("sum=1,000万元", "sum", Decimal(1000)),
    ],
)
def test_a_what_if_value_is_read_by_the_kind_of_its_parameter(
    text: str, id: str, value: ParameterValue
) -> None:
    assert parse_override(WITH_PARAMETERS, text) == (id, value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("years_min", "="),
        ("year_min=3", "years_min"),
        ("zzz=3", "share_min"),
        ("years_min=two", "要填数"),
        ("years_min=1.5", "整数"),
        ("years_min=", "一个值"),
        ("share_min=1.01", "0到1"),
        ("share_min=-0.1", "0到1"),
        ("share_min=30", "0到1"),
        ("since=2023-02-30", "日历"),
        ("bad_sizes=huge", "big"),
        ("sum=NaN", "万元"),
        ("word=", "一个值"),
    ],
)
def test_a_what_if_value_that_its_parameter_cannot_have_is_refused(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        parse_override(WITH_PARAMETERS, text)
