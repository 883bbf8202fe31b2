"""The selecting office by API: lists and kept filters, acts on many, later deadlines, publicity, objections, exports."""

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from linxuan_site import clock
from linxuan_site.actions import exports
from linxuan_site.actions.export_work import work_on_exports
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.models import Account, Application, BulkAct, Delivery, Objection, Publicity
from linxuan_site.queries import listing
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life, On

PHONE = "0411-8888 0000"


@pytest.fixture
def city(life: Life) -> Caller:
    return Caller(life.city)


def scored(life: Life, count: int) -> list[Application]:
    applications = [life.recommended(number) for number in range(1, count + 1)]
    for number, one in enumerate(applications):
        place(one.pk, account=life.city, score=Decimal(95 - number))
    return applications


def test_a_list_is_narrowed_kept_under_a_name_and_read_by_it(
    life: Life, city: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 1)
    first, second = life.submitted(1), life.draft(2)
    third = life.submitted(3)

    kept = city.post(f"/calls/{CALL}/lists", name="待初审", query={"stage": "district", "nonsense": "1"})
    pages = [city.get(f"/calls/{CALL}/list?saved={kept.json()['id']}").json()]
    pages.append(city.client.get(pages[0]["next"]).json())
    narrower = city.get(f"/calls/{CALL}/list?saved={kept.json()['id']}&text=3号").json()
    choices = city.get(f"/calls/{CALL}/list/choices").json()

    assert [row["id"] for page in pages for row in page["rows"]] == [third.pk, first.pk]
    assert (pages[0]["total"], pages[1]["next"]) == (2, None)
    assert [row["id"] for row in narrower["rows"]] == [third.pk]
    assert second.pk not in [row["id"] for page in pages for row in page["rows"]]
    assert kept.json()["query"] == {"stage": "district"}
    assert "enterprise" in [one["value"] for one in choices["procedures"]]
    assert city.post(f"/calls/{CALL}/lists", name="待初审", query={}).json()["field"] == "name"
    assert city.delete(f"/calls/{CALL}/lists/{kept.json()['id']}").status_code == 204
    assert city.get(f"/calls/{CALL}/lists").json() == []


def test_many_are_nominated_as_they_were_previewed_and_once(life: Life, city: Caller) -> None:
    applications = scored(life, 4)
    body: dict[str, Any] = {"action": "nominate", "applications": [one.pk for one in applications]}
    messages = Delivery.objects.count()

    preview = city.post(f"/calls/{CALL}/bulk/preview", **body).json()
    untouched = (Application.objects.filter(stage="nominated").count(), Delivery.objects.count())
    body["digest"] = preview["digest"]
    done = city.post(f"/calls/{CALL}/bulk", **body)
    again = city.post(f"/calls/{CALL}/bulk", **body)

    assert untouched == (0, messages)
    assert [bool(row["refusal"]) for row in preview["rows"]] == [False, False, False, True]
    assert [(one["before"], one["after"]) for one in preview["quotas"]] == [(0, 3)]
    assert done.status_code == 201
    assert [row["state"] for row in done.json()["rows"]] == ["done", "done", "done", "refused"]
    assert (again.json()["id"], BulkAct.objects.count()) == (done.json()["id"], 1)
    assert Application.objects.filter(stage="nominated").count() == 3
    assert city.get(f"/calls/{CALL}/bulk/{done.json()['id']}").json() == done.json()


def test_what_changed_after_the_preview_is_not_carried_out(life: Life, city: Caller) -> None:
    first, second = scored(life, 2)
    body: dict[str, Any] = {"action": "nominate", "applications": [first.pk, second.pk]}
    body["digest"] = city.post(f"/calls/{CALL}/bulk/preview", **body).json()["digest"]
    life.act(first, "nominate", life.city)

    answer = city.post(f"/calls/{CALL}/bulk", **body)
    other = city.post(f"/calls/{CALL}/bulk", **{**body, "reason": "换一句话"})

    assert [(one.status_code, one.json()["code"]) for one in (answer, other)] == [(409, "overtaken")] * 2
    assert (BulkAct.objects.count(), Application.objects.filter(stage="nominated").count()) == (0, 1)


def test_an_act_on_all_that_a_list_shows_takes_what_it_shows(life: Life, city: Caller) -> None:
    applications = scored(life, 2)
    life.submitted(3)

    preview = city.post(f"/calls/{CALL}/bulk/preview", action="nominate", where={"stage": "city"}).json()
    alone = city.post(f"/calls/{CALL}/bulk/preview", action="submit", applications=[applications[0].pk])
    none = city.post(f"/calls/{CALL}/bulk/preview", action="nominate")
    stranger = Caller(life.district).post(f"/calls/{CALL}/bulk/preview", action="nominate")

    assert {row["application"] for row in preview["rows"]} == {one.pk for one in applications}
    assert (alone.status_code, alone.json()["code"]) == (409, "action")
    assert (none.status_code, stranger.status_code) == (400, 403)
    assert "nominate" in [one["action"] for one in city.get(f"/calls/{CALL}/bulk").json()]


def test_a_deadline_is_put_off_for_one_and_for_all(life: Life, city: Caller) -> None:
    application = life.draft(1)
    body = {"deadline": "delivery", "day": "2023-05-19", "reason": "暴雨", "document": "局务会纪要"}

    alone = city.post(f"/calls/{CALL}/extensions", **body, number=f"#{application.pk}")
    everybody = city.post(f"/calls/{CALL}/extensions", **body)
    earlier = city.post(f"/calls/{CALL}/extensions", **{**body, "day": "2023-05-01"})
    trace = city.get(f"/calls/{CALL}/extensions").json()

    assert (alone.status_code, everybody.status_code) == (201, 201)
    assert (earlier.status_code, earlier.json()["field"]) == (400, "day")
    assert [one["application"] for one in trace["extensions"]] == [None, application.pk]
    assert "delivery" in [one["id"] for one in trace["deadlines"]]


def test_names_are_previewed_published_and_the_publicity_closed(life: Life, city: Caller, on: On) -> None:
    applications = scored(life, 2)
    for one in applications:
        life.act(one, "nominate", life.city)

    preview = city.get(f"/calls/{CALL}/publicities/preview/nominated").json()
    seen = [one["application"] for one in preview["names"]]
    overtaken = city.post(f"/calls/{CALL}/publicities", stage="nominated", seen=seen[:1])
    opened = city.post(f"/calls/{CALL}/publicities", stage="nominated", seen=seen)
    public = Client().get(f"/api/calls/{CALL}/publications").json()
    early = city.post(f"/calls/{CALL}/publicities/{opened.json()['id']}/close")
    with on("2023-06-30"):
        closed = city.post(f"/calls/{CALL}/publicities/{opened.json()['id']}/close")

    assert set(seen) == {one.pk for one in applications}
    assert (overtaken.status_code, overtaken.json()["code"]) == (409, "overtaken")
    assert (opened.status_code, opened.json()["closes_on"]) == (201, preview["closes_on"])
    assert "示例1号有限公司" in [cell for row in public[0]["rows"] for cell in row]
    assert "91210200" not in str(public)
    assert (early.status_code, closed.status_code) == (409, 200)
    assert [one["closed_at"] is None for one in city.get(f"/calls/{CALL}/publicities").json()] == [False]


def test_everybody_is_published_again_only_where_that_is_asked_for(life: Life, city: Caller, on: On) -> None:
    for one in scored(life, 2):
        life.act(one, "nominate", life.city)
    preview = f"/calls/{CALL}/publicities/preview/nominated"
    seen = [one["application"] for one in city.get(preview).json()["names"]]
    first = city.post(f"/calls/{CALL}/publicities", stage="nominated", seen=seen).json()["id"]
    with on("2023-06-30"):
        city.post(f"/calls/{CALL}/publicities/{first}/close")

        new = city.get(preview).json()["names"]
        whole = [one["application"] for one in city.get(f"{preview}?again=true").json()["names"]]
        refused = city.post(f"/calls/{CALL}/publicities", stage="nominated", seen=whole)
        again = city.post(f"/calls/{CALL}/publicities", stage="nominated", seen=whole, again=True)

    assert (new, whole) == ([], seen)
    assert (refused.status_code, again.status_code) == (409, 201)


def published(life: Life) -> None:
    for one in scored(life, 2):
        life.act(one, "nominate", life.city)
    open_publicity(CALL, "nominated", account=life.city)


def pdf(name: str = "证据.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7 evidence")


def objecting(client: Client, **other: Any) -> Any:
    terms = client.get(f"/api/calls/{CALL}/publicity").json()
    typed = {"entry": terms["names"][0]["entry"], "kind": "person", "name": "示例人", "contact": PHONE}
    typed |= {"text": "收入不符", "key": "k" * 16, "statement": pdf("异议书.pdf"), "evidence": [pdf()]}
    return client.post(f"/api/calls/{CALL}/objections", {**typed, **other})


def test_anybody_objects_by_api_and_looks_up_what_became_of_it(life: Life, city: Caller) -> None:
    published(life)
    client = Client()

    made, twice = objecting(client), objecting(client)
    number = made.json()["number"]
    found = city.get(f"/calls/{CALL}/objections").json()
    place_ = f"/objections/{found[0]['id']}"
    asked = city.post(f"{place_}/steps", state="asked", text="请补充合同", seen=1)
    overtaken = city.post(f"{place_}/steps", state="accepted", seen=1)
    receipt = {"number": number, "contact": "041188880000"}
    more = client.post(
        f"/api/calls/{CALL}/objections/supplement", {**receipt, "text": "合同", "evidence": [pdf("合同.pdf")]}
    )
    state = client.post(f"/api/calls/{CALL}/objections/state", receipt, "application/json").json()
    wrong = client.post(
        f"/api/calls/{CALL}/objections/state", {**receipt, "contact": "1"}, "application/json"
    )

    assert (made.status_code, twice.json()["number"], Objection.objects.count()) == (201, number, 1)
    assert (asked.json()["state"], overtaken.status_code) == ("asked", 409)
    assert (more.status_code, state["state"], wrong.status_code) == (200, "supplemented", 404)
    assert "示例人" not in str(state)
    files = city.get(place_).json()["files"]
    assert [one["name"] for one in files] == ["异议书.pdf", "证据.pdf", "合同.pdf"]
    handed = city.get(f"/objections/files/{files[0]['id']}")
    assert (handed.content, handed.headers["Content-Disposition"][:10]) == (
        b"%PDF-1.7 evidence",
        "attachment",
    )


def test_an_objection_that_is_upheld_takes_the_name_off_the_list(life: Life, city: Caller) -> None:
    published(life)
    objecting(Client())
    found = city.get(f"/calls/{CALL}/objections").json()[0]
    acts = city.get(f"/applications/{found['application']}").json()["acts"]
    removal = next(one["action"] for one in acts if one["action"] != "announce" and not one["refusal"])

    shown = city.post(
        f"/objections/{found['id']}/steps/preview", state="upheld", text="属实", removal=removal
    )
    assert [(one["before"], one["after"]) for one in shown.json()["quotas"]] == [(2, 1)]
    assert Application.objects.get(pk=found["application"]).stage == "nominated"
    upheld = city.post(f"/objections/{found['id']}/steps", state="upheld", text="属实", removal=removal)

    assert upheld.status_code == 200, upheld.json()
    assert (upheld.json()["state"], upheld.json()["is_open"]) == ("upheld", False)
    assert upheld.json()["steps"][-1]["who"] == life.city.full_name
    assert Application.objects.get(pk=found["application"]).stage != "nominated"


def test_one_that_came_in_writing_is_entered_by_api_by_the_office_alone(life: Life, city: Caller) -> None:
    published(life)
    typed = {
        "received_on": str(clock.today()),
        "kind": "person",
        "name": "示例人",
        "contact": PHONE,
        "text": "收入不符",
    }
    typed |= {"entry": Publicity.objects.get().entries.earliest("pk").pk}
    address = f"/api/calls/{CALL}/objections/written"

    def entered(caller: Caller) -> Any:
        return caller.client.post(address, {**typed, "statement": pdf("异议书.pdf"), "evidence": [pdf()]})

    assert entered(Caller(life.district)).status_code in {403, 404}
    answer = entered(city)
    assert answer.status_code == 201, answer.content
    assert answer.json()["received_on"] == str(clock.today())
    assert answer.json()["steps"][0]["who"] == life.city.full_name


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"name": ""}, "name"),
        ({"evidence": []}, "evidence"),
        ({"kind": "ghost"}, "kind"),
        ({"entry": 0}, "entry"),
    ],
)
def test_what_an_objection_lacks_is_said_at_its_field(
    life: Life, missing: dict[str, Any], field: str
) -> None:
    published(life)

    answer = objecting(Client(), **missing)

    assert (answer.status_code, answer.json()["field"], Objection.objects.count()) == (400, field, 0)


def test_too_many_objections_from_one_place_are_refused_by_api_as_on_the_page(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan_site.actions.objections.MOST_FROM_ONE_PLACE", 1)
    published(life)

    objecting(Client())
    answer = objecting(Client(), key="l" * 16)

    assert (answer.status_code, answer.json()["code"]) == (409, "often")


def test_nobody_but_the_publishing_office_reads_an_objection(life: Life) -> None:
    published(life)
    objecting(Client())
    objection = Objection.objects.get()

    for account in (life.district, life.applicant(1)):
        assert Caller(account).get(f"/objections/{objection.pk}").status_code == 403
        assert Caller(account).get(f"/calls/{CALL}/objections").status_code == 403
    assert Client().get(f"/api/objections/{objection.pk}").status_code == 401


def test_an_export_is_begun_watched_downloaded_and_taken_away(
    life: Life, city: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "start_worker", lambda *_: None)
    life.submitted(1)

    asked = city.post(f"/calls/{CALL}/exports").json()
    twice = city.post(f"/calls/{CALL}/exports")
    place_ = f"/calls/{CALL}/exports/{asked['id']}"
    early = city.get(f"{place_}/file")
    work_on_exports()
    done = city.get(place_).json()
    archive = ZipFile(BytesIO(city.get(f"{place_}/file").getvalue()))

    assert (asked["state"], asked["total"], twice.status_code, early.status_code) == ("waiting", 1, 409, 404)
    assert (done["state"], done["percent"], done["file"]) == ("done", 100, True)
    assert "manifest.json" in archive.namelist()
    assert Caller(life.district).get(place_).status_code == 404
    assert city.delete(place_).status_code == 204
    assert city.get(f"{place_}/file").status_code == 404
    assert [one["file"] for one in city.get(f"/calls/{CALL}/exports").json()] == [False]


def test_an_export_that_waits_is_stopped(life: Life, city: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "start_worker", lambda *_: None)
    asked = city.post(f"/calls/{CALL}/exports").json()

    stopped = city.post(f"/calls/{CALL}/exports/{asked['id']}/stop")

    assert stopped.json()["state"] == "stopped"
    assert stopped.json()["finished_at"]


def test_who_waits_is_reminded_by_api_once_a_day_unless_that_was_seen(life: Life, city: Caller) -> None:
    life.submitted(1)
    Account.objects.filter(pk=life.district.pk).update(email="district@example.com")
    waiting = city.get(f"/calls/{CALL}/reminders").json()["waiting"]
    office = next(one for one in waiting if one["kind"] == "review")
    messages = Delivery.objects.count()

    sent = city.post(f"/calls/{CALL}/reminders", who={office["key"]: office["seen"]})
    again = city.post(f"/calls/{CALL}/reminders", who={office["key"]: office["seen"]})
    nobody = city.post(f"/calls/{CALL}/reminders", who={})

    assert office["subject"]
    assert (sent.status_code, [one["name"] for one in sent.json()]) == (201, [office["name"]])
    assert Delivery.objects.count() == messages + office["addresses"]
    assert (again.status_code, again.json()["code"], nobody.status_code) == (409, "overtaken", 400)
    assert [one["who"] for one in city.get(f"/calls/{CALL}/reminders").json()["sent"]] == [
        life.city.full_name
    ]
