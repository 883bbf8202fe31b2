"""To whom messages of a webhook go: to nobody inside, wherever a name or a redirect leads, and for a bounded time."""

import socket
import time
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from linxuan.errors import BadInput
from linxuan_site.actions import posting, webhook_delivery
from linxuan_site.actions.posting import NotSent, check_url, post
from linxuan_site.actions.webhooks import enter_webhook, ping
from linxuan_site.models import WebhookDelivery
from tests.site.connections.receiver import Receiver, entered, receiving
from tests.site.life.conftest import Life


def test_a_redirect_is_not_followed(life: Life, receiver: Receiver) -> None:
    row = entered(receiver, life.district).webhook
    ping(row.pk, by=life.district)
    with receiving() as inside:
        receiver.status, receiver.location = 307, inside.url

        assert webhook_delivery.deliver() == 0

        assert inside.came == []
    assert WebhookDelivery.objects.get().status == 307


def test_who_answers_a_sign_at_a_time_is_cut_off(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "SECONDS", 1.0)
    receiver.seconds = 20.0
    began = time.monotonic()

    with suppress(NotSent):
        post(receiver.url, b"{}", {}, loopback=True)

    assert time.monotonic() - began < 5


def test_an_answer_without_end_is_read_no_further_than_it_matters(receiver: Receiver) -> None:
    receiver.answer = b"x" * 5_000_000

    assert post(receiver.url, b"{}", {}, loopback=True) == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "https://127.0.0.1/",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.100.100.200/",
        "https://[::1]/",
        "https://[fd00:ec2::254]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[2002:a00:1::]/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://user:secret@example.com/",
        "https://example.com/#part",
        "https://example.com:99999/",
        "https://exa mple.com/",
        "ftp://example.com/",
        "https://",
        "//example.com/",
        "https://例子.中国/",
    ],
)
def test_an_address_that_leads_inside_or_is_none_is_not_entered(life: Life, url: str) -> None:
    with pytest.raises(BadInput) as fault:
        enter_webhook(url=url, topics=["application.moved"], by=life.district)

    assert fault.value.field == "url"


@given(st.text())
def test_whatever_is_typed_as_an_address_is_refused_or_taken(typed: str) -> None:
    with suppress(BadInput):
        assert check_url(typed, loopback=False).startswith("https://")


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "::ffff:127.0.0.1"])
def test_a_name_that_resolves_inside_is_not_connected_to(
    monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    connected: list[object] = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [_found("93.184.216.34"), _found(inside)])
    monkeypatch.setattr(socket, "create_connection", lambda *given, **_: connected.append(given))

    with pytest.raises(NotSent, match="内部网络"):
        post("https://rebound.example.com/", b"{}", {}, loopback=False)

    assert connected == []


def test_a_name_that_resolves_otherwise_a_moment_later_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[_found("93.184.216.34")], [_found("127.0.0.1")], [_found("127.0.0.1")]])
    connected: list[Any] = []

    def refuse(address: object, **_: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))
    monkeypatch.setattr(socket, "create_connection", refuse)

    with pytest.raises(NotSent):
        post("https://rebound.example.com/", b"{}", {}, loopback=False)

    assert connected == [("93.184.216.34", 443)]


def _found(address: str) -> tuple[Any, ...]:
    return (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443))


def test_the_machine_itself_is_no_address_unless_the_installation_says_so(
    life: Life, receiver: Receiver, settings: Settings
) -> None:
    row = entered(receiver, life.district).webhook
    ping(row.pk, by=life.district)
    settings.WEBHOOK_LOOPBACK = False

    assert webhook_delivery.deliver() == 0

    assert receiver.came == []
    with pytest.raises(BadInput):
        entered(receiver, life.district)
