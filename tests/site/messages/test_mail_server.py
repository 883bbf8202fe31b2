"""Against a real SMTP server: what arrives, what is tried again and when, and what is never sent twice."""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from linxuan_site import outbox
from linxuan_site.models import Account, Delivery, Organisation
from linxuan_site.outbox.delivering import AGAIN_AFTER, LOST_AFTER
from tests.site.life.test_ticking import _surroundings
from tests.site.messages.conftest import Server, extension, free_port, use

pytestmark = pytest.mark.django_db(transaction=True)


def states() -> dict[str, str]:
    """What became of each delivery, by recipient."""
    return dict(Delivery.objects.values_list("recipient", "state"))


def write(company: Organisation, fact: str = "extension:1") -> None:
    """Tell a company something, as an act does."""
    with transaction.atomic():
        outbox.announce(extension(fact), to=company)


def test_what_is_told_arrives_after_the_commit_as_plain_text(server: Server, company: Organisation) -> None:
    with transaction.atomic():
        outbox.announce(extension(), to=company)
        assert server.arrived == []

    assert [one["To"] for one in server.arrived] == ["wang@example.com", "li@example.com"]
    assert server.subjects() == ["“申报截止”延到 2023-05-20"] * 2
    assert {one.get_content_type() for one in server.arrived} == {"text/plain"}
    assert "理由：系统故障" in server.texts()[0]
    assert set(states().values()) == {"sent"}


def test_a_transaction_that_is_rolled_back_sends_nothing(server: Server, company: Organisation) -> None:
    with transaction.atomic():
        outbox.announce(extension(), to=company)
        transaction.set_rollback(True)

    assert outbox.deliver() == 0
    assert server.arrived == []
    assert not Delivery.objects.exists()


def test_nothing_that_somebody_typed_becomes_a_header_or_markup(
    server: Server, company: Organisation
) -> None:
    told = outbox.Told(
        "application.extension",
        "extension:1",
        {"deadline": "甲\nBcc: x@example.com", "day": "日", "reason": "<b>&amp;", "document": "d"},
    )
    with transaction.atomic():
        outbox.announce(told, to=company)

    assert server.arrived[0]["Bcc"] is None
    assert server.subjects()[0] == "“甲 Bcc: x@example.com”延到 日"
    assert "<b>&amp;" in server.texts()[0]


def test_a_recipient_who_is_refused_for_good_is_given_up_and_the_others_get_theirs(
    server: Server, company: Organisation
) -> None:
    server.refuses["wang@example.com"] = "550 no such user"

    write(company)

    assert states() == {"wang@example.com": "given_up", "li@example.com": "sent"}
    assert Delivery.objects.get(recipient="wang@example.com").fault == "550 no such user"


def test_a_recipient_who_is_refused_for_now_is_tried_again_at_growing_distances(
    server: Server, company: Organisation
) -> None:
    server.refuses["wang@example.com"] = "451 try later"
    write(company)
    own = Delivery.objects.filter(recipient="wang@example.com")
    waits = []
    for _ in AGAIN_AFTER:
        row = own.get()
        assert row.state == "waiting"
        waits.append(row.next_try_at - timezone.now())
        assert outbox.deliver() == 0  # its time has not come
        own.update(next_try_at=timezone.now())
        outbox.deliver()

    row = own.get()
    assert (row.state, row.attempts, row.fault) == ("given_up", len(AGAIN_AFTER) + 1, "451 try later")
    assert all(
        wanted - timedelta(seconds=30) < wait <= wanted
        for wait, wanted in zip(waits, AGAIN_AFTER, strict=True)
    )
    assert len(server.arrived) == 1


def test_while_the_server_is_down_everything_waits_and_no_try_is_spent(
    settings: Settings, company: Organisation
) -> None:
    use(settings, free_port())

    write(company)

    assert set(states().values()) == {"waiting"}
    assert list(Delivery.objects.values_list("attempts", flat=True)) == [0, 0]
    first = Delivery.objects.earliest("pk")
    assert "refused" in first.fault.lower()
    assert first.next_try_at > timezone.now()


def test_a_server_that_is_slow_to_say_that_it_took_a_message_leaves_perhaps_sent(
    server: Server, company: Organisation, settings: Settings
) -> None:
    settings.EMAIL_TIMEOUT, server.takes_seconds = 1, 3

    write(company)

    assert set(states().values()) == {"perhaps"}
    assert len(server.arrived) == 2
    server.takes_seconds = 0
    assert outbox.deliver() == 0
    assert len(server.arrived) == 2


def test_a_server_that_breaks_off_before_the_message_is_tried_again(
    settings: Settings, company: Organisation
) -> None:
    port = free_port()
    use(settings, port)
    with socket.create_server(("127.0.0.1", port)) as listener:
        thread = threading.Thread(target=hang_up, args=(listener,), daemon=True)
        thread.start()
        write(company)

    assert set(states().values()) == {"waiting"}


def hang_up(listener: socket.socket) -> None:
    """Greet and go."""
    while True:
        try:
            other, _address = listener.accept()
        except OSError:
            return
        other.sendall(b"220 here\r\n")
        other.recv(1000)
        other.close()


def test_many_who_empty_the_outbox_at_once_send_each_message_once(
    server: Server, company: Organisation, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("linxuan_site.outbox.writing.wake", lambda: None)
    for number in range(20):
        write(company, f"extension:{number}")
    together = threading.Barrier(4)

    def empty(_number: int) -> int:
        together.wait()
        try:
            return outbox.deliver()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(empty, range(4)))

    assert sent == 40
    assert len(server.arrived) == 40
    assert len({one["Message-ID"] for one in server.arrived}) == 40
    assert set(states().values()) == {"sent"}


SEND = """
from linxuan_site.startup import ready
ready()
from linxuan_site import outbox
outbox.deliver()
"""


def test_a_process_that_is_killed_while_it_sends_leaves_perhaps_sent_and_nothing_goes_out_again(
    server: Server,
    company: Organisation,
    working: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("linxuan_site.outbox.writing.wake", lambda: None)
    write(company)
    server.takes_seconds = 30
    (tmp_path / "site.toml").write_text(
        f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\ntls = "none"\n', "utf-8"
    )
    process = subprocess.Popen([sys.executable, "-c", SEND], env=_surroundings(tmp_path))
    wait_until(lambda: len(server.arrived) == 1)

    process.kill()
    process.wait()

    assert sorted(states().values()) == ["sending", "waiting"]
    server.takes_seconds = 0
    assert outbox.deliver() == 1
    assert sorted(states().values()) == ["sending", "sent"]
    Delivery.objects.filter(state="sending").update(claimed_at=timezone.now() - LOST_AFTER * 2)
    assert outbox.deliver() == 0
    row = Delivery.objects.get(state="perhaps")
    assert "没有自动再发" in row.fault
    assert len(server.arrived) == 2


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait until something holds, and fail where it does not in time."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_web_process_leaves_the_sending_to_a_thread(
    server: Server, company: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    from linxuan_site.outbox import background

    monkeypatch.setattr(background, "_sender", background.Sender())
    server.takes_seconds = 0.5
    began = time.monotonic()

    write(company)

    assert time.monotonic() - began < 0.5
    wait_until(lambda: set(states().values()) == {"sent"})


def test_what_was_told_once_is_not_told_again(server: Server, company: Organisation) -> None:
    write(company)

    with pytest.raises(IntegrityError):
        write(company)

    assert len(server.arrived) == 2
    assert Account.objects.get(username="wang").messages.count() == 1
