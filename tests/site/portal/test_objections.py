"""Objections: made in public, handled by the office that published, and nobody else learns who objects."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from linxuan.errors import Refused
from linxuan_site import clock
from linxuan_site.actions.delegations import act_for, name_delegate
from linxuan_site.actions.objections import NewObjection, enter_objection, handle_objection
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.models import Application, Objection, ObjectionStep, Place, Publicity
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

OBJECT = f"/calls/{CALL}/publicity/object/"
STATE = f"/calls/{CALL}/publicity/objection/"
LIST = f"/selection/{CALL}/objections/"
ENTER = f"{LIST}enter/"
WHO, PHONE = "举报示例人", "0411-8888 0000"


@pytest.fixture
def published(life: Life) -> list[Application]:
    """Three that hold the places and stand published, and one below the line."""
    applications = [life.recommended(number) for number in range(1, 5)]
    for number, one in enumerate(applications):
        place(one.pk, account=life.city, score=Decimal(95 - number))
        if number < 3:
            life.act(one, "nominate", life.city)
    open_publicity(CALL, "nominated", account=life.city)
    return applications


def pdf(name: str = "证据.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 evidence")


def typed(**other: object) -> dict[str, object]:
    entry = Publicity.objects.get().entries.earliest("pk").pk
    given = {"entry": entry, "kind": "person", "name": WHO, "contact": PHONE, "text": "服务收入与年报不符"}
    return {**given, "key": "k1", "statement": pdf("异议书.pdf"), "evidence": [pdf()], **other}


def objected(visitor: Visitor, **other: object) -> Objection:
    client = visitor()
    assert client.post(OBJECT, typed(**other)).status_code == 302
    return Objection.objects.latest("pk")


def handled(client: Client, objection: Objection, state: str, **more: object) -> int:
    """Take a step, an outcome confirmed."""
    return client.post(f"{LIST}{objection.pk}/{state}/", {"sure": "1", **more}).status_code


def test_who_objects_gets_a_receipt_and_sees_with_it_what_became_of_it(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    client = visitor()

    received = client.post(OBJECT, typed(), follow=True)
    objection = Objection.objects.get()
    number = "-".join(objection.number[start : start + 4] for start in (0, 4, 8))
    assert number in read(received.content).text
    assert handled(visitor(life.city), objection, "accepted") == 302
    seen = visitor().post(STATE, {"number": number.lower(), "contact": "0411 88880000"})

    assert "已受理，正在核查" in read(seen.content).text
    assert published[0].organisation.name in read(seen.content).text


@pytest.mark.parametrize(
    ("missing", "told"),
    [
        ({"name": ""}, "匿名的不受理"),
        ({"evidence": []}, "没有证据的不受理"),
        ({"statement": ""}, "请上传签名或盖章的异议书"),
        ({"entry": ""}, "对哪一家有异议"),
        ({"contact": " "}, "联系"),
        ({"text": ""}, "异议的事实和理由"),
        ({"evidence": [SimpleUploadedFile("坏.exe", b"MZ")]}, "这里只收"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    visitor: Visitor, published: list[Application], missing: dict[str, object], told: str
) -> None:
    answer = visitor().post(OBJECT, typed(**missing))

    page = read(answer.content)
    assert answer.status_code == 422
    assert told in page.text
    assert "text" in missing or "年报不符" in page.values["text"]
    assert not Objection.objects.exists()


def test_the_same_form_sent_twice_is_one_objection(visitor: Visitor, published: list[Application]) -> None:
    objected(visitor)
    objected(visitor)

    assert Objection.objects.count() == 1


def test_too_many_from_one_place_or_one_contact_are_refused(
    visitor: Visitor, published: list[Application]
) -> None:
    for number in range(5):
        objected(visitor, key=f"k{number}")

    of_one_contact = visitor().post(OBJECT, typed(key="more"))
    for number in range(5):
        objected(visitor, key=f"other{number}", contact=f"1390000000{number}")
    from_one_place = visitor().post(OBJECT, typed(key="another", contact="13911111111"))

    assert "已提出 5 件" in read(of_one_contact.content).text
    assert "一小时后再试" in read(from_one_place.content).text
    assert Objection.objects.count() == 10


def test_behind_a_proxy_a_place_is_that_of_the_objector_and_not_of_the_proxy(
    visitor: Visitor, published: list[Application], settings: Settings
) -> None:
    settings.PROXIES = 1
    for number in range(10):
        contact = f"1390000000{number}"
        here = {"x-forwarded-for": "203.0.113.7"}
        visitor().post(OBJECT, typed(key=f"k{number}", contact=contact), headers=here)

    elsewhere = {"x-forwarded-for": "203.0.113.8"}
    visitor().post(OBJECT, typed(key="elsewhere", contact="13911111111"), headers=elsewhere)

    assert Objection.objects.count() == 11


def test_outside_a_publicity_nothing_is_taken(visitor: Visitor, published: list[Application], on: On) -> None:
    with on("2023-05-19"):
        assert "不接收异议" in read(visitor().get(OBJECT).content).text
        assert visitor().post(OBJECT, {"key": "late"}).status_code == 200

    assert not Objection.objects.exists()


def test_one_that_came_in_writing_is_entered_by_the_office_with_its_day_and_a_receipt(
    visitor: Visitor, life: Life, published: list[Application], on: On
) -> None:
    client = visitor(life.city)
    last = Publicity.objects.get().closes_on
    assert "登记书面异议" in read(client.get(LIST).content).text

    with on(str(last + timedelta(days=3))):
        answer = client.post(ENTER, typed(received_on=str(last)), follow=True)

    objection = Objection.objects.get()
    first = objection.steps.get()
    number = "-".join(objection.number[start : start + 4] for start in (0, 4, 8))
    page = read(answer.content).text
    assert (objection.received_on, first.state, first.by) == (last, "filed", life.city)
    assert number in page
    assert life.city.full_name in page
    seen = visitor().post(STATE, {"number": number, "contact": PHONE})
    assert published[0].organisation.name in read(seen.content).text


@pytest.mark.parametrize("days", [-1, 1, None], ids=["before it opened", "to come", "none"])
def test_one_in_writing_is_entered_only_with_a_day_of_the_publicity(
    visitor: Visitor, life: Life, published: list[Application], days: int | None
) -> None:
    opened = Publicity.objects.get().opens_on
    received = "" if days is None else str(opened + timedelta(days=days))

    answer = visitor(life.city).post(ENTER, typed(received_on=received))

    assert answer.status_code == 422
    assert "年报不符" in read(answer.content).values["text"]
    assert not Objection.objects.exists()


def test_an_office_that_did_not_publish_enters_none(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    assert visitor(life.district).get(ENTER).status_code in {403, 404}
    with pytest.raises(Refused):
        enter_objection(CALL, wish(), received_on=clock.today(), account=life.district)


def wish() -> NewObjection:
    entry = Publicity.objects.get().entries.earliest("pk").pk
    return NewObjection("person", WHO, PHONE, entry, "服务收入与年报不符", "k2")


def test_a_receipt_alone_or_with_another_contact_shows_nothing(
    visitor: Visitor, published: list[Application]
) -> None:
    objection = objected(visitor)

    answer = visitor().post(STATE, {"number": objection.number, "contact": "13900000000"})

    assert "没有这个回执号" in read(answer.content).text
    assert published[0].organisation.name not in read(answer.content).text


def test_what_was_asked_for_is_added_with_the_receipt(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection = objected(visitor)
    receipt = {"number": objection.number, "contact": PHONE}
    early = visitor().post(STATE, {**receipt, "text": "补充"})
    handled(visitor(life.city), objection, "asked", text="请补年报原件")

    asked = visitor().post(STATE, receipt)
    answer = visitor().post(STATE, {**receipt, "text": "原件见附件", "evidence": [pdf("年报.pdf")]})

    assert early.status_code == 409
    assert "请补年报原件" in read(asked.content).text
    assert "补充的材料已收到" in read(answer.content).text
    assert "年报.pdf" in read(visitor(life.city).get(f"{LIST}{objection.pk}/").content).text


def test_who_objects_is_shown_to_the_publishing_office_and_to_nobody_else(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection = objected(visitor)
    handled(visitor(life.city), objection, "upheld", text="核查属实", removal="pass-over")
    file = f"/selection/objections/files/{objection.files.earliest('pk').pk}/"
    entity = f"/applications/{published[0].pk}/"
    people = {
        "nobody": visitor(),
        "applicant": visitor(life.applicant(1)),
        "district": visitor(life.district),
    }

    assert WHO in read(visitor(life.city).get(LIST).content).text
    assert visitor(life.city).get(file).status_code == 200
    for role, client in people.items():
        assert client.get(file).status_code in (302, 403, 404), role
        assert client.get(f"{LIST}{objection.pk}/").status_code in (302, 403, 404), role
        for address in (entity, f"/calls/{CALL}/publicity/", f"/desk/applications/{published[0].pk}/"):
            content = client.get(address).content.decode()
            assert WHO not in content, (role, address)
            assert PHONE not in content, (role, address)


def test_an_officer_cannot_name_the_objector_in_what_the_applicant_reads(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection = objected(visitor)

    status = handled(visitor(life.city), objection, "upheld", text=f"{WHO}反映属实", removal="pass-over")

    assert status == 422
    assert Application.objects.get(pk=published[0].pk).stage == "nominated"


def test_an_upheld_objection_takes_the_entity_off_and_names_who_moves_up(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection = objected(visitor)
    client = visitor(life.city)

    handled(client, objection, "upheld", text="核查属实", removal="pass-over")

    first, next_ = published[0], published[3]
    first.refresh_from_db()
    next_.refresh_from_db()
    step = ObjectionStep.objects.get(objection=objection, state="upheld")
    assert first.stage == "declined"
    assert step.removal is not None
    assert step.removal.action == "pass-over"
    assert not Place.objects.filter(application=first, released_by=None).exists()
    page = read(client.get(f"{LIST}{objection.pk}/").content)
    assert f"下一名是“{next_.organisation.name}”" in page.text
    assert next_.stage == "city"
    assert f"/board/{CALL}/enterprise/" in page.links


def test_an_objection_is_not_upheld_without_the_act_that_takes_the_entity_off(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection = objected(visitor)
    client = visitor(life.city)

    assert handled(client, objection, "upheld", text="核查属实") == 422
    assert handled(client, objection, "upheld", text="核查属实", removal="report") == 409
    assert [one.state for one in objection.steps.all()] == ["filed"]


def test_an_outcome_is_confirmed_before_anything_is_done(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection, client = objected(visitor), visitor(life.city)
    given = {"text": "查明服务收入不实", "removal": "pass-over", "seen": "1"}
    address = f"{LIST}{objection.pk}/upheld/"

    asked = client.post(address, given)
    page = read(asked.content)

    assert asked.status_code == 200
    assert "移出名单" in page.text
    assert "发出后收不回" in page.text
    assert objection.steps.count() == 1
    assert Place.objects.filter(released_by=None).count() == 3

    back = read(client.post(address, {**given, "back": "1"}).content)
    assert back.values["text"] == "查明服务收入不实"
    assert client.post(address, {**page.values, "sure": "1"}).status_code == 302
    assert objection.steps.count() == 2
    assert Place.objects.filter(released_by=None).count() == 2


def test_a_publicity_does_not_close_while_an_objection_is_open(
    visitor: Visitor, life: Life, published: list[Application], on: On
) -> None:
    objection = objected(visitor)
    client = visitor(life.city)
    close = f"/board/{CALL}/publicity/{objection.publicity_id}/close/"

    with on("2023-05-19"):
        refused = client.post(close)
        handled(client, objection, "unfounded", text="年报口径不同，核对无误")
        closed = client.post(close, {"sure": "1"})

    assert refused.status_code == 409
    assert "还有 1 件异议没有办结" in read(refused.content).text
    assert closed.status_code == 302
    assert handled(client, objection, "accepted") == 409


def test_who_handles_it_second_is_told(visitor: Visitor, life: Life, published: list[Application]) -> None:
    objection = objected(visitor)
    client = visitor(life.city)
    handled(client, objection, "accepted", seen="1")

    assert handled(client, objection, "rejected", text="匿名", seen="1") == 409


def test_the_rows_of_an_objection_are_never_changed(visitor: Visitor, published: list[Application]) -> None:
    objection = objected(visitor)

    for rows, change in (
        (Objection.objects.all(), {"name": "别人"}),
        (objection.steps.all(), {"text": "别的"}),
        (objection.files.all(), {"name": "别的.pdf"}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**change)


@pytest.mark.parametrize("rows", [1, 5])
def test_the_list_asks_as_little_for_many_as_for_one(
    visitor: Visitor,
    life: Life,
    published: list[Application],
    rows: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(rows):
        objected(visitor, key=f"k{number}")
    client = visitor(life.city)
    client.get(LIST)

    with django_assert_max_num_queries(12):
        assert client.get(LIST).status_code == 200


def test_who_handles_an_objection_for_a_colleague_is_named_so_on_its_page(
    visitor: Visitor, life: Life, published: list[Application]
) -> None:
    objection, second = objected(visitor), life.colleague(life.city, "second")
    today = clock.today()
    name_delegate(life.city, delegate=second.pk, from_day=today, until_day=today)
    act_for(second, life.city.username)

    handle_objection(objection.pk, "accepted", account=second)

    page = read(visitor(life.city).get(f"{LIST}{objection.pk}/").content)
    assert f"{second.full_name}（代{life.city.full_name}办理）" in page.text
