"""What happened is told to other systems: signed, after the commit, again while it fails, and to nobody inside."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings
from standardwebhooks import Webhook as Verifier
from standardwebhooks import WebhookVerificationError

from linxuan.errors import Refused
from linxuan_site.actions import webhook_delivery
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.actions.ticking import tick
from linxuan_site.actions.webhooks import (
    change_secret,
    end_webhook,
    ping,
    send_again,
)
from linxuan_site.models import Account, Delivery, Webhook, WebhookDelivery
from tests.site.connections.receiver import Receiver, entered
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read


def later(**distance: int) -> None:
    """Let what failed be due now, as if so much time had passed."""
    WebhookDelivery.objects.filter(due_at__isnull=False).update(due_at=timezone.now() - timedelta(seconds=1))
    if distance:
        WebhookDelivery.objects.update(created_at=timezone.now() - timedelta(**distance))


def test_a_submission_is_told_to_the_district_signed_as_the_standard_says(
    life: Life, receiver: Receiver
) -> None:
    secret = entered(receiver, life.district, "application.submitted").secret
    application = life.draft(1)

    life.act(application, "submit", life.applicant(1))
    assert receiver.came == []
    assert webhook_delivery.deliver() == 1

    headers, body = receiver.came[0]
    application.refresh_from_db()
    told = Verifier(secret).verify(body, headers)
    assert told == json.loads(body)
    assert told["type"] == "application.submitted"
    assert told["data"]["application"] == application.pk
    assert told["data"]["number"] == application.number
    with pytest.raises(WebhookVerificationError):
        Verifier(secret).verify(body + b" ", headers)


def test_a_message_has_nothing_of_a_person_or_of_what_was_written(life: Life, receiver: Receiver) -> None:
    entered(receiver, life.applicant(1))
    application = life.submitted(1)
    life.act(application, "return", life.district, opinion="营业收入请核对")

    bodies = "".join(WebhookDelivery.objects.values_list("body", flat=True))

    assert WebhookDelivery.objects.filter(topic="application.returned").count() == 1
    for secret in ("营业收入请核对", life.district.full_name, life.applicant(1).full_name, "有限公司"):
        assert json.dumps(secret)[1:-1] not in bodies


def test_only_whom_it_concerns_is_told(life: Life, receiver: Receiver) -> None:
    for account in (life.applicant(1), life.applicant(2), life.district, life.other_district, life.city):
        entered(receiver, account, "application.submitted")

    life.act(life.draft(1), "submit", life.applicant(1))

    told = {one.webhook.made_by_id for one in WebhookDelivery.objects.select_related("webhook")}
    assert told == {life.applicant(1).pk, life.district.pk, life.city.pk}


def test_an_address_is_entered_once_and_again_only_after_it_was_ended(life: Life, receiver: Receiver) -> None:
    made = entered(receiver, life.district)
    with pytest.raises(Refused, match="已经填过"):
        entered(receiver, life.district)

    end_webhook(made.webhook.pk, by=life.district)

    assert entered(receiver, life.district).webhook.url == receiver.url


def test_a_list_that_was_published_is_told_to_everybody_who_asked(life: Life, receiver: Receiver) -> None:
    application = life.recommended(1)
    place(application.pk, account=life.city, score=Decimal(95))
    life.act(application, "nominate", life.city)
    entered(receiver, life.applicant(2), "list.published")
    entered(receiver, life.district, "application.moved")

    open_publicity(CALL, "nominated", account=life.city)

    assert WebhookDelivery.objects.get().webhook.made_by == life.applicant(2)


def test_what_was_taken_back_was_never_told(life: Life, receiver: Receiver) -> None:
    entered(receiver, life.district)
    application = life.draft(1)

    with transaction.atomic():
        life.act(application, "submit", life.applicant(1))
        transaction.set_rollback(True)

    assert not WebhookDelivery.objects.exists()


def test_what_failed_is_tried_again_at_growing_distances_and_arrives_once(
    life: Life, receiver: Receiver
) -> None:
    row = entered(receiver, life.district).webhook
    ping(row.pk, by=life.district)
    receiver.status = 500
    waits = []
    for _ in range(3):
        assert webhook_delivery.deliver() == 0
        delivery = WebhookDelivery.objects.get()
        assert delivery.due_at is not None
        waits.append(delivery.due_at - timezone.now())
        assert webhook_delivery.deliver() == 0, "not before it is due"
        later()
    receiver.status = 204

    assert webhook_delivery.deliver() == 1

    delivery = WebhookDelivery.objects.get()
    assert waits == sorted(waits)
    assert waits[0] > timedelta(seconds=50)
    assert (delivery.attempts, delivery.status, delivery.due_at) == (4, 204, None)
    assert len({headers["webhook-id"] for headers, _body in receiver.came}) == 1
    assert webhook_delivery.deliver() == 0


def test_an_address_that_does_not_answer_for_days_is_given_up_and_its_owner_is_told(
    life: Life, receiver: Receiver
) -> None:
    Account.objects.filter(pk=life.district.pk).update(email="district@example.com")
    life.district.refresh_from_db()
    row = entered(receiver, life.district).webhook
    ping(row.pk, by=life.district)
    receiver.status = 503
    for _ in range(len(webhook_delivery.DISTANCES) + 1):
        webhook_delivery.deliver()
        later()

    row.refresh_from_db()
    delivery = WebhookDelivery.objects.get()
    assert row.disabled_at is not None
    assert (delivery.due_at, delivery.done_at, delivery.status) == (None, None, 503)
    assert Delivery.objects.get(topic="webhook.disabled").recipient == "district@example.com"
    life.act(life.draft(1), "submit", life.applicant(1))
    assert WebhookDelivery.objects.count() == 1, "nothing more is written for it"


def test_one_that_is_gone_is_given_up_at_once(life: Life, receiver: Receiver) -> None:
    row = entered(receiver, life.district).webhook
    ping(row.pk, by=life.district)
    receiver.status = 410

    webhook_delivery.deliver()

    row.refresh_from_db()
    assert row.disabled_at is not None


def test_after_a_new_secret_both_count_for_a_day(life: Life, receiver: Receiver) -> None:
    old = entered(receiver, life.district)
    new = change_secret(old.webhook.pk, by=life.district)
    ping(old.webhook.pk, by=life.district)
    webhook_delivery.deliver()
    Webhook.objects.update(earlier_until=timezone.now())
    ping(old.webhook.pk, by=life.district)
    webhook_delivery.deliver()

    (first, first_body), (second, second_body) = receiver.came
    assert old.secret != new.secret
    for secret in (old.secret, new.secret):
        Verifier(secret).verify(first_body, first)
    Verifier(new.secret).verify(second_body, second)
    with pytest.raises(WebhookVerificationError):
        Verifier(old.secret).verify(second_body, second)


def test_no_secret_stands_in_the_database(life: Life, receiver: Receiver, settings: Settings) -> None:
    made = entered(receiver, life.district)
    kept = str(Webhook.objects.values().get())

    assert made.secret.removeprefix("whsec_") not in kept
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    ping(made.webhook.pk, by=life.district)
    webhook_delivery.deliver()
    headers, body = receiver.came[0]
    Verifier(made.secret).verify(body, headers)


def test_strangers_and_who_only_fills_in_keep_no_addresses(life: Life, receiver: Receiver) -> None:
    row = entered(receiver, life.district).webhook
    editor = life.colleague(life.applicant(1), "editor")

    with pytest.raises(Refused):
        entered(receiver, editor)
    with pytest.raises(Refused):
        end_webhook(row.pk, by=life.applicant(1))
    assert Caller(life.applicant(1)).delete(f"/webhooks/{row.pk}").status_code == 404


def test_the_page_shows_what_was_sent_and_sends_it_again(
    visitor: Visitor, life: Life, receiver: Receiver
) -> None:
    signatory = visitor(life.applicant(1))
    shown = read(
        signatory.post(
            "/webhooks/", {"url": receiver.url, "topics": ["application.submitted"]}, follow=True
        ).content
    )
    row = Webhook.objects.get()
    assert "whsec_" in shown.text
    signatory.post(f"/webhooks/{row.pk}/ping/")
    webhook_delivery.deliver()

    page = read(signatory.get(f"/webhooks/{row.pk}/").content)
    delivery = WebhookDelivery.objects.get()
    signatory.post(f"/webhooks/{row.pk}/deliveries/{delivery.pk}/resend/")
    webhook_delivery.deliver()

    assert "whsec_" not in page.text
    assert "对方应答 200" in page.text
    assert [headers["webhook-id"] for headers, _body in receiver.came] == [delivery.key] * 2
    assert signatory.post(f"/webhooks/{row.pk}/end/").status_code == 302
    assert signatory.get(f"/webhooks/{row.pk}/").status_code == 404


def test_a_tick_sends_what_is_due(life: Life, receiver: Receiver) -> None:
    row = entered(receiver, life.district).webhook
    ping(row.pk, by=life.district)

    told = {one.name: one.words for one in tick()}

    assert told["webhooks"] == "推送 1 条"
    assert len(receiver.came) == 1
    with pytest.raises(Refused):
        send_again(row.pk, ping(row.pk, by=life.district).pk, by=life.district)
    assert mail.outbox == []


def test_by_api_an_address_is_entered_tried_and_ended(life: Life, receiver: Receiver) -> None:
    district = Caller(life.district)

    made = district.post("/webhooks", url=receiver.url, topics=["grade.published"])
    key = made.json()["id"]
    tried = district.post(f"/webhooks/{key}/ping")
    webhook_delivery.deliver()
    sent = district.get(f"/webhooks/{key}/deliveries").json()
    again = district.post(f"/webhooks/{key}/deliveries/{tried.json()['id']}/resend")

    assert (made.status_code, tried.status_code, again.status_code) == (201, 202, 202)
    assert [one["status"] for one in sent["deliveries"]] == [200]
    assert district.get("/webhooks").json()[0]["waiting"] == 1
    assert district.post(f"/webhooks/{key}/secret").json()["secret"] != made.json()["secret"]
    assert district.delete(f"/webhooks/{key}").status_code == 204
    assert district.get("/webhooks").json() == []


def test_what_is_over_for_ninety_days_is_cleared_and_what_still_waits_is_not(
    life: Life, receiver: Receiver
) -> None:
    entered(receiver, life.district, "application.submitted")
    for number in (1, 2, 3):
        life.submitted(number)
    arrived, waiting, lately = WebhookDelivery.objects.order_by("pk")
    WebhookDelivery.objects.filter(pk__in=(arrived.pk, waiting.pk)).update(
        created_at=timezone.now() - webhook_delivery.KEPT - timedelta(minutes=1)
    )
    WebhookDelivery.objects.exclude(pk=waiting.pk).update(due_at=None, done_at=timezone.now())

    assert webhook_delivery.forget_what_is_old() == 1

    assert list(WebhookDelivery.objects.order_by("pk")) == [waiting, lately]
