"""A person's own account: another password, a new one where the old was forgotten, name and address."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from linxuan_site.actions.people import set_active
from linxuan_site.actions.tokens import account_of_token, issue_token
from linxuan_site.demo.people import PASSWORD
from linxuan_site.models import Account, Delivery
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

NEW = "another-password-8"


@pytest.fixture(autouse=True)
def post_office(settings: Settings) -> None:
    """Keep the mail of a test in a list."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def forget(visitor: Visitor, django_capture_on_commit_callbacks: Any) -> Any:
    """Say that one forgot a password; return the answer and the links that were sent."""

    def say_so(address: str) -> tuple[Any, list[str]]:
        with django_capture_on_commit_callbacks(execute=True):
            answer = visitor().post("/password/", {"address": address}, follow=True)
        found = [re.search(r"http://testserver(/password/\S+)", one.body) for one in mail.outbox]
        return answer, [one[1] for one in found if one]

    return say_so


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_counts_once(
    visitor: Visitor, life: Life, forget: Any
) -> None:
    account = life.applicant(1)
    elsewhere = visitor(account)
    key = issue_token(account, "脚本")

    _answer, (link,) = forget(account.username)
    weak = visitor().post(link, {"password": "1234"})
    done = visitor().post(link, {"password": NEW}, follow=True)
    again = visitor().get(link)

    assert weak.status_code == 422
    assert done.redirect_chain == [("/sign-in/", 302)]
    assert Client().login(username=account.username, password=NEW)
    assert elsewhere.get("/my/").status_code == 302, "whoever was signed in is signed out"
    assert account_of_token(key) is None
    assert "已经用过或过期" in again.content.decode()


def test_who_asks_on_and_on_fills_nobodys_mailbox_and_reads_the_same(life: Life, forget: Any) -> None:
    asked = life.applicant(1)
    answers = [forget(asked.email)[0] for _ in range(5)]
    sent = len(mail.outbox)
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(hours=1, seconds=1))

    forget(asked.username)

    assert sent == 3
    assert len(mail.outbox) == 4, "an hour later there is another"
    assert len({read(one.content).text for one in answers}) == 1


def test_the_answer_is_the_same_whether_there_is_such_a_person_or_not(life: Life, forget: Any) -> None:
    there, links = forget(life.applicant(1).email)
    assert len(links) == 1
    mail.outbox.clear()

    not_there, links = forget("nobody@example.com")

    assert links == []
    assert there.redirect_chain == not_there.redirect_chain
    assert read(there.content).text == read(not_there.content).text


def test_an_address_of_several_people_gets_a_link_for_each(life: Life, forget: Any) -> None:
    for number in (1, 2):
        Account.objects.filter(pk=life.applicant(number).pk).update(email="both@example.com")

    _answer, links = forget("BOTH@example.com")

    assert len(set(links)) == 2


def test_the_link_is_kept_nowhere_once_it_was_sent(life: Life, forget: Any) -> None:
    _answer, (link,) = forget(life.applicant(1).username)

    assert link.split("/")[-2] not in str(Delivery.objects.values_list())


def test_who_was_removed_gets_no_link_and_his_old_link_ends(
    visitor: Visitor, life: Life, forget: Any
) -> None:
    other = life.colleague(life.applicant(1), "other")
    _answer, (link,) = forget("other")
    set_active(other.pk, False, by=life.applicant(1))
    mail.outbox.clear()

    assert forget("other")[1] == []
    assert "已经用过或过期" in visitor().post(link, {"password": NEW}).content.decode()


@pytest.mark.parametrize(
    "link", ["/password/MQ/abc-def/", "/password/!/x/", "/password/OTk5OTk5OTk5OTk5OTk5OTk5OTk/x/"]
)
def test_a_link_that_somebody_made_up_leads_nowhere(visitor: Visitor, link: str) -> None:
    assert "已经用过或过期" in visitor().get(link).content.decode()


def test_a_changed_password_signs_out_everywhere_else(visitor: Visitor, life: Life) -> None:
    here, elsewhere = visitor(life.applicant(1)), visitor(life.applicant(1))

    wrong = here.post("/me/password/", {"old": "wrong", "password": NEW})
    done = here.post("/me/password/", {"old": PASSWORD, "password": NEW}, follow=True)

    assert (wrong.status_code, "现在的密码不对" in wrong.content.decode()) == (422, True)
    assert "您在别处的登录都已退出" in done.content.decode()
    assert here.get("/my/").status_code == 200
    assert elsewhere.get("/my/").status_code == 302


def test_a_name_changes_and_the_record_keeps_the_one_before(visitor: Visitor, life: Life) -> None:
    account = life.applicant(1)
    application = life.submitted(1)
    client = visitor(account)

    client.post("/me/profile/", {"full_name": "新名字", "email": account.email})

    assert Account.objects.get(pk=account.pk).full_name == "新名字"
    page = client.get(f"/applications/{application.pk}/").content.decode()
    assert account.full_name in page


def test_another_address_needs_the_password(visitor: Visitor, life: Life) -> None:
    account = life.applicant(1)
    client = visitor(account)
    given = {"full_name": account.full_name, "email": "elsewhere@example.com"}

    refused = client.post("/me/profile/", given)
    assert refused.status_code == 422
    assert Account.objects.get(pk=account.pk).email == account.email

    client.post("/me/profile/", {**given, "password": PASSWORD})
    assert Account.objects.get(pk=account.pk).email == "elsewhere@example.com"


def test_a_page_of_ones_own_is_there_for_every_role(visitor: Visitor, life: Life) -> None:
    for account in (life.applicant(1), life.colleague(life.applicant(1), "editor"), life.district, life.city):
        page = read(visitor(account).get("/me/").content)
        assert page.values["full_name"] == account.full_name
        assert account.username in page.text
