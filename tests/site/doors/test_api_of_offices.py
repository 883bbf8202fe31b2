"""Offices by API: an act looked at before it is done, papers, the order at a quota, designated entities."""

from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest

from linxuan.papers import page_codes
from linxuan_site.actions.paper_keys import key_to_print
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of
from linxuan_site.models import Delivery, Designation
from linxuan_site.queries.calls import definition_of
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life


@pytest.fixture
def city(life: Life) -> Caller:
    return Caller(life.city)


@pytest.fixture
def district(life: Life) -> Caller:
    return Caller(life.district)


def test_an_act_is_looked_at_before_it_is_done(life: Life, district: Caller) -> None:
    application, messages = life.submitted(1), Delivery.objects.count()
    address = f"/applications/{application.pk}/acts/return"

    preview = district.post(f"{address}/preview", opinion="请改地址")
    refused = district.post(f"{address}/preview", opinion="")

    assert preview.json()["target"]
    assert "请改地址" in preview.json()["messages"][0]["text"]
    assert (refused.status_code, bool(refused.json()["reason"])) == (409, True)
    application.refresh_from_db()
    assert (application.stage, Delivery.objects.count()) == ("district", messages)


def test_a_paper_is_made_listed_and_downloaded(life: Life, district: Caller, city: Caller) -> None:
    life.recommended(1)

    made = district.post(f"/calls/{CALL}/papers/summary")
    listed = {one["paper"]: one["issued"] for one in district.get(f"/calls/{CALL}/papers").json()}
    file = city.get(f"/papers/{made.json()['id']}/file")

    assert (made.status_code, made.json()["listed"]) == (201, 1)
    assert made.json()["who"] == life.district.full_name
    assert [one["id"] for one in listed["summary"]] == [made.json()["id"]]
    assert ZipFile(BytesIO(file.content)).namelist()
    assert Caller(life.other_district).get(f"/papers/{made.json()['id']}/file").status_code == 404


def test_a_district_sets_its_applicants_an_earlier_day(life: Life, district: Caller, city: Caller) -> None:
    day = {"deadline": "delivery", "day": "2023-05-13"}

    assert district.post(f"/calls/{CALL}/earlier-days", **day).status_code == 201
    late = district.post(f"/calls/{CALL}/earlier-days", **{**day, "day": "2030-01-01"})
    assert (late.status_code, late.json()["field"]) == (400, "day")
    assert city.post(f"/calls/{CALL}/earlier-days", **day).json()["code"] == "office"


def test_scores_are_given_to_many_and_one_is_moved(life: Life, city: Caller) -> None:
    first, second = life.scored("90", "80")
    address = f"/calls/{CALL}/order/enterprise"
    before = city.get(address).json()[0]
    seen = {one["application"]: one["seen"] for one in before["ranked"]}

    placed = city.put(
        address,
        places=[
            {"application": first.pk, "score": "85", "seen": seen[first.pk]},
            {"application": second.pk, "score": "95.50", "seen": seen[second.pk]},
        ],
    )
    overtaken = city.put(address, places=[{"application": first.pk, "score": "99", "seen": seen[first.pk]}])
    moved = city.post(f"{address}/move/{first.pk}", to=1)
    stranger = city.put(address, places=[{"application": 10**12, "score": "99"}])

    assert [one["application"] for one in before["ranked"]] == [first.pk, second.pk]
    assert [one["application"] for one in placed.json()[0]["ranked"]] == [second.pk, first.pk]
    assert (overtaken.status_code, overtaken.json()["code"]) == (409, "overtaken")
    assert {one["application"]: one["rank"] for one in moved.json()[0]["ranked"]}[first.pk] == 1
    assert stranger.status_code == 404


def entity(life: Life, number: int) -> Designation:
    row = {
        "name": f"示例主体{number}",
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
    }
    return enter_designation(
        definition_of(life.published), {**row, "document": "认定文件", "in_charge": "210211"}
    )


def test_a_status_is_recorded_and_a_title_taken_away(life: Life, district: Caller, city: Caller) -> None:
    one = entity(life, 501)
    address = f"/entities/{one.pk}"
    status = {"status": "deregistered", "holds_from": "2023-05-01", "source": "公示系统"}
    decision = {"document": "通报1号", "decided_on": "2023-05-10", "reason": "已注销"}

    recorded = district.post(f"{address}/status", **status)
    unknown = district.post(f"{address}/status", **{**status, "status": "asleep"})
    revoked = city.post(f"{address}/revocation", **decision)
    twice = city.post(f"{address}/revocation", **decision)

    assert (recorded.status_code, recorded.json()["status"]) == (201, "deregistered")
    assert (unknown.status_code, unknown.json()["field"]) == (400, "status")
    assert (revoked.json()["revoked_on"], twice.status_code) == ("2023-05-10", 409)
    assert district.post(f"{address}/revocation", **decision).status_code == 403
    assert Caller(life.other_district).get(address).status_code == 404
    listed = district.get(f"/calls/{CALL}/rounds/evaluation-2023").json()
    assert ([row["id"] for row in listed["entities"]], listed["number"], listed["next"]) == (
        [one.pk],
        1,
        None,
    )
    elsewhere = Caller(life.other_district).get(f"/calls/{CALL}/rounds/evaluation-2023").json()
    assert elsewhere == {"number": 0, "entities": [], "next": None}


def test_grades_of_a_letter_are_proposed_checked_published_and_objected_to(life: Life, city: Caller) -> None:
    one = entity(life, 501)
    open_round(CALL, "evaluation-2023")
    address = f"/calls/{CALL}/rounds/evaluation-2023/grades"
    letter = {"text": "示例主体501,优秀", "document": "部函2号"}
    checker = Caller(life.colleague(life.city, "checker"))

    looked = city.post(f"{address}/preview", text="示例主体501,优秀\n示例主体502,优秀").json()
    ids = city.post(address, **letter).json()
    own = city.post(f"{address}/steps", step="checked", ids=ids)
    checked = checker.post(f"{address}/steps", step="checked", ids=ids)
    published = city.post(f"{address}/steps", step="published", ids=ids)

    assert ([line["entity"] for line in looked["lines"]], len(looked["faults"])) == ([one.pk], 1)
    assert (own.status_code, own.json()["code"]) == (409, "person")
    assert (checked.status_code, published.status_code) == (200, 200)
    assert city.get(f"/entities/{one.pk}").json()["grades"][-1]["grade"] == "excellent"
    member = Caller(member_of("示例主体501", credit_code(501), "entity-501"))
    assert member.post(f"/grades/{ids[0]}/objection", reason="口径有误").status_code == 200
    (listed,) = city.get(f"{address}?state=objected").json()["grades"]
    assert [step["step"] for step in listed["steps"]] == ["checked", "published", "objected"]


def test_a_name_is_changed_and_an_address_only_with_the_password(life: Life, district: Caller) -> None:
    body = {"full_name": "新名字", "email": life.district.email}

    renamed = district.send("patch", "/me", body)
    refused = district.send("patch", "/me", {**body, "email": "other@example.com"})

    assert renamed.json()["full_name"] == "新名字"
    assert (refused.status_code, refused.json()["field"]) == (400, "password")


def test_papers_are_received_by_the_code_of_a_sheet_and_nobody_takes_one_for_another(life: Life) -> None:
    application, other = life.submitted(1), life.submitted(2)
    submission = application.submissions.get()
    number = application.number or ""
    code = page_codes(number, 1, submission.digest, pages=4, key=key_to_print())[0]
    city = Caller(life.city)
    papers = [{"paper": "application", "copies": 3, "seals": ["unit"]}]
    sheet = city.get(f"/calls/{CALL}/arrivals/sheet?code={quote(code)}").json()
    wrong = city.post(f"/calls/{CALL}/arrivals", code=code, application=other.pk, papers=papers)
    done = city.post(f"/calls/{CALL}/arrivals", code=code, papers=papers, box="3")
    listed = city.get(f"/calls/{CALL}/arrivals?state=complete").json()
    receipt = city.get(f"/arrivals/{done.json()['id']}/receipt")

    assert (sheet["subject"]["application"], sheet["outcome"], sheet["revision"]) == (
        application.pk,
        "current",
        1,
    )
    assert (wrong.status_code, wrong.json()["field"]) == (400, "code")
    assert (done.status_code, done.json()["state"], done.json()["box"]) == (201, "complete", "3")
    assert [one["application"] for one in listed["rows"]] == [application.pk]
    assert listed["counts"] == {"complete": 1, "lacking": 0, "nothing": 1}
    assert receipt.content.startswith(b"%PDF")
    assert Caller(life.district).post(f"/calls/{CALL}/arrivals", code=code, papers=papers).status_code == 404
