"""The people of a life, who connect other systems, and a system that listens."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.site.connections.receiver import Receiver, receiving
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import in_may, life, on
from tests.site.portal.conftest import visitor

__all__ = ["Caller", "in_may", "life", "on", "visitor"]


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.WEBHOOK_LOOPBACK = True
    with receiving() as server:
        yield server
