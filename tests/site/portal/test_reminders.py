"""The authority reminds offices and applicants: recorded, and not twice within a day unseen."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries

from linxuan.errors import Refused
from linxuan_site.actions.reminding import remind
from linxuan_site.models import Account, Application, Delivery, Message, Reminder
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.counts import filings_of
from linxuan_site.queries.reminders import Reminding, to_remind
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.support.told import told

PAGE = f"/selection/{CALL}/reminders/"


def people(life: Life) -> Reminding:
    return to_remind(definition_of(life.published))


def waiting(life: Life) -> None:
    """One on the district's desk, one sent back, one begun; the district's officer has an address."""
    life.submitted(1)
    life.act(life.submitted(2), "return", life.district, opinion="请更正")
    life.draft(3)
    Account.objects.filter(pk=life.district.pk).update(email="district@example.com")
    Delivery.objects.all().delete()


def test_who_has_something_to_do_is_reminded_of_it_by_mail_and_it_is_recorded(life: Life, on: On) -> None:
    waiting(life)
    with on("2023-05-12"):
        found = people(life).people
        remind(CALL, {one.key: 0 for one in found}, account=life.city)

    assert [one.kind for one in found] == ["review", "returned", "draft"]
    assert [one.number for one in Reminder.objects.order_by("pk")] == [1, 1, 1]
    assert Delivery.objects.filter(topic="reminder.review").get().recipient == "district@example.com"
    assert "2023-05-15" in told("reminder.draft").text
    with pytest.raises(DatabaseError, match="never updated"), transaction.atomic():
        Reminder.objects.update(number=9)


def test_nobody_is_reminded_twice_within_a_day_by_who_did_not_see_the_first(life: Life, on: On) -> None:
    waiting(life)
    with on("2023-05-12"):
        key = people(life).people[0].key
        first = remind(CALL, {key: 0}, account=life.city)[0]
        with pytest.raises(Refused, match="刚刚提醒过"):
            remind(CALL, {key: 0}, account=life.city)
        again = remind(CALL, {key: first.pk}, account=life.city)
    with on("2023-05-14"):
        seen = people(life).people[0].seen

    assert len(again) == 1
    assert seen == 0


def test_who_has_no_address_is_reminded_in_the_portal(life: Life, on: On, visitor: Visitor) -> None:
    waiting(life)
    Account.objects.update(email="")
    with on("2023-05-12"):
        shown = read(visitor(life.city).get(PAGE).content).text
        remind(CALL, {one.key: 0 for one in people(life).people}, account=life.city)

    assert "没有登记电子邮箱，只在系统里提醒" in shown
    assert Reminder.objects.get(kind="review").addresses == 0
    assert {one.account for one in Message.objects.filter(topic="reminder.review")} == {life.district}


def test_who_has_done_it_meanwhile_gets_nothing(life: Life) -> None:
    application = life.submitted(1)
    life.act(application, "return", life.district, opinion="请更正")
    key = f"returned-{application.pk}"
    life.act(application, "submit", life.applicant(1))

    assert remind(CALL, {key: 0}, account=life.city) == []


def test_a_district_reminds_nobody(life: Life) -> None:
    waiting(life)

    with pytest.raises(Refused):
        remind(CALL, {people(life).people[0].key: 0}, account=life.district)


def test_the_page_shows_who_gets_what_before_anything_leaves(visitor: Visitor, life: Life, on: On) -> None:
    waiting(life)
    client = visitor(life.city)
    with on("2023-05-12"):
        preview = read(client.get(PAGE).content)
        quiet = Delivery.objects.count()
        given = {key: one for key, one in preview.values.items() if key.startswith("seen-")}
        done = read(client.post(PAGE, {**given, "who": [one[5:] for one in given]}, follow=True).content)

    assert "甘井子区" in preview.text
    assert "district@example.com" in preview.text
    assert "有 1 件申报等您办理" in preview.text
    assert quiet == 0
    assert "已提醒 3 家。" in done.text
    assert "提醒过" in done.text


@pytest.mark.parametrize("many", [1, 6])
def test_the_preview_asks_as_little_for_many_as_for_one(
    visitor: Visitor, life: Life, many: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(1, many + 1):
        life.act(life.submitted(number), "return", life.district, opinion="请更正")
    client = visitor(life.city)
    client.get(PAGE)

    with django_assert_max_num_queries(18):
        client.get(PAGE)


def test_filings_are_counted_by_their_day_as_they_come_and_go(visitor: Visitor, life: Life, on: On) -> None:
    tracks = definition_of(life.published).tracks
    with on("2023-05-10"):
        first = life.submitted(1)
    life.submitted(2)
    early, late = date(2023, 5, 10), date(2023, 5, 12)
    assert filings_of(CALL, tracks) == {early: {"enterprise": 1}, late: {"enterprise": 1}}

    Application.objects.filter(pk=first.pk).update(filed_on=late)
    assert filings_of(CALL, tracks) == {late: {"enterprise": 2}}
    assert "提交进度" in read(visitor(life.city).get(f"/board/{CALL}/").content).text
