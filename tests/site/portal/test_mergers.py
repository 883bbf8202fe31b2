"""Two titles become one: by page and by API, with both names and both histories, and taken back of both."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan.errors import Refused
from linxuan_site.actions.mergers import merge_titles
from linxuan_site.actions.proposals import propose_revocation
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Designation, RegisterEvent
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.register_lines import line_of, titles_whose_lines_differ
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.site.portal.test_public_title import OLD, designated, recorded

OTHER = "并入的机械有限公司"
DAY = date(2022, 1, 1)


@pytest.fixture
def two(life: Life) -> tuple[Designation, Designation]:
    """Two titles of one programme; the other was renamed once."""
    one, other = designated(life), designated(life, 2, name="更早的机械有限公司")
    recorded(life, other, "renamed", "2020-01-01", changes={"name": OTHER})
    return one, other


def merged(life: Life, surviving: Designation, absorbed: Designation, **more: str) -> RegisterEvent:
    given = {"document": "合并的文件", **more}
    return merge_titles(surviving, absorbed, holds_from=DAY, account=life.city, **given)


def states(*titles: Designation) -> list[tuple[str, str]]:
    lines = [line_of(one) for one in titles]
    return [(line.state, line.name) for line in lines if line]


def test_one_title_lives_on_and_both_names_find_it(life: Life, two: tuple[Designation, Designation]) -> None:
    one, other = two

    merged(life, one, other)

    assert states(one, other) == [("held", OLD), ("absorbed", OTHER)]
    for words in ("旧名", "并入的机械", "更早的机械"):
        found = Client().get("/api/register", {"words": words, "state": "held"}).json()["entries"]
        assert [entry["id"] for entry in found] == [one.pk]
    before = Client().get("/api/register", {"words": "并入的机械", "as_of": "2021-06-01"}).json()["entries"]
    assert [entry["id"] for entry in before] == [other.pk]
    assert list(titles_whose_lines_differ()) == []


def test_the_page_of_the_one_that_lives_on_has_the_history_of_both(
    visitor: Visitor, life: Life, two: tuple[Designation, Designation]
) -> None:
    one, other = two
    merged(life, one, other, name="合并后的有限公司")

    page = read(visitor().get(f"/register/titles/{one.pk}/").content)
    ended = read(visitor().get(f"/register/titles/{other.pk}/").content)
    shown = Client().get(f"/api/register/{one.pk}").json()

    for words in ("合并后的有限公司", f"并入的“{OTHER}”以前的变更", "更名", "合并的文件"):
        assert words in page.text
    assert f"/register/titles/{other.pk}/" in page.links
    assert "因合并终止" in ended.text
    assert f"/register/titles/{one.pk}/" in ended.links
    assert shown["changes"][0]["other"] == other.pk
    assert [each["kind"] for each in shown["joined"][0]["changes"]] == ["absorbed", "renamed", "designated"]


def test_the_city_finds_the_other_by_name_and_says_which_lives_on(
    visitor: Visitor, life: Life, two: tuple[Designation, Designation]
) -> None:
    one, other = two
    client, address = visitor(life.city), f"/register/{one.pk}/merger/"
    typed = {"other": other.pk, "lives_on": "other", "holds_from": "2022-01-01", "document": "合并的文件"}

    assert "没有找到" in read(client.get(f"{address}?words=不存在").content).text
    assert OTHER in read(client.get(f"{address}?words=更早的机械").content).text
    lacking = client.post(address, {**typed, "document": "", "reason": "两家合并"})
    done = client.post(address, typed)

    assert lacking.status_code == 422
    assert "两家合并</textarea>" in lacking.content.decode()
    assert done.headers["Location"] == f"/register/{other.pk}/"
    assert states(one, other) == [("absorbed", OLD), ("held", OTHER)]
    assert address not in read(client.get(f"/register/{one.pk}/").content).links
    assert visitor(life.district).get(address).status_code == 403


def test_a_merger_is_taken_back_of_both(life: Life, two: tuple[Designation, Designation]) -> None:
    one, other = two
    event = merged(life, one, other)
    city = Caller(life.city)
    wrong = {"holds_from": "2022-01-01", "document": "更正", "corrects": event.number}

    other_kind = city.post(f"/entities/{one.pk}/events", kind="renamed", changes={"name": "甲"}, **wrong)
    taken_back = city.post(f"/entities/{one.pk}/events", kind="corrected", **wrong)

    assert (other_kind.status_code, other_kind.json()["code"]) == (409, "merger")
    assert taken_back.status_code == 201
    assert states(one, other) == [("held", OLD), ("held", OTHER)]
    line = line_of(one)
    assert line is not None
    assert OTHER not in line.names
    merged(life, other, one)
    assert states(one, other) == [("absorbed", OLD), ("held", OTHER)]


def test_it_is_taken_back_from_the_one_that_ended_too(
    life: Life, two: tuple[Designation, Designation]
) -> None:
    one, other = two
    merged(life, one, other)
    absorbed = other.events.get(kind="absorbed")

    answer = Caller(life.city).post(
        f"/entities/{other.pk}/events",
        kind="corrected",
        holds_from="2022-01-01",
        document="更正",
        corrects=absorbed.number,
    )

    assert answer.status_code == 201
    assert states(one, other) == [("held", OLD), ("held", OTHER)]


def test_by_api_two_titles_become_one(life: Life, two: tuple[Designation, Designation]) -> None:
    one, other = two
    address = f"/entities/{one.pk}/merger"
    body = {"other": other.pk, "lives_on": one.pk, "holds_from": "2022-01-01", "document": "合并的文件"}
    city = Caller(life.city)

    refused = [
        city.post(address, **{**body, **more}).status_code
        for more in ({"other": 999_999}, {"other": one.pk}, {"lives_on": 999_999}, {"document": ""})
    ]
    done = city.post(address, **body, holder=credit_code(88), holder_name="合并后的公司")
    twice = city.post(address, **body)

    assert refused == [404, 404, 400, 400]
    assert done.status_code == 201
    assert done.json()[0]["other"] == other.pk
    line = line_of(one)
    assert line is not None
    assert line.organisation.name == "合并后的公司"
    assert (twice.status_code, twice.json()["code"]) == (409, "state")
    assert Caller(life.district).post(address, **body).status_code == 403


def test_a_title_whose_revocation_is_under_way_is_not_merged_away(
    life: Life, two: tuple[Designation, Designation]
) -> None:
    one, other = two
    propose_revocation(definition_of(life.published), other, reason="弄虚作假", account=life.city)

    with pytest.raises(Refused, match="正在办理取消"):
        merged(life, one, other)
    merged(life, other, one)


def test_a_page_reads_as_often_with_three_titles_taken_in_as_with_one(visitor: Visitor, life: Life) -> None:
    one, asked = designated(life), []
    for number in range(2, 5):
        merged(life, one, designated(life, number, name=f"第{number}家"))
        if number in (2, 4):
            with CaptureQueriesContext(connection) as queries:
                visitor().get(f"/register/titles/{one.pk}/")
            asked.append(len(queries))

    assert asked[0] == asked[1]
