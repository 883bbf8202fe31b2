"""What a person was told, on his pages and by API; how he wants to be told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan_site.models import Account, Delivery, Message, MessageWishes
from tests.site.life.conftest import Life

Visitor = Callable[[Account], Client]
JSON = "application/json"


@pytest.fixture
def visitor(db: None) -> Visitor:
    """A browser in which somebody is signed in."""

    def signed_in(account: Account) -> Client:
        client = Client()
        client.force_login(account)
        return client

    return signed_in


def returned(life: Life) -> Account:
    """Somebody whose application was sent back."""
    life.act(life.submitted(1), "return", life.district, opinion="请更正通讯地址")
    return life.applicant(1)


def test_who_was_told_something_finds_it_in_the_portal_with_where_to_go_on(
    visitor: Visitor, life: Life
) -> None:
    browser = visitor(returned(life))

    page = browser.get("/my/").content.decode()
    assert "条未读" in page
    listed = browser.get("/messages/").content.decode()
    own = Message.objects.get()
    shown = browser.get(f"/messages/{own.pk}/").content.decode()

    assert "申报 5-EN-0001：退回修改" in listed
    assert "请更正通讯地址" in shown
    assert "2023-05-15" in shown
    assert own.page in shown
    assert "条未读" not in shown
    assert "条未读" not in browser.get("/my/").content.decode()
    assert "没有未读的消息" in browser.get("/messages/?only=unread").content.decode()


def test_the_number_of_the_unread_costs_no_question_of_its_own(visitor: Visitor, life: Life) -> None:
    browser = visitor(returned(life))
    browser.get("/glossary/")
    with CaptureQueriesContext(connection) as unread:
        browser.get("/glossary/")
    browser.post("/messages/read/")
    with CaptureQueriesContext(connection) as read:
        browser.get("/glossary/")

    assert len(unread) == len(read)
    about = [one["sql"] for one in unread if "linxuan_site_message" in one["sql"]]
    assert about
    assert not [one for one in about if one.startswith('SELECT "linxuan_site_message"')]


def test_nobody_reads_what_others_were_told(visitor: Visitor, life: Life) -> None:
    returned(life)
    own = Message.objects.get()

    for other in (life.applicant(2), life.district, life.city):
        assert visitor(other).get(f"/messages/{own.pk}/").status_code == 404
        assert visitor(other).post(f"/api/me/messages/{own.pk}/read").status_code == 404
    own.refresh_from_db()
    assert own.read_at is None


def test_a_page_has_as_many_questions_for_many_messages_as_for_one(visitor: Visitor, life: Life) -> None:
    browser = visitor(returned(life))
    row = Message.objects.get()
    with CaptureQueriesContext(connection) as one:
        browser.get("/messages/")
    for number in range(40):
        row.pk, row.fact = None, f"copy:{number}"
        row.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        browser.get("/messages/")

    assert len(one) == len(many)


def test_messages_are_said_in_the_language_of_the_page_and_sent_in_that_of_the_person(
    visitor: Visitor, life: Life
) -> None:
    applicant = life.applicant(1)
    application = life.submitted(1)
    browser = visitor(applicant)
    browser.post("/language/", {"language": "en", "next": "/"})

    life.act(application, "return", life.district, opinion="请更正")

    own = Message.objects.get()
    assert own.language == "en"
    assert "was sent back" in browser.get(f"/messages/{own.pk}/").content.decode()
    browser.post("/language/", {"language": "zh-hans", "next": "/"})
    assert "已退回，请您修改后重新提交" in browser.get(f"/messages/{own.pk}/").content.decode()


def wish(browser: Client, **typed: Any) -> Any:
    """Send the form of wishes."""
    return browser.post("/me/messages/", {"language": "zh-hans", "phone": "", "mailed": [], **typed})


def test_a_person_can_do_without_some_e_mails_and_not_without_those_with_legal_effect(
    visitor: Visitor, life: Life
) -> None:
    browser = visitor(life.applicant(1))
    page = browser.get("/me/messages/").content.decode()
    assert "有法律后果，必须送达" in page

    assert wish(browser).status_code == 302

    wishes = MessageWishes.objects.get(account=life.applicant(1))
    assert "application.arrival" in wishes.not_mailed
    assert "application.step" not in wishes.not_mailed
    life.act(life.submitted(1), "return", life.district, opinion="请更正")
    assert Delivery.objects.get().topic == "application.step"
    refused = browser.put(
        "/api/me/message-wishes",
        {"language": "zh-hans", "not_mailed": ["application.step"]},
        content_type=JSON,
    )
    assert (refused.status_code, refused.json()["field"]) == (400, "not_mailed")


def test_what_one_does_without_by_e_mail_stands_in_the_portal_all_the_same(
    visitor: Visitor, life: Life
) -> None:
    application = life.draft(1)
    wish(visitor(life.applicant(1)))
    from linxuan_site.actions.helping import start_help

    start_help(application.pk, account=life.district, reason="单位来电")

    assert Message.objects.get().topic == "help.started"
    assert not Delivery.objects.exists()


def test_an_sms_goes_to_who_asked_for_one_with_the_subject_alone(
    visitor: Visitor, life: Life, settings: Any
) -> None:
    assert wish(visitor(life.applicant(1)), texted=["application.step"]).status_code == 422
    assert wish(visitor(life.applicant(1)), phone="12345", texted=[]).status_code == 422
    assert (
        wish(visitor(life.applicant(1)), phone="138 0000-0000", texted=["application.step"]).status_code
        == 302
    )
    life.act(life.submitted(1), "return", life.district, opinion="请更正通讯地址")
    from linxuan_site import outbox

    outbox.deliver()

    (file,) = settings.SMS_FILE_PATH.iterdir()
    _time, number, text = file.read_text("utf-8").strip().split("\t")
    assert number == "13800000000"
    assert text.startswith("申报 5-EN-0001：退回修改 /applications/")
    assert "通讯地址" not in text
    assert dict(Delivery.objects.values_list("channel", "state")) == {"email": "sent", "sms": "sent"}


class NoProvider:
    """An adapter whose provider is not there."""

    def send(self, _number: str, _text: str) -> None:
        """Raise what an adapter raises where it may be tried again."""
        raise OSError("no route to the provider")


def test_another_sms_adapter_is_chosen_by_its_path_and_its_failure_is_told(
    visitor: Visitor, life: Life, settings: Any
) -> None:
    settings.SMS_SENDER = "tests.site.messages.test_message_pages.NoProvider"
    wish(visitor(life.applicant(1)), phone="+8613800000000", texted=["application.step"])
    life.act(life.submitted(1), "return", life.district, opinion="请更正")
    from linxuan_site import outbox

    outbox.deliver()

    row = Delivery.objects.get(channel="sms")
    assert (row.state, row.attempts, row.fault) == ("waiting", 1, "no route to the provider")
    assert Delivery.objects.get(channel="email").state == "sent"


def test_messages_are_read_by_api_as_on_the_page(visitor: Visitor, life: Life) -> None:
    browser = visitor(returned(life))

    (one,) = browser.get("/api/me/messages?unread=true").json()["messages"]
    assert (one["topic"], one["read_at"]) == ("application.step", None)
    assert browser.post(f"/api/me/messages/{one['id']}/read").json()["read_at"]
    assert browser.get("/api/me/messages?unread=true").json()["messages"] == []
    assert browser.post("/api/me/messages/read").json() == {"read": 0}
