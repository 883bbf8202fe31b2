"""The outbox in the hands of people: held, released, sent once more; seen by whom it concerns."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from linxuan_site import outbox
from linxuan_site.cli import main
from linxuan_site.demo.people import administrator
from linxuan_site.models import Account, AdministrationRecord, Delivery
from tests.site.life.conftest import Life
from tests.site.messages.test_message_pages import visitor

__all__ = ["visitor"]
Visitor = Callable[[Account], Client]


@pytest.fixture
def row(life: Life, settings: Settings) -> Delivery:
    """A message of the district that waits."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    life.act(life.submitted(1), "return", life.district, opinion="请更正通讯地址")
    return Delivery.objects.get()


def test_what_an_office_holds_does_not_leave_until_it_is_released(
    visitor: Visitor, life: Life, row: Delivery
) -> None:
    browser = visitor(life.district)
    without = browser.post(f"/outbox/{row.pk}/hold/")
    assert (without.status_code, "请写明理由" in without.content.decode()) == (422, True)

    assert browser.post(f"/outbox/{row.pk}/hold/", {"why": "写错了"}).status_code == 302
    assert outbox.deliver() == 0
    browser.post(f"/outbox/{row.pk}/release/")
    assert outbox.deliver() == 1

    acts = AdministrationRecord.objects.order_by("pk").values_list("act", "why", "by")
    assert list(acts) == [
        ("message.held", "写错了", life.district.pk),
        ("message.released", "", life.district.pk),
    ]


def test_a_message_is_sent_once_more_by_a_person_only_and_is_recognised(
    visitor: Visitor, life: Life, row: Delivery
) -> None:
    outbox.deliver()
    browser = visitor(life.district)
    assert browser.post(f"/outbox/{row.pk}/hold/", {"why": "晚了"}).status_code == 409

    assert browser.post(f"/outbox/{row.pk}/resend/", {"why": "对方说没收到"}).status_code == 302
    outbox.deliver()

    assert len(mail.outbox) == 2
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 1
    assert AdministrationRecord.objects.get().act == "message.resent"


def test_all_of_a_topic_is_held_and_released(visitor: Visitor, life: Life, row: Delivery) -> None:
    life.act(life.submitted(2), "return", life.district, opinion="请更正")
    browser = visitor(life.district)

    browser.post("/outbox/topic/hold/", {"topic": "application.step", "why": "暂停"})
    assert outbox.deliver() == 0
    browser.post("/outbox/topic/release/", {"topic": "application.step"})

    assert outbox.deliver() == 2
    assert browser.post("/outbox/topic/hold/", {"topic": "nothing", "why": "x"}).status_code == 404


def test_an_office_sees_its_own_with_the_words_and_an_administrator_all_without(
    visitor: Visitor, life: Life, row: Delivery
) -> None:
    own = visitor(life.district).get("/outbox/").content.decode()
    others = visitor(life.other_district).get("/outbox/").content.decode()
    all_of_it = visitor(administrator()).get("/outbox/").content.decode()
    by_api = visitor(administrator()).get("/api/outbox").json()["deliveries"]

    assert (row.recipient in own, "退回修改" in own) == (True, True)
    assert (row.recipient in others, "退回修改" in others) == (False, False)
    assert (row.recipient in all_of_it, "退回修改" in all_of_it) == (True, False)
    assert [(one["recipient"], one["subject"]) for one in by_api] == [(row.recipient, "")]
    assert visitor(life.other_district).post(f"/outbox/{row.pk}/hold/", {"why": "x"}).status_code == 404
    assert visitor(life.applicant(1)).get("/outbox/").status_code == 403


def test_a_key_is_neither_shown_nor_sent_once_more(visitor: Visitor, life: Life, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    told = outbox.Told(
        "account.password", "password:1", {"username": "wang"}, secret={"link": "https://x/KEY/"}
    )
    outbox.send_key(told, to="wang@example.com")
    browser = visitor(administrator())
    row = Delivery.objects.get()

    before = browser.get("/outbox/").content.decode()
    outbox.deliver()
    refused = browser.post(f"/outbox/{row.pk}/resend/", {"why": "没收到"})

    assert "KEY" in mail.outbox[0].body
    assert "KEY" not in before
    assert "KEY" not in str(list(Delivery.objects.values())) + refused.content.decode()
    assert refused.status_code == 409


def test_what_was_given_up_says_why_and_can_be_set_aside(visitor: Visitor, life: Life, row: Delivery) -> None:
    Delivery.objects.update(state="given_up", fault="550 no such user")
    browser = visitor(life.district)

    assert "550 no such user" in browser.get("/outbox/?state=given_up").content.decode()
    assert browser.post(f"/outbox/{row.pk}/hold/", {"why": "地址不对，已电话通知"}).status_code == 302


def test_the_outbox_is_kept_by_command_too(
    row: Delivery, life: Life, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["outbox", "list"]) == 0
    assert row.recipient in capsys.readouterr().out
    assert main(["outbox", "hold", str(row.pk)]) == 2
    assert main(["outbox", "hold", str(row.pk), "--why", "写错了"]) == 0
    assert outbox.deliver() == 0
    assert main(["outbox", "release", "--topic", "application.step"]) == 0
    row.refresh_from_db()
    assert row.state == "waiting"
    assert set(AdministrationRecord.objects.values_list("by_name", flat=True)) == {"命令行"}


def test_what_waits_in_a_backup_that_is_brought_back_does_not_leave_by_itself(
    row: Delivery, visitor: Visitor, life: Life
) -> None:
    from linxuan_site.actions.holding_back import hold_restored

    assert hold_restored() == 1
    assert outbox.deliver() == 0
    visitor(life.district).post(f"/outbox/{row.pk}/release/")
    assert outbox.deliver() == 1
    assert hold_restored() == 0
