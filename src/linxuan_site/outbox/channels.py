"""The ways on which messages leave: e-mail by Django's backends, SMS by an adapter of one method."""

from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.module_loading import import_string

from linxuan_site.models import Delivery
from linxuan_site.outbox.words import mail_text, short_text, words_of


class Unreachable(OSError):
    """Nobody answers where messages are handed over: that is no fault of this message."""


class Rejected(OSError):
    """It was refused for good: trying again is no use."""


class PerhapsSent(OSError):
    """The connection broke while the other side was taking it: nobody knows whether it was taken."""


class TextSender(Protocol):
    """What sends an SMS. A setting names the class (`sms` in site.toml); it is made without arguments.

    `send` returns once the message was taken. It raises `Rejected` where that number will never get it, `PerhapsSent`
    where it may have been taken, and any other `OSError` where it was not and can be tried again.
    """

    def send(self, number: str, text: str) -> None:
        """Hand over one text to one number."""


class FileTexts:
    """Writes each SMS to a file of the day in `var/sms`: for a site without a provider, and for tests."""

    def send(self, number: str, text: str) -> None:
        """Append a line with the time, the number and the text."""
        now: datetime = timezone.localtime()
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / f"{now:%Y-%m-%d}.txt").open("a", encoding="utf-8") as file:
            file.write(f"{now.isoformat(timespec='seconds')}\t{number}\t{' '.join(text.split())}\n")


class Mail:
    """E-mail over one connection for as many messages as there are."""

    def __init__(self) -> None:
        self._connection: Any = None

    def send(self, delivery: Delivery) -> None:
        """Send one e-mail. Raises OSError."""
        words = words_of(delivery.message, secret=delivery.secret)
        mail = EmailMessage(
            words.subject,
            mail_text(delivery.message, words),
            None,
            [delivery.recipient],
            headers={"Message-ID": message_id(delivery), "Auto-Submitted": "auto-generated"},
            connection=self._opened(),
        )
        mail.send()

    def close(self) -> None:
        """End the connection, if there is one."""
        if self._connection is not None:
            connection, self._connection = self._connection, None
            connection.close()

    def _opened(self) -> Any:
        if self._connection is None:
            connection = get_connection()
            try:
                connection.open()
            except OSError as fault:
                raise Unreachable(str(fault)) from fault
            self._connection = connection
        return self._connection


def send_text(delivery: Delivery) -> None:
    """Send one SMS. Raises OSError."""
    words = words_of(delivery.message, secret=delivery.secret)
    sender: TextSender = import_string(settings.SMS_SENDER)()
    sender.send(delivery.recipient, short_text(delivery.message, words))


def message_id(delivery: Delivery) -> str:
    """Return the Message-ID of an e-mail, the same however often it is sent: a second copy can be recognised."""
    named = f"{delivery.topic}:{delivery.fact}:{delivery.channel}:{delivery.recipient}"
    digest = salted_hmac("linxuan.message", named, algorithm="sha256").hexdigest()[:40]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{digest}@{domain}>"
