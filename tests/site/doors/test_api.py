"""The API is a door to the same acts: who may not, may not here either, and every fault is one sentence."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan_site import clock
from linxuan_site.actions.delegations import name_delegate
from linxuan_site.actions.drafts import save_answers
from linxuan_site.actions.register import enter_designation
from linxuan_site.queries.calls import definition_of
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, REVIEW, Life


@pytest.fixture
def applicant(life: Life) -> Caller:
    return Caller(life.applicant(1))


def test_an_application_is_begun_filled_and_read_back(applicant: Caller) -> None:
    begun = applicant.send("post", f"/calls/{CALL}/applications", {"procedure": "enterprise"})
    key, version = begun.json()["id"], begun.json()["version"]

    saved = applicant.send(
        "patch", f"/applications/{key}/answers", {"version": version, "answers": {"address": "甲路1号"}}
    )
    whole = applicant.get(f"/applications/{key}").json()

    assert (begun.status_code, saved.status_code) == (201, 200)
    assert whole["answers"]["address"] == "甲路1号"
    assert whole["verdict"] == "undetermined"
    assert {one["rule"] for one in whole["findings"]} >= {"registered-here", "service-income-share"}


def test_the_district_recommends_and_the_city_places_by_api(life: Life) -> None:
    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    district, city = Caller(life.district), Caller(life.city)

    placed = district.send("post", f"/applications/{application.pk}/place", {"rank": 1})
    moved = district.send(
        "post",
        f"/applications/{application.pk}/acts/recommend",
        {"opinion": "同意", "reasons": life.reasons()},
    )
    scored = city.send("post", f"/applications/{application.pk}/place", {"score": "91.50"})

    assert (placed.status_code, moved.status_code, scored.status_code) == (204, 200, 204)
    assert moved.json()["target"] == "city"


def test_a_scan_is_handed_in_by_api(life: Life, applicant: Caller) -> None:
    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))

    answer = applicant.client.post(
        f"/api/applications/{application.pk}/acts/hand-in/scan",
        {"paper": "application", "file": SimpleUploadedFile("盖章.pdf", b"%PDF-1.7 sealed")},
    )

    assert answer.status_code == 200, answer.content
    assert answer.json()["action"] == "hand-in"


def test_a_refusal_says_why_and_by_which_clause(life: Life, applicant: Caller) -> None:
    application = life.submitted(1, has_violation=True)
    district = Caller(life.district)
    district.send("post", f"/applications/{application.pk}/place", {"rank": 1})

    answer = district.send("post", f"/applications/{application.pk}/acts/recommend", {"opinion": "同意"})

    assert answer.status_code == 409
    assert answer.json()["clause"] == "一(二)1"
    assert answer.json()["reason"]


def test_strangers_are_told_that_there_is_nothing(life: Life) -> None:
    application = life.submitted(1)

    for account in (life.applicant(2), life.other_district):
        caller = Caller(account)
        assert caller.get(f"/applications/{application.pk}").status_code == 404
        assert caller.send("post", f"/applications/{application.pk}/acts/withdraw", {}).status_code == 404
        assert caller.get("/applications").json()["applications"] == []


def test_a_list_is_read_page_after_page_and_each_application_comes_once(life: Life) -> None:
    drafts = [life.draft(number) for number in (1, 2, 3)]
    district = Caller(life.district)

    first = district.get(f"/applications?limit=2&call={CALL}").json()
    save_answers(drafts[2].pk, {"address": "甲路3号"}, account=life.applicant(3), version=drafts[2].version)
    second = district.client.get(first["next"]).json()

    met = [one["id"] for page in (first, second) for one in page["applications"]]
    assert met == [one.pk for one in reversed(drafts)]
    assert (first["after"], second["after"], second["next"]) == (drafts[1].pk, None, None)
    assert "limit=2" in first["next"]
    assert district.get("/applications?limit=0").status_code == 422


def test_a_page_of_a_list_is_read_in_as_many_queries_for_many_as_for_one(life: Life) -> None:
    life.submitted(1)
    district = Caller(life.district)
    district.get("/me")  # that a token is used is noted once an hour
    with CaptureQueriesContext(connection) as one:
        district.get("/applications")

    for number in range(2, 5):
        life.draft(number)
    with CaptureQueriesContext(connection) as many:
        answer = district.get("/applications").json()

    assert len(answer["applications"]) == 4
    assert len(many) == len(one)


def test_somebody_stands_in_by_api_and_both_are_named(life: Life) -> None:
    application, editor = life.draft(1), life.colleague(life.applicant(1), "editor")
    caller, absent = Caller(editor), life.applicant(1)
    headers = {"x-on-behalf-of": absent.username}
    path = f"/api/applications/{application.pk}/acts/submit"

    alone = caller.client.post(path, {}, content_type="application/json")
    too_early = caller.client.post(path, {}, content_type="application/json", headers=headers)
    name_delegate(absent, delegate=editor.pk, from_day=clock.today(), until_day=clock.today())
    done = caller.client.post(path, {}, content_type="application/json", headers=headers)

    assert (alone.status_code, alone.json()["code"]) == (409, "role")
    assert (too_early.status_code, too_early.json()["code"]) == (409, "stand-in")
    assert (done.json()["actor_name"], done.json()["on_behalf_of_name"]) == (
        editor.full_name,
        absent.full_name,
    )


def test_nobody_gets_in_without_a_token(life: Life) -> None:
    answer = Client().get("/api/applications")

    assert answer.status_code == 401
    assert answer.json()["reason"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("post", "/calls/nowhere/applications", {"procedure": "enterprise"}),
        ("post", f"/calls/{CALL}/applications", {"procedure": "nowhere"}),
        ("post", f"/calls/{CALL}/applications", {}),
        ("patch", "/applications/999999/answers", {"version": 1, "answers": {}}),
        ("post", "/applications/999999/acts/submit", {}),
    ],
)
def test_wrong_calls_get_one_sentence(
    applicant: Caller, method: str, path: str, body: dict[str, Any]
) -> None:
    answer = applicant.send(method, path, body)

    assert 400 <= answer.status_code < 500
    assert isinstance(answer.json()["reason"], str)
    assert answer.json()["reason"]


def test_a_district_judges_conditions_by_api_and_its_applicant_reads_none_of_it(
    life: Life, applicant: Caller
) -> None:
    application = life.submitted(1)
    address = f"/applications/{application.pk}/judgements"
    body: Any = [{"condition": "rule:legal-person", "verdict": "doubted", "remark": "执照过期"}]

    told = Caller(life.district).send("post", address, body)

    assert (told.status_code, told.json()[0]["remark"]) == (200, "执照过期")
    assert [one["verdict"] for one in Caller(life.city).get(address).json()] == ["doubted"]
    assert applicant.get(address).status_code == 404


def test_a_remark_noted_by_api_is_read_by_the_applicant_once_it_is_sent(
    life: Life, applicant: Caller
) -> None:
    application = life.submitted(1)
    address = f"/applications/{application.pk}/remarks"

    noted = Caller(life.district).send("put", address, {"field": "address", "text": "门牌号不符"})
    before = applicant.get(address).json()
    life.act(application, "return", life.district, opinion="请改")

    assert [(one["label"], one["sent"]) for one in noted.json()] == [("通讯地址", False)]
    assert before == []
    assert [one["text"] for one in applicant.get(address).json()] == ["门牌号不符"]


def test_an_applicant_asks_for_help_and_ends_it_by_api(life: Life, applicant: Caller) -> None:
    application = life.draft(1)
    address, district = f"/applications/{application.pk}", Caller(life.district)
    office = applicant.get(f"{address}/help").json()["possible"][0]["id"]

    begun = applicant.send("post", f"{address}/help", {"office": office})
    helped = district.get(address).json()["answers"]
    ended = applicant.client.delete(f"/api{address}/help")

    assert (begun.status_code, ended.status_code) == (201, 204)
    assert helped["district"] == "210211"
    assert district.get(address).json()["answers"] == {}


def test_a_body_that_is_no_json_is_said_so(applicant: Caller) -> None:
    answer = applicant.client.post(f"/api/calls/{CALL}/applications", "{", content_type="application/json")

    assert (answer.status_code, answer.json()["reason"]) == (400, "请求的内容看不懂，应是 JSON")


def test_everybody_reads_the_clauses_and_the_register_by_api(life: Life) -> None:
    entity = {
        "name": "示例老牌有限公司",
        "cohort": "2",
        "track": "enterprise",
        "document": "示例文件〔2018〕1号",
    }
    enter_designation(definition_of(life.published), {**entity, "in_charge": "210211"})
    client = Client()

    clauses = client.get(f"/api/calls/{CALL}/notice").json()
    found = client.get("/api/register?words=老牌").json()

    assert "一(二)2(1)" in [one["address"] for one in clauses]
    assert [(one["name"], one["region"], one["state"]) for one in found["entries"]] == [
        ("示例老牌有限公司", "甘井子区", "held")
    ]
    assert found["after"] is None
    assert client.get("/api/calls/nowhere/notice").status_code == 404
    assert client.get(f"/api/register?after={10**30}").status_code == 422


def test_everybody_checks_himself_by_api_and_nothing_is_kept(life: Life) -> None:
    client, address = Client(), f"/api/calls/{CALL}/self-check/enterprise"
    body = {"answers": {"is_legal_person": False, "operating_income": "many", "nothing": 1}}

    with CaptureQueriesContext(connection) as queries:
        answer = client.post(address, body, content_type="application/json").json()

    outcomes = {one["rule"]: one["outcome"] for one in answer["findings"]}
    assert (answer["verdict"], outcomes["legal-person"]) == ("ineligible", "not_met")
    assert answer["missing"]
    assert "operating_income" in answer["problems"]
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in queries)
    assert client.post(f"/api/calls/{CALL}/self-check/project", body, "application/json").status_code == 404


def test_an_applicant_takes_over_by_api_what_was_filled_in_before(life: Life, applicant: Caller) -> None:
    earlier = life.submitted(1)
    life.act(earlier, "withdraw", life.applicant(1))
    begun = applicant.post(f"/calls/{CALL}/applications", procedure="enterprise").json()
    address = f"/applications/{begun['id']}/earlier"

    listed = [one["id"] for one in applicant.get(address).json()]
    seen = applicant.get(f"{address}/{earlier.pk}").json()
    keys = [one["key"] for one in seen["offers"] if one["field"] == "address"]
    versions = {name: seen[name] for name in ("version", "earlier_version")}
    taken = applicant.post(f"{address}/{earlier.pk}", take=keys, **versions)
    overtaken = applicant.post(
        f"{address}/{earlier.pk}", take=keys, version=seen["version"], earlier_version=1
    )

    assert listed == [earlier.pk]
    assert (taken.status_code, taken.json()["taken"]) == (200, keys)
    answers = applicant.get(f"/applications/{begun['id']}").json()["answers"]
    assert answers["address"] == earlier.answers["address"]
    assert (overtaken.status_code, overtaken.json()["code"]) == (409, "overtaken")
    assert Caller(life.applicant(2)).get(address).status_code == 404


def test_a_file_is_attached_replaced_taken_away_and_put_back_by_api(life: Life, applicant: Caller) -> None:
    begun = applicant.post(f"/calls/{CALL}/applications", procedure="enterprise").json()
    address = f"/applications/{begun['id']}"

    def pdf(words: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("执照.pdf", b"%PDF-1.7 " + words)

    first = applicant.upload(f"{address}/files/file_licence", file=pdf(b"one")).json()
    second = applicant.upload(f"{address}/files/file_licence", file=pdf(b"two"), replaces=first["id"]).json()
    file = f"{address}/attachments/{second['id']}"
    handed = applicant.get(file)
    before = [one["id"] for one in applicant.get(f"{address}/files").json()]
    removed = applicant.delete(file)
    gone = (applicant.get(f"{address}/files").json(), applicant.get(file).status_code)
    back = applicant.post(f"{file}/restore")

    assert (before, handed.content) == ([second["id"]], b"%PDF-1.7 two")
    assert (removed.status_code, gone, back.status_code) == (204, ([], 404), 200)
    assert [one["id"] for one in applicant.get(f"{address}/files").json()] == [second["id"]]
    for stranger in (Caller(life.applicant(2)), Caller(life.district)):
        assert stranger.get(file).status_code == 404
        assert stranger.delete(file).status_code == 404
