"""Browsers without a window: one for each person of a life."""

from collections.abc import Callable

import pytest
from django.test import Client

from linxuan_site.models import Account
from tests.site.life.conftest import Life, in_may, life, on

__all__ = ["in_may", "life", "on", "visitor"]

Visitor = Callable[..., Client]


@pytest.fixture
def visitor(life: Life) -> Visitor:
    """Return a client: of a person who is signed in, or of nobody."""

    def come_in(account: Account | None = None) -> Client:
        client = Client()
        if account is not None:
            client.force_login(account)
        return client

    return come_in
