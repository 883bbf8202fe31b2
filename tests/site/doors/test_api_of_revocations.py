"""Revocations and operating statuses by API: the same acts, the same refusals."""

from django.core.files.uploadedfile import SimpleUploadedFile

from linxuan_site.demo.people import credit_code
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, PDF, Life, On
from tests.site.life.test_evaluation import designated
from tests.site.life.test_revocations import ceased, people

FILE = f"统一社会信用代码,登记状态,日期\n{credit_code(901)},注销,2023-05-08\n{credit_code(902)},迁出,2023-05-08\n"


def sheet(text: str = FILE) -> SimpleUploadedFile:
    return SimpleUploadedFile("状态.csv", text.encode())


def test_a_case_goes_its_course_by_api(life: Life, on: On) -> None:
    case, member = ceased(life), people()
    city, entity = Caller(life.city), Caller(member)
    address = f"/revocations/{case.pk}"

    assert [one["id"] for one in city.get("/revocations").json()["cases"]] == [case.pk]
    assert entity.get(address).status_code == 404
    assert "notify" in city.get(address).json()["acts"]
    notified = city.upload(f"{address}/notify").json()
    assert (notified["state"], notified["until"]) == ("notified", "2023-05-26")
    early = city.upload(f"{address}/revoke", reason="注销属实", document="文件9号")
    assert (early.status_code, early.json()["clause"]) == (409, "三(一)")
    proof = SimpleUploadedFile("证明.pdf", PDF.content)
    answered = entity.upload(f"{address}/answer", reason="已恢复经营", files=proof).json()
    file = answered["steps"][-1]["files"][0]
    assert file["name"] == "证明.pdf"
    assert city.get(f"{address}/files/{file['id']}").content == PDF.content
    assert Caller(life.applicant(3)).get(f"{address}/files/{file['id']}").status_code == 404
    revoked = city.upload(f"{address}/revoke", reason="注销属实", document="文件9号").json()
    assert (revoked["state"], revoked["steps"][-1]["paper"] is not None) == ("revoked", True)
    assert city.upload(f"{address}/keep", reason="x").status_code == 409
    assert entity.upload(f"{address}/appeal").status_code == 400


def test_an_officer_proposes_by_api(life: Life) -> None:
    entity = designated(life)

    made = Caller(life.district).post(f"/entities/{entity.pk}/proposal", reason="弄虚作假")
    assert (made.status_code, made.json()["origin"], made.json()["acts"]) == (201, "officer", [])
    assert Caller(life.other_district).post(f"/entities/{entity.pk}/proposal", reason="x").status_code == 404


def test_statuses_come_in_by_api(life: Life) -> None:
    for number in (901, 902):
        designated(life, number)
    city = Caller(life.city)

    looked = city.upload(f"/calls/{CALL}/statuses/look", file=sheet()).json()
    assert looked["counts"] == {"recorded": 1, "asked": 1}
    done = city.upload(f"/calls/{CALL}/statuses", file=sheet(), source="公示系统")
    assert (done.status_code, done.json()) == (201, {"recorded": 2, "unjudged": 1, "proposed": 1})
    (word,) = city.get(f"/calls/{CALL}/statuses/unjudged").json()
    assert word["word"] == "迁出"
    judged = city.post(f"/statuses/{word['id']}", status="deregistered", why="注销后迁出")
    assert (judged.status_code, judged.json()["proposed"]) == (201, 1)
    assert Caller(life.district).upload(f"/calls/{CALL}/statuses", file=sheet()).status_code == 403


def test_what_the_rules_propose_is_raised_by_api(life: Life) -> None:
    assert Caller(life.city).post("/revocations").json() == {"proposed": 0}
    assert Caller(life.district).post("/revocations").status_code == 403
