"""People by API: invited, let in, given other duties, removed; the contact person; who acts for whom."""

import pytest

from linxuan_site import clock
from linxuan_site.models import Account
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import Life

TODAY = "2023-05-12"


@pytest.fixture
def signatory(life: Life) -> Caller:
    return Caller(life.applicant(1))


def test_a_person_is_invited_accepts_gets_other_duties_and_is_removed(life: Life, signatory: Caller) -> None:
    invited = signatory.post("/people/invitations", full_name="李示例", email="", role="editor")
    token = invited.json()["link"].rstrip("/").rpartition("/")[2]
    nobody = Caller(life.district).client
    told = nobody.get(f"/api/invitations/{token}").json()
    account = {"username": "li", "full_name": "李示例", "password": "a-long-password-9"}
    accepted = nobody.post(f"/api/invitations/{token}", account, "application/json")
    twice = nobody.post(f"/api/invitations/{token}", account, "application/json")
    key = Account.objects.get(username="li").pk
    signs = signatory.put(f"/people/{key}/duty", role="signatory")
    removed = signatory.put(f"/people/{key}/active", active=False)

    assert (told["place"], told["duty"]) == ("示例1号有限公司", "填报人")
    assert (accepted.status_code, twice.status_code) == (201, 409)
    assert (signs.json()["duty"], removed.json()["active"]) == ("签署人", False)
    last = signatory.put(f"/people/{life.applicant(1).pk}/duty", role="editor")
    assert (last.status_code, last.json()["code"]) == (409, "last")


def test_an_invitation_is_taken_back(life: Life, signatory: Caller) -> None:
    invited = signatory.post("/people/invitations", full_name="李示例", role="editor").json()

    assert [one["id"] for one in signatory.get("/people").json()["invitations"]] == [invited["id"]]
    assert Caller(life.applicant(2)).delete(f"/people/invitations/{invited['id']}").status_code == 404
    assert signatory.delete(f"/people/invitations/{invited['id']}").status_code == 204
    assert signatory.get("/people").json()["invitations"] == []


def test_an_editor_reads_who_is_here_and_no_more(life: Life, signatory: Caller) -> None:
    editor = Caller(life.colleague(life.applicant(1), "editor"))

    seen = {one["full_name"]: one["username"] for one in editor.get("/people").json()["people"]}

    assert seen == {life.applicant(1).full_name: None, "同事editor": "editor"}
    assert editor.post("/people/invitations", full_name="甲", role="editor").status_code == 403
    assert editor.put(f"/people/{life.applicant(1).pk}/active", active=False).status_code == 403
    assert "editor" in [one["username"] for one in signatory.get("/people").json()["people"]]


def test_the_contact_person_is_changed_and_those_before_stay(signatory: Caller) -> None:
    signatory.put("/contact", contact_name="甲示例", phone="0411-12345678")
    signatory.put("/contact", contact_name="乙示例", phone="0411-87654321")
    wrong = signatory.put("/contact", contact_name="丙示例", phone="没有")

    assert [one["contact_name"] for one in signatory.get("/contact").json()] == ["乙示例", "甲示例"]
    assert (wrong.status_code, wrong.json()["field"]) == (400, "phone")


def test_a_delegation_is_given_used_and_ended_by_api(life: Life, signatory: Caller) -> None:
    application, editor = life.draft(1), Caller(life.colleague(life.applicant(1), "editor"))
    colleague = signatory.get("/me/delegations").json()["colleagues"][0]
    named = signatory.post(
        "/me/delegations", delegate=colleague["id"], from_day=TODAY, until_day=TODAY
    ).json()
    held = editor.get("/me/delegations").json()["held"]
    stands_in = {"x-on-behalf-of": held[0]["username"]}

    me = editor.client.get("/api/me", headers=stands_in).json()
    submitted = editor.client.post(
        f"/api/applications/{application.pk}/acts/submit", {}, "application/json", headers=stands_in
    )
    ended = editor.delete(f"/me/delegations/{named['id']}")

    assert (me["full_name"], me["acting_for"], me["may_sign"]) == (
        "同事editor",
        life.applicant(1).full_name,
        True,
    )
    assert submitted.json()["on_behalf_of_name"] == life.applicant(1).full_name
    assert ended.status_code == 204
    assert editor.client.get("/api/me", headers=stands_in).status_code == 409
    assert Caller(life.applicant(2)).delete(f"/me/delegations/{named['id']}").status_code == 404
    assert clock.today().isoformat() == TODAY


def test_days_that_cannot_be_are_said_at_their_field_by_api(life: Life, signatory: Caller) -> None:
    editor = life.colleague(life.applicant(1), "editor")

    wrong = signatory.post("/me/delegations", delegate=editor.pk, from_day=TODAY, until_day="2023-05-11")

    assert (wrong.status_code, wrong.json()["field"]) == (400, "until_day")


def test_what_an_officer_leaves_for_a_colleague_names_both_by_api(life: Life) -> None:
    application, second = life.submitted(1), life.colleague(life.district, "second")
    Caller(life.district).post("/me/delegations", delegate=second.pk, from_day=TODAY, until_day=TODAY)
    caller, both = Caller(second), f"同事second（代{life.district.full_name}办理）"
    place, headers = f"/api/applications/{application.pk}", {"x-on-behalf-of": life.district.username}

    judged = caller.client.post(
        f"{place}/judgements",
        [{"condition": "rule:legal-person", "verdict": "confirmed"}],
        "application/json",
        headers=headers,
    )
    noted = caller.client.put(
        f"{place}/remarks", {"field": "address", "text": "不符"}, "application/json", headers=headers
    )
    checked = caller.client.post(
        f"{place}/credit-checks",
        {"source": "信用中国", "checked_at": "2023-05-11T09:00:00", "clear": "true"},
        headers=headers,
    )

    assert [one["who"] for one in (*judged.json(), *noted.json(), checked.json())] == [both] * 3
