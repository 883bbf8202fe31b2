"""A mail server on loopback that does what a test tells it, and a message to send."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.utils import timezone
from pytest_django import Settings

from linxuan_site import outbox
from linxuan_site.models import Account, Organisation
from linxuan_site.models.people import SIGNATORY
from tests.site.life.conftest import in_may, life, on

__all__ = ["in_may", "life", "on"]
Write = Callable[..., None]


@dataclass
class Server:
    """What arrived at a mail server, and how it behaves towards an address."""

    port: int = 0
    arrived: list[Mail] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    """Its answer to a recipient, such as `550 no such user`."""
    takes_seconds: float = 0
    """How long it needs for a message that it has taken already."""

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer to a recipient."""
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a message."""
        content = envelope.content
        assert isinstance(content, bytes)
        self.arrived.append(message_from_bytes(content, policy=default))
        await asyncio.sleep(self.takes_seconds)
        return "250 taken"

    def subjects(self) -> list[str]:
        """The subjects of all that arrived."""
        return [str(one["Subject"]) for one in self.arrived]

    def texts(self) -> list[str]:
        """The texts of all that arrived."""
        return [str(one.get_content()) for one in self.arrived]  # type: ignore[attr-defined]


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def server(settings: Settings) -> Iterator[Server]:
    """A real SMTP server on loopback, which the installation sends to."""
    there = Server(port=free_port())
    controller: Any = Controller(there, hostname="127.0.0.1", port=there.port)
    controller.start()
    use(settings, there.port)
    yield there
    controller.stop()


def use(settings: Settings, port: int) -> None:
    """Let the installation send to a port."""
    settings.EMAIL_BACKEND = "linxuan_site.outbox.smtp.MailServer"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_TIMEOUT = 5


@pytest.fixture
def company(db: None) -> Organisation:
    """An organisation with two people; neither has a title or an application."""
    now = timezone.now()
    made = Organisation.objects.create(identifier="示例公司", name="示例公司", created_at=now)
    for name in ("wang", "li"):
        Account.objects.create(
            username=name,
            full_name=name,
            email=f"{name}@example.com",
            organisation=made,
            role=SIGNATORY,
            created_at=now,
        )
    return made


EXTENSION = {"deadline": "申报截止", "day": "2023-05-20", "reason": "系统故障", "document": "会议纪要"}


def extension(fact: str = "extension:1") -> outbox.Told:
    """Something to tell."""
    return outbox.Told("application.extension", fact, EXTENSION)
