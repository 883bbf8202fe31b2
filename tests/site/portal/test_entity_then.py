"""What the register said of an entity on a day, and as known at a moment, to its offices and its own people."""

from datetime import date
from urllib.parse import quote

import pytest
from django.utils import timezone

from linxuan_site.actions.grades import record_grade, record_status
from linxuan_site.models import Designation
from linxuan_site.queries.calls import definition_of
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.site.portal.test_public_title import NEW, OLD, designated, recorded


@pytest.fixture
def renamed(life: Life) -> Designation:
    """Renamed since 2020, revoked since 2022, with two grades and an operating status."""
    title, call = designated(life), definition_of(life.published)
    recorded(life, title, "renamed", "2020-01-01", changes={"name": NEW})
    recorded(life, title, "revoked", "2022-01-01", reason="内部的理由")
    for year, grade in ((2019, "excellent"), (2021, "qualified")):
        record_grade(call, title, year, grade, source=f"{year}年的通报", account=life.city)
    record_status(
        call, title, "deregistered", holds_from=date(2021, 6, 1), source="公示系统", account=life.city
    )
    return title


def test_the_page_of_an_entity_answers_for_another_day(
    visitor: Visitor, life: Life, renamed: Designation
) -> None:
    client = visitor(life.district)
    then = read(client.get(f"/register/{renamed.pk}/?as_of=2019-06-01").content)
    later = read(client.get(f"/register/{renamed.pk}/?as_of=2022-06-01").content)
    before = read(client.get(f"/register/{renamed.pk}/?as_of=2010-01-01").content)

    assert "这是名录对 2019年6月1日的记载" in then.text
    assert OLD in then.text
    assert ("2019年的通报" in then.text, "2021年的通报" in then.text) == (True, False)
    assert "公示系统" not in then.text
    for words in (NEW, "已取消", "2021年的通报", "公示系统", "理由：内部的理由"):
        assert words in later.text
    assert "那一天名录里没有这个称号" in before.text


def test_the_page_of_an_entity_answers_as_known_at_a_moment(visitor: Visitor, life: Life) -> None:
    title, call = designated(life), definition_of(life.published)
    record_grade(call, title, 2019, "excellent", source="原来的通报", account=life.city)
    moment = timezone.now().isoformat()
    record_grade(call, title, 2019, "qualified", source="更正的通报", account=life.city)
    recorded(life, title, "renamed", "2019-01-01", changes={"name": NEW}, document="变更的文件")

    asked = {"as_of": "2020-01-01", "known_at": moment}
    page = read(visitor(life.city).get(f"/register/{title.pk}/", asked).content)

    assert ("原来的通报" in page.text, "更正的通报" in page.text) == (True, False)
    assert ("变更的文件" in page.text, NEW in page.text) == (False, False)


def test_a_day_that_cannot_be_meant_is_said_and_today_is_shown(
    visitor: Visitor, life: Life, renamed: Designation
) -> None:
    page = read(visitor(life.city).get(f"/register/{renamed.pk}/?as_of=gestern").content)

    assert "times-fault" in page.ids
    assert "示范资格怎么办" in page.text
    assert visitor(life.other_district).get(f"/register/{renamed.pk}/?as_of=2019-01-01").status_code == 404


def test_by_api_an_entity_is_asked_of_a_day_and_a_moment(life: Life, renamed: Designation) -> None:
    moment = quote(timezone.now().isoformat())
    recorded(life, renamed, "corrected", "2020-01-01", corrects=2)
    address, district = f"/entities/{renamed.pk}", Caller(life.district)
    then = district.get(f"{address}?as_of=2021-01-01&known_at={moment}").json()
    now_known = district.get(f"{address}?as_of=2021-01-01").json()
    revoked = district.get(f"{address}?as_of=2023-01-01").json()
    before = district.get(f"{address}?as_of=2010-01-01").json()

    assert (then["name"], then["state"], then["standing"]) == (NEW, "held", "")
    assert [one["year"] for one in then["grades"]] == [2019, 2021]
    assert now_known["name"] == OLD
    assert (revoked["state"], revoked["revoked_on"], revoked["status"]) == (
        "revoked",
        "2022-01-01",
        "deregistered",
    )
    assert (before["state"], before["grades"], before["status"]) == ("", [], "")
    assert len(district.get(f"{address}/events?known_at={moment}").json()) == 3
    assert len(district.get(f"{address}/events").json()) == 4
    assert district.get(f"{address}?as_of=gestern").status_code == 400
    assert Caller(life.other_district).get(f"{address}?as_of=2021-01-01").status_code == 404
