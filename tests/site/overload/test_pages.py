"""The authority sees who was refused, checks a number that is shown, and extends by it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from linxuan_site.models import Account
from linxuan_site.refusals.ledger import WAITED, Asked, Refusal, refuse
from linxuan_site.refusals.numbers import new_number
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life, in_may, life, on
from tests.site.portal.reading import read

__all__ = ["in_may", "life", "on"]
PAGE = f"/selection/{CALL}/refusals/"
READS = 6


def refused(account: Account | None, application: int | None) -> Refusal:
    pk = account.pk if account else None
    return refuse(Asked("act", "POST", "/applications/1/act/submit/", pk, application), WAITED, waited=11.5)


def text_of(life: Life, query: str = "") -> str:
    client = Client()
    client.force_login(life.city)
    answer = client.get(PAGE + query)
    assert answer.status_code == 200
    return read(answer.content).text


def test_the_authority_sees_who_was_refused_with_what_and_when(life: Life) -> None:
    application = life.draft(1)
    one = refused(life.applicant(1), application.pk)
    text = text_of(life)

    assert one.number in text
    assert application.organisation.name in text
    assert "1 次，已知 1 人" in text


def test_a_number_that_is_shown_is_proved_with_its_file_and_without(life: Life) -> None:
    one = refused(life.applicant(1), life.draft(1).pk)

    assert "这个号是真的。" in text_of(life, f"?number={one.number}")
    lost = new_number(timezone.now())
    assert "没有它的记录" in text_of(life, f"?number={lost}")
    assert "不是本系统给的" in text_of(life, f"?number={lost[:-1]}{'2' if lost[-1] != '2' else '3'}")


def test_an_extension_begins_with_the_refusal_as_its_reason(life: Life) -> None:
    application = life.draft(1)
    one = refused(life.applicant(1), application.pk)
    client = Client()
    client.force_login(life.city)
    links = read(client.get(PAGE).content).links
    alone = next(link for link in links if "number=" in link and "deadlines" in link)
    form = client.get(alone).content.decode()

    assert f"#{application.pk}" in form
    assert one.number in form


def test_another_authority_sees_nothing_of_it(life: Life) -> None:
    stranger = Account.objects.create(
        username="elsewhere", full_name="别处", created_at=timezone.now(), office=life.city.office
    )
    refused(stranger, None)
    refused(None, None)
    text = text_of(life)

    assert "别处" not in text
    assert "没有登录过的浏览器" in text


@pytest.mark.parametrize("count", [1, 30])
def test_as_many_reads_for_many_as_for_one(life: Life, count: int) -> None:
    application = life.draft(1)
    for _ in range(count):
        refused(life.applicant(1), application.pk)
    client = Client()
    client.force_login(life.city)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)
    assert len(asked) == READS


def test_by_api_it_is_the_same(life: Life) -> None:
    application = life.draft(1)
    one = refused(life.applicant(1), application.pk)
    city = Caller(life.city)
    day = timezone.localdate().isoformat()

    listed = city.get(f"/calls/{CALL}/refusals?day={day}").json()
    assert [each["number"] for each in listed["refusals"]] == [one.number]
    assert listed["refusals"][0]["reference"] == f"#{application.pk}"
    checked = city.get(f"/calls/{CALL}/refusals/check?number={one.number.lower()}").json()
    assert checked["genuine"]
    assert checked["refusal"]["number"] == one.number
