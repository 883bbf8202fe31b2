"""Who forgot his password and gets no mail is made a link to choose a new one, and every such link leaves a trace."""

from typing import Any

import pytest
from django.test import Client

from linxuan.errors import Refused
from linxuan_site.actions.passwords import make_password_link
from linxuan_site.models import Account, AdministrationRecord, Message, SignInRecord
from linxuan_site.proofs import may_help_in
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

WHY = "忘了密码，当面核对过"
NEW = "a-new-and-long-passphrase"


@pytest.fixture
def colleague(life: Life) -> Account:
    return life.colleague(life.applicant(1), "colleague")


def link_on(page: bytes) -> str:
    [link] = [one for one in read(page).links if "/password/" in one]
    return link.removeprefix("http://testserver")


def made(client: Client, person: Account, **given: Any) -> Any:
    return client.post(f"/people/{person.pk}/password/", {"why": WHY, **given})


def test_a_signatory_makes_a_colleague_a_link_that_holds_once(
    visitor: Visitor, life: Life, colleague: Account
) -> None:
    answer = made(visitor(life.applicant(1)), colleague)
    link = link_on(answer.content)

    row = SignInRecord.objects.get(event="password_link")
    assert (row.account, row.by, row.note) == (colleague, life.applicant(1), WHY)
    assert AdministrationRecord.objects.get(act="account.password_link").why == WHY
    assert {one.account for one in Message.objects.filter(topic="account.protection")} == {
        colleague,
        life.applicant(1),
    }
    assert "no-store" in answer.headers["Cache-Control"]

    chosen = Client().post(link, {"password": NEW, "again": NEW}, follow=True)
    colleague.refresh_from_db()
    assert chosen.status_code == 200
    assert colleague.check_password(NEW)
    Client().post(link, {"password": NEW + "2", "again": NEW + "2"})
    colleague.refresh_from_db()
    assert colleague.check_password(NEW), "a link holds once"


def test_without_a_reason_there_is_no_link(visitor: Visitor, life: Life, colleague: Account) -> None:
    answer = made(visitor(life.applicant(1)), colleague, why=" ")

    assert answer.status_code == 422
    assert not SignInRecord.objects.filter(event="password_link").exists()


def test_an_administrator_makes_one_for_a_sole_signatory(visitor: Visitor, life: Life) -> None:
    sole = life.applicant(1)
    administrator = Account.objects.create(
        username="admin", full_name="管理员", is_administrator=True, created_at=sole.created_at
    )
    client = visitor(administrator)
    address = f"/administration/people/{sole.pk}/password/"

    assert "开设新密码的链接" in read(client.get(f"/administration/people/{sole.pk}/").content).text
    assert link_on(client.post(address, {"why": WHY}).content)


def test_nobody_makes_one_for_himself_or_for_strangers(
    visitor: Visitor, life: Life, colleague: Account
) -> None:
    assert made(visitor(life.applicant(1)), life.applicant(1)).status_code == 422
    assert made(visitor(life.applicant(2)), colleague).status_code == 404
    assert made(visitor(colleague), life.applicant(1)).status_code == 403
    assert not may_help_in(life.district, colleague)
    with pytest.raises(Refused):
        make_password_link(colleague.pk, why=WHY, by=life.district, link=lambda *_parts: "")


def test_who_was_stopped_gets_none(visitor: Visitor, life: Life, colleague: Account) -> None:
    Account.objects.filter(pk=colleague.pk).update(is_active=False)

    assert made(visitor(life.applicant(1)), colleague).status_code in {404, 422}
    assert not SignInRecord.objects.filter(event="password_link").exists()
