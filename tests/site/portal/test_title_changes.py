"""An officer of the authority records what happened to a title, by page and by API; everybody in charge reads it."""

from datetime import date

import pytest

from linxuan_site.demo.people import credit_code
from linxuan_site.queries.register_lines import line_of
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read
from tests.site.portal.test_public_title import NEW, designated, recorded

TYPED = {
    "kind": "renamed",
    "holds_from": "2020-01-01",
    "document": "变更登记通知书",
    "name": NEW,
    "reason": "更名",
}


def test_the_city_records_a_new_name_on_the_page_of_changes(visitor: Visitor, life: Life) -> None:
    title = designated(life)
    address, client = f"/register/{title.pk}/changes/", visitor(life.city)

    answer = client.post(address, TYPED)
    page = read(client.get(address).content)
    entity = read(client.get(f"/register/{title.pk}/").content)

    assert answer.status_code == 302
    assert "第 2 条" in page.text
    assert life.city.full_name in page.text
    assert NEW in entity.text
    assert "理由：更名" in entity.text


@pytest.mark.parametrize(
    ("wrong", "status", "told"),
    [
        ({"document": ""}, 422, "请填写“依据的文件”"),
        ({"kind": ""}, 422, "请填写“发生了什么”"),
        ({"kind": "moved"}, 422, "“迁往其他地区”不改变“称号的名称”"),
        ({"kind": "resumed", "name": ""}, 409, "状态是“有效”"),
        ({"kind": "corrected", "corrects": "9"}, 409, "没有可更正的第9条"),
        ({"holder": credit_code(88), "kind": "merged", "name": ""}, 422, "写明它的名称"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_what_was_typed_stays(
    visitor: Visitor, life: Life, wrong: dict[str, str], status: int, told: str
) -> None:
    title = designated(life)

    answer = visitor(life.city).post(f"/register/{title.pk}/changes/", {**TYPED, **wrong})

    assert answer.status_code == status
    assert told in read(answer.content).text
    assert "更名</textarea>" in answer.content.decode()
    assert title.events.count() == 1


def test_an_empty_form_is_told_what_is_missing(visitor: Visitor, life: Life) -> None:
    answer = visitor(life.city).post(f"/register/{designated(life).pk}/changes/")

    assert answer.status_code == 422
    assert "请填写“发生了什么”" in read(answer.content).text


def test_a_title_moves_to_another_holder_and_district_by_the_page(visitor: Visitor, life: Life) -> None:
    title = designated(life)
    client, address = visitor(life.city), f"/register/{title.pk}/changes/"
    other = {"kind": "operator_changed", "name": "", "holder": credit_code(88), "holder_name": "接手的公司"}

    client.post(address, {**TYPED, **other})
    client.post(address, {**TYPED, "kind": "moved", "name": "", "in_charge": "210202"})
    line = line_of(title, date(2020, 1, 1))

    assert line is not None
    assert (line.organisation.name, line.in_charge) == ("接手的公司", "210202")
    assert visitor(life.other_district).get(f"/register/{title.pk}/").status_code == 200
    assert visitor(life.district).get(f"/register/{title.pk}/").status_code == 404


def test_a_district_neither_opens_nor_posts_the_page_of_changes(visitor: Visitor, life: Life) -> None:
    address = f"/register/{designated(life).pk}/changes/"

    assert visitor(life.district).get(address).status_code == 403
    assert visitor(life.district).post(address, TYPED).status_code == 403


def test_by_api_the_authority_records_and_the_district_in_charge_reads(life: Life) -> None:
    title = designated(life)
    address = f"/entities/{title.pk}/events"
    event = {"kind": "suspended", "holds_from": "2020-01-01", "document": "通报", "reason": "停产"}

    recorded_there = Caller(life.city).post(address, **event)
    read_there = Caller(life.district).get(address).json()
    twice = Caller(life.city).post(address, **event)

    assert recorded_there.status_code == 201
    assert [(one["kind"], one["reason"], one["corrected"]) for one in read_there] == [
        ("suspended", "停产", False),
        ("designated", "", False),
    ]
    assert twice.status_code == 409
    assert Caller(life.district).post(address, **event).status_code == 403
    assert Caller(life.other_district).get(address).status_code == 404
    public = Caller(life.district).get(f"/register/{title.pk}").json()
    assert public["entry"]["state"] == "suspended"
    assert "reason" not in public["changes"][0]


def test_what_has_a_procedure_of_its_own_is_not_recorded_here(life: Life) -> None:
    title = designated(life)
    address, event = f"/entities/{title.pk}/events", {"holds_from": "2022-01-01", "document": "通报"}
    recorded(life, title, "revoked", "2021-01-01")

    answers = [
        Caller(life.city).post(address, **event, **more)
        for more in ({"kind": "revoked"}, {"kind": "restored"}, {"kind": "corrected", "corrects": 2})
    ]

    assert [one.status_code for one in answers] == [409, 409, 409]
    assert {one.json()["code"] for one in answers} == {"procedure"}


def test_a_page_of_changes_costs_the_same_reads_however_many_there_are(visitor: Visitor, life: Life) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    title, client, asked = designated(life), visitor(life.city), []
    for day in range(1, 7):
        recorded(life, title, "renamed", f"2020-01-0{day}", changes={"name": f"名{day}"})
        if day in (1, 6):
            client.get(f"/register/titles/{title.pk}/")
            with CaptureQueriesContext(connection) as queries:
                client.get(f"/register/{title.pk}/changes/")
                client.get(f"/register/titles/{title.pk}/")
            asked.append(len(queries))

    assert asked[0] == asked[1]
