"""What administrators do on their pages they do by API as well: through the same acts, with the same faults."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from linxuan_site.doctor.examination import CHECKS
from linxuan_site.models import Account, AdministrationRecord, Office, PublishedCall
from tests.site.administration.packages import archive, changed
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life, On

TABLE = "日期,休班,名称,依据\n2023-05-16,休,本地放假,示例发〔2023〕1号\n2023-05-20,班,,示例发〔2023〕1号\n"


@pytest.fixture
def admin(administrator: Account) -> Caller:
    return Caller(administrator)


def test_an_office_is_opened_renamed_and_ended_with_its_successor(life: Life, admin: Caller) -> None:
    life.submitted(1)
    office = Office.objects.get(key="210211")
    place = f"/administration/offices/{office.pk}"
    new = {"authority": office.authority, "kind": office.kind, "key": "990101", "name": "甲区工信局"}

    opened = admin.post("/administration/offices", **new)
    renamed = admin.post(f"{place}/rename", name="甘井子区工信局", why="更名")
    alone = admin.post(f"{place}/end", last_day="2023-05-20", why="并入甲区")
    ended = admin.post(f"{place}/end", last_day="2023-05-20", successor=opened.json()["id"], why="并入甲区")
    whole = admin.get(place).json()
    kept = admin.post(f"{place}/keep", why="方案有变")

    assert (opened.status_code, renamed.json()["name"]) == (201, "甘井子区工信局")
    assert (alone.status_code, alone.json()["field"]) == (400, "successor")
    assert (ended.json()["valid_until"], ended.json()["stands"]) == ("2023-05-20", True)
    assert (whole["open_cases"], whole["successor"]) == (1, opened.json()["id"])
    assert [one["act"] for one in whole["history"]] == ["office.ended", "office.renamed"]
    assert kept.json()["valid_until"] is None
    assert opened.json()["id"] in [one["id"] for one in admin.get("/administration/offices").json()]


def test_a_person_gets_an_account_is_moved_and_stopped(life: Life, admin: Caller) -> None:
    office = Office.objects.get(key="210211")

    created = admin.post(
        "/administration/people", username="wang", full_name="欧阳示例", email="", office=office.pk
    ).json()
    key = created["person"]["id"]
    moved = admin.post(
        f"/administration/people/{key}/move", organisation="示例1号有限公司", role="editor", why="调动"
    )
    life.applicant(1)
    again = admin.post(
        f"/administration/people/{key}/move", organisation="示例1号有限公司", role="editor", why="调动"
    )
    stopped = admin.post(f"/administration/people/{key}/stop", why="离职")
    restored = admin.post(f"/administration/people/{key}/restore", why="返聘")

    assert Account.objects.get(pk=key).check_password(created["password"])
    assert (moved.status_code, moved.json()["field"]) == (400, "organisation")
    assert (again.json()["organisation"], again.json()["office"]) == ("示例1号有限公司", None)
    assert (stopped.json()["is_active"], restored.json()["is_active"]) == (False, True)
    assert [one["id"] for one in admin.get("/administration/people?words=欧阳示例").json()["people"]] == [key]
    assert len(admin.get(f"/administration/people/{key}").json()["history"]) == 4


def test_an_administrator_is_made_only_where_that_is_said(admin: Caller) -> None:
    person = {"username": "li", "full_name": "李示例"}

    omitted = admin.post("/administration/people", **person)
    said = admin.post("/administration/people", **person, nowhere=True)

    assert (omitted.status_code, omitted.json()["field"]) == (400, "office")
    assert said.json()["person"]["is_administrator"] is True


def test_nobody_ends_his_own_administration_by_api(administrator: Account, admin: Caller) -> None:
    place = f"/administration/people/{administrator.pk}"

    answer = admin.post(f"{place}/administrator", administrator=False, why="试试")

    assert (answer.status_code, answer.json()["code"]) == (409, "administrator")


def test_a_table_of_working_days_is_looked_at_then_imported(admin: Caller) -> None:
    def table(text: str = TABLE) -> SimpleUploadedFile:
        return SimpleUploadedFile("放假.csv", text.encode())

    looked = admin.upload("/administration/holidays/preview", table=table()).json()
    before = admin.get("/administration/holidays/2023").json()
    kept = admin.upload("/administration/holidays", table=table())
    wrong = admin.upload("/administration/holidays", table=table("日期,休班\n明天,休\n"))
    after = admin.get("/administration/holidays/2023").json()

    assert [(one["day"], one["works"], one["worked"]) for one in looked] == [
        ("2023-05-16", False, True),
        ("2023-05-20", True, False),
    ]
    assert (kept.status_code, kept.json()) == (201, {"imported": 2})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "table")
    own = [one["day"] for one in after["special"] if one["imported"]]
    assert (own, after["working"]) == (["2023-05-16", "2023-05-20"], before["working"])


def test_a_package_is_uploaded_looked_at_and_published(life: Life, admin: Caller) -> None:
    files = changed(b'name = "', b'name = "\xe6\x96\xb0')
    upload = SimpleUploadedFile("包.zip", archive(files, CALL))

    received = admin.upload("/administration/packages", file=upload).json()
    place = f"/administration/packages/{received['id']}"
    clauses = admin.get(f"{place}/notice").json()
    stages = admin.get(f"{place}/review/enterprise").json()
    checked = admin.post(f"{place}/form/enterprise", answers={"is_legal_person": False}).json()
    unseen = admin.post(f"{place}/publish", digest="0" * 64, why="更正")
    published = admin.post(f"{place}/publish", digest=received["digest"], why="更正")
    versions = admin.get(f"/administration/programmes/{CALL}").json()

    assert (received["state"], received["report"]["errors"]) == ("sound", [])
    assert "一(二)2(1)" in [one["address"] for one in clauses]
    assert "recommend" in [act["action"] for stage in stages for act in stage["acts"]]
    assert checked["verdict"] == "ineligible"
    assert (unseen.status_code, unseen.json()["code"]) == (409, "overtaken")
    assert (published.status_code, published.json()["version"]) == (201, 2)
    assert [one["version"] for one in versions["versions"]] == [2, 1]
    assert PublishedCall.objects.count() == 2


def test_a_faulty_package_says_its_faults_and_is_not_published(life: Life, admin: Caller) -> None:
    upload = SimpleUploadedFile(
        "包.zip", archive(changed(b"[deadline.delivery]", b"[deadline.delivery"), CALL)
    )

    received = admin.upload("/administration/packages", file=upload).json()
    place = f"/administration/packages/{received['id']}"

    assert received["state"] == "faulty"
    assert received["report"]["errors"]
    assert admin.get(f"{place}/notice").status_code == 409
    assert admin.post(f"{place}/publish", digest=received["digest"], why="试试").status_code == 409
    assert admin.post(f"{place}/discard").json()["state"] == "discarded"
    assert admin.get("/administration/packages").json() == []


def test_the_record_is_read_page_after_page(
    life: Life, admin: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan_site.queries.administration.A_PAGE", 1)
    office = Office.objects.get(key="210211")
    for name in ("甲", "乙"):
        admin.post(f"/administration/offices/{office.pk}/rename", name=name, why="更名")

    first = admin.get(f"/administration/record?subject=office:{office.pk}").json()
    second = admin.client.get(first["next"]).json()

    assert [one["details"]["after"] for page in (first, second) for one in page["records"]] == ["乙", "甲"]
    assert second["next"] is None


def test_who_does_not_administer_is_kept_out_before_anything_is_read(life: Life) -> None:
    for account in (life.city, life.applicant(1)):
        answer = Caller(account).post("/administration/people", nonsense=True)
        assert (answer.status_code, bool(answer.json()["reason"])) == (403, True)

    assert AdministrationRecord.objects.count() == 0


def test_the_cases_of_an_office_that_ended_alone_are_handed_on(life: Life, admin: Caller, on: On) -> None:
    mine, other = (Office.objects.get(key=key) for key in ("210211", "210202"))
    admin.post(f"/administration/offices/{mine.pk}/end", last_day="2023-05-12", why="撤销")
    with on("2023-05-13"):
        life.submitted(1)
        city, district = Caller(life.city), Caller(life.other_district)
        waiting = city.get(f"/calls/{CALL}/abandoned").json()
        kept_out = district.post(f"/offices/{mine.pk}/hand-on", successor=other.pk, why="自取")
        given = city.post(f"/offices/{mine.pk}/hand-on", successor=other.pk, why="撤并")
        again = admin.post(f"/offices/{mine.pk}/hand-on", successor=other.pk, why="再来")

        assert [(one["id"], one["number"]) for one in waiting] == [(mine.pk, 1)]
        assert (kept_out.status_code, given.json()["successor"], again.status_code) == (403, other.pk, 409)
        assert len(district.get("/applications").json()["applications"]) == 1
        assert city.get(f"/calls/{CALL}/abandoned").json() == []


def test_an_administrator_reads_by_api_what_the_doctor_finds(admin: Caller) -> None:
    found = {one["check"]: one for one in admin.get("/administration/check").json()}

    assert list(found) == [one.name for one in CHECKS]
    assert found["migrations"]["state"] == "ok"
    assert all(one["mend"] for one in found.values() if one["state"] != "ok")
