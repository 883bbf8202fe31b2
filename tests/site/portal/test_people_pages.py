"""The people of an organisation or an office, on their page."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan_site.models import Account, Invitation
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

INVITE = {"full_name": "钱示例", "email": "qian@example.com", "role": "editor", "firm": ""}
ACCEPT = {"username": "invited", "full_name": "钱示例", "password": "a-long-password-7"}


def link_of(client: Client, given: dict[str, str]) -> str:
    """Invite somebody and read the link from the page."""
    page = read(client.post("/people/invite/", given, follow=True).content)
    found = re.search(r"http://testserver(/invitations/\S+/)", page.text)
    assert found is not None, page.text
    return found[1]


def test_a_signatory_invites_an_editor_who_joins_and_fills_in(visitor: Visitor, life: Life) -> None:
    application = life.draft(1)
    signatory, newcomer = visitor(life.applicant(1)), visitor()

    link = link_of(signatory, INVITE)
    assert link not in signatory.get("/my/people/").content.decode(), "it is shown once"
    welcome = read(newcomer.get(link).content)
    joined = newcomer.post(link, ACCEPT, follow=True)

    assert "角色是填报人" in welcome.text
    assert welcome.values["full_name"] == "钱示例"
    assert joined.redirect_chain == [("/my/", 302)]
    assert newcomer.get(f"/applications/{application.pk}/form/identity/").status_code == 200
    assert "钱示例" in signatory.get("/my/people/").content.decode()


def test_an_office_invites_its_people_on_a_page_of_its_own(visitor: Visitor, life: Life) -> None:
    administrator, newcomer = visitor(life.district), visitor()

    link = link_of(administrator, {"full_name": "孙示例", "is_office_administrator": "on"})
    joined = newcomer.post(link, {**ACCEPT, "full_name": "孙示例"}, follow=True)

    assert joined.redirect_chain == [("/desk/", 302)]
    assert "经办人，管理本部门人员" in newcomer.get("/desk/people/").content.decode()


def test_a_link_that_counts_no_more_says_whom_to_ask(visitor: Visitor, life: Life) -> None:
    link = link_of(visitor(life.applicant(1)), INVITE)
    visitor().post(link, ACCEPT)

    for answer in (visitor().get(link), visitor().post(link, ACCEPT), visitor().get("/invitations/guess/")):
        assert "请向邀请您的人再要一个" in answer.content.decode()


def test_what_is_wrong_is_said_and_what_was_typed_stays(visitor: Visitor, life: Life) -> None:
    signatory = visitor(life.applicant(1))

    answer = signatory.post("/people/invite/", {**INVITE, "email": "nobody"})
    page = read(answer.content)

    assert answer.status_code == 422
    assert page.values["full_name"] == "钱示例"
    assert "#id_email" in page.links
    assert not Invitation.objects.exists()


def test_an_editor_sees_the_people_but_not_their_addresses_and_changes_nothing(
    visitor: Visitor, life: Life
) -> None:
    first = life.applicant(1)
    client = visitor(life.colleague(first, "editor"))

    page = read(client.get("/my/people/").content)

    assert first.full_name in page.text
    assert first.email not in page.text
    assert f"人员由{first.full_name}管理" in page.text
    for address in ("/people/invite/", f"/people/{first.pk}/duty/", f"/people/{first.pk}/active/"):
        assert client.post(address, {**INVITE, "active": "no"}).status_code == 403


def test_a_removed_person_is_signed_out_and_his_name_stays_in_the_record(
    visitor: Visitor, life: Life
) -> None:
    first = life.applicant(1)
    other = life.colleague(first, "other", role="signatory")
    application = life.draft(1)
    life.act(application, "submit", other)
    away, signatory = visitor(other), visitor(first)

    answer = signatory.post(f"/people/{other.pk}/active/", {"active": "no"}, follow=True)

    assert "已停用" in answer.content.decode()
    assert away.get("/my/").status_code == 302
    assert not Client().login(username="other", password="linxuan-demo")
    assert other.full_name in signatory.get(f"/applications/{application.pk}/").content.decode()


def test_duties_change_on_the_page_and_the_last_signatory_stays(visitor: Visitor, life: Life) -> None:
    first = life.applicant(1)
    editor = life.colleague(first, "editor")
    signatory = visitor(first)

    signatory.post(f"/people/{editor.pk}/duty/", {"role": "signatory", "firm": "示例代理有限公司"})
    refused = signatory.post(f"/people/{first.pk}/active/", {"active": "no"})

    assert Account.objects.get(pk=editor.pk).firm == "示例代理有限公司"
    assert refused.status_code == 409
    assert "至少要留一位能用的签署人" in refused.content.decode()
    assert Account.objects.get(pk=first.pk).is_active


def test_people_of_elsewhere_are_not_there(visitor: Visitor, life: Life) -> None:
    signatory, stranger = visitor(life.applicant(1)), life.colleague(life.applicant(2), "stranger")
    link_of(visitor(life.applicant(2)), INVITE)

    for address in (
        f"/people/{stranger.pk}/duty/",
        f"/people/{stranger.pk}/active/",
        f"/people/invitations/{Invitation.objects.get().pk}/withdraw/",
    ):
        assert signatory.post(address, {"role": "editor", "active": "no"}).status_code == 404


@pytest.mark.parametrize("many", [12])
def test_the_page_asks_the_database_as_often_for_many_people_as_for_one(
    visitor: Visitor, life: Life, many: int
) -> None:
    signatory = visitor(life.applicant(1))
    life.colleague(life.applicant(1), "someone")
    link_of(signatory, INVITE)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            signatory.get("/my/people/")
        return len(asked)

    before = queries()
    for number in range(many):
        life.colleague(life.applicant(1), f"person-{number}")
        link_of(signatory, {**INVITE, "email": f"one-{number}@example.com"})
        signatory.post(f"/people/{Account.objects.latest('pk').pk}/duty/", {"role": "signatory"})
    signatory.get("/my/people/")

    assert queries() == before
