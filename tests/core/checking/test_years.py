"""What follows from year tables, year by year."""

from decimal import Decimal

from linxuan.derive import shown_by_year, years_of
from tests.support.workshop import TRACK, call

CALL = call()
YEARS = (2020, 2021, 2022)


def test_what_is_worked_out_of_year_tables_has_their_years() -> None:
    assert years_of(CALL, CALL.fields["turnover"]) == YEARS
    assert years_of(CALL, CALL.fields["twice"]) == YEARS
    assert years_of(CALL, CALL.fields["service_share"]) == YEARS
    assert years_of(CALL, CALL.fields["place_kind"]) == ()
    assert years_of(CALL, CALL.fields["masters"]) == ()


def test_each_year_is_worked_out_as_if_it_were_the_latest() -> None:
    answers = {
        "turnover": {2021: Decimal(100), 2022: Decimal(100)},
        "services": {2020: Decimal(1), 2021: Decimal(10), 2022: Decimal(30)},
        "repairs": {2021: Decimal(5), 2022: Decimal(0)},
    }

    shown = shown_by_year(CALL, TRACK, answers, YEARS)

    assert [shown[year].get("all_services") for year in YEARS] == [Decimal(1), Decimal(15), Decimal(30)]
    assert [shown[year].get("service_share") for year in YEARS] == [None, Decimal("0.15"), Decimal("0.30")]
