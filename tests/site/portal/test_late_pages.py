"""A late page of a long list costs what its first one costs: it begins at its key, and reads no page before it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from sqlite3 import Connection
from typing import Any

import pytest
from django.db import connection

from linxuan.designations import ENDLESS, STILL
from linxuan_site.actions.rounds import open_round
from linxuan_site.models import Designation, Organisation, RegisterLine
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.public_register import register_page, whole_register
from linxuan_site.queries.register_counts import Wanted
from linxuan_site.queries.round_rows import due_lines, page_of
from tests.site.life.conftest import CALL, Life

MANY = 1500
ROUND = "evaluation-2023"
SPARED = 1.5
"""A late page may cost so many times the first."""

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="steps are counted by SQLite")


@pytest.fixture
def titles(life: Life) -> list[Designation]:
    """Many titles of one cohort and track, with a line each."""
    call, recorded = definition_of(life.published), datetime(2021, 1, 1, tzinfo=UTC)
    owners = Organisation.objects.bulk_create(
        Organisation(identifier=f"9{number:017d}", name=f"示例{number}号有限公司", created_at=recorded)
        for number in range(MANY)
    )
    given: dict[str, Any] = {
        "programme": call.programme,
        "authority": call.authority,
        "cohort": 2,
        "track": "enterprise",
        "document": "示例发〔2021〕1号",
        "designated_on": date(2021, 1, 1),
        "in_charge": "210211",
    }
    made = Designation.objects.bulk_create(
        Designation(organisation=one, name=one.name, recorded_at=recorded, **given) for one in owners
    )
    RegisterLine.objects.bulk_create(
        RegisterLine(
            designation=one,
            organisation_id=one.organisation_id,
            state="held",
            name=one.name,
            names=one.name,
            valid_from=date(2021, 1, 1),
            valid_until=ENDLESS,
            recorded_from=recorded,
            recorded_until=STILL,
            **given,
        )
        for one in made
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return made


def steps(read: Callable[[], object]) -> int:
    """How many hundreds of instructions SQLite takes for what is read: the same on every machine."""
    connection.ensure_connection()
    taken, lite = [0], connection.connection
    assert isinstance(lite, Connection)

    def one_more() -> int:
        taken[0] += 1
        return 0

    lite.set_progress_handler(one_more, 100)
    try:
        read()
    finally:
        lite.set_progress_handler(None, 0)
    return taken[0]


def test_a_late_page_of_the_public_register_costs_what_the_first_costs(titles: list[Designation]) -> None:
    register, late = whole_register(), titles[-200].pk
    first = steps(lambda: register_page(register, Wanted()))

    assert [one.id for one in register_page(register, Wanted(), late).entries] == [
        one.pk for one in titles[-199:-149]
    ]
    assert steps(lambda: register_page(register, Wanted(), late)) <= first * SPARED


@pytest.mark.parametrize("listed", [False, True], ids=["before there is a list", "on the filing list"])
def test_a_late_page_of_a_round_costs_what_the_first_costs(
    life: Life, titles: list[Designation], listed: bool
) -> None:
    call = definition_of(life.published)
    if listed:
        open_round(CALL, ROUND)
    rows = due_lines(life.city, call, call.rounds[ROUND])
    first = steps(lambda: page_of(rows, 0))

    assert page_of(rows, titles[-200].pk)[0] == [one.pk for one in titles[-199:-149]]
    assert steps(lambda: page_of(rows, titles[-200].pk)) <= first * SPARED
