"""The desk a page at a time: every application is on just one page, and the numbers are those of all."""

from collections.abc import Iterator
from datetime import date

import pytest

from linxuan_site import clock
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.offices import set_earlier_day
from linxuan_site.models import Account
from linxuan_site.queries import desk
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.desk import Desk, Wanted, desk_of
from linxuan_site.queries.desk_groups import APPLICANT, CLOSED, ELSEWHERE, MINE
from tests.site.life.conftest import CALL, Life, On

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _short_pages(monkeypatch: pytest.MonkeyPatch, on: On) -> Iterator[None]:
    monkeypatch.setattr(desk, "PAGE", 2)
    monkeypatch.setattr(desk, "FEW", 1)
    with on("2023-05-12"):
        yield


def desk_for(life: Life, account: Account, **wanted: str) -> Desk:
    return desk_of(account, definition_of(life.published), Wanted(**wanted))


def all_pages(life: Life, account: Account, part: str) -> list[int]:
    found, after = [], ""
    for _ in range(20):
        page = desk_for(life, account, part=part, after=after).parts[part]
        found += [row.application.pk for row in page.rows]
        after = page.after
        if not after:
            return found
    raise AssertionError("the pages do not end")


def test_every_application_that_waits_is_on_one_page_only(life: Life) -> None:
    waiting = [life.submitted(number).pk for number in range(1, 6)]
    waiting.append(life.submitted(6, "platform").pk)

    assert sorted(all_pages(life, life.district, MINE)) == sorted(waiting)


def test_applications_of_the_same_moment_are_told_apart(life: Life) -> None:
    waiting = [life.submitted(number) for number in range(1, 6)]
    for one in waiting:
        one.changed_at = clock.now()
        one.save(update_fields=["changed_at"])

    assert all_pages(life, life.district, MINE) == [one.pk for one in waiting]


def test_a_day_of_ones_own_decides_on_which_page_an_application_is(life: Life) -> None:
    waiting = [life.submitted(number) for number in range(1, 6)]
    later = {"reason": "系统故障", "document": "会议纪要"}
    extend_deadline(
        CALL, "delivery", date(2023, 5, 20), account=life.city, number=waiting[0].number or "", **later
    )
    page = desk_for(life, life.district, part=MINE).parts[MINE]

    assert all_pages(life, life.district, MINE) == [one.pk for one in (*waiting[1:], waiting[0])]
    assert page.total == 5
    assert page.rows[0].due == date(2023, 5, 15)


def test_drafts_stand_in_the_order_of_the_days_that_their_districts_set(life: Life, on: On) -> None:
    mine = [life.draft(number).pk for number in (1, 2, 3)]
    sooner = [life.draft(number, district="210202").pk for number in (4, 5)]
    set_earlier_day(CALL, "delivery", date(2023, 5, 13), account=life.other_district)
    pages = all_pages(life, life.city, APPLICANT)

    assert sorted(pages[:2]) == sorted(sooner)
    assert sorted(pages[2:]) == sorted(mine)
    extend_deadline(
        CALL, "delivery", date(2023, 5, 18), account=life.city, reason="停电", document="会议纪要"
    )
    with on("2023-05-14"):
        assert sorted(all_pages(life, life.city, APPLICANT)) == sorted([*mine, *sooner])


def test_every_part_counts_all_that_it_has(life: Life) -> None:
    life.draft(1)
    life.submitted(2)
    life.submitted(3)
    life.submitted(4)
    life.recommended(5)
    declined = life.submitted(6)
    life.act(declined, "decline", life.district, opinion="不符合条件")

    parts = desk_for(life, life.district).parts
    totals = {part: parts[part].total for part in (MINE, APPLICANT, ELSEWHERE, CLOSED)}
    assert totals == {MINE: 3, APPLICANT: 1, ELSEWHERE: 1, CLOSED: 1}
    assert [len(parts[part].rows) for part in totals] == [2, 1, 1, 1]


def test_a_desk_narrowed_to_a_track_counts_that_track(life: Life) -> None:
    life.submitted(1)
    life.submitted(2, "platform")

    narrowed = desk_for(life, life.district, procedure="platform")
    assert narrowed.parts[MINE].total == 1
    assert narrowed.counts.total() == 2


def test_a_cursor_that_nobody_made_shows_the_beginning(life: Life) -> None:
    first = life.submitted(1).pk
    life.submitted(2)

    for nonsense in ("x", "a:b:c:d", "enterprise:review:0:no day:7", "::::"):
        rows = desk_for(life, life.district, part=MINE, after=nonsense).parts[MINE].rows
        assert rows[0].application.pk == first


def test_another_district_counts_nothing_of_it(life: Life) -> None:
    life.submitted(1)

    assert desk_for(life, life.other_district).counts.total() == 0
    assert desk_for(life, life.city).counts.total() == 1
