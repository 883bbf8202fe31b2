"""An administrator, and browsers without a window."""

from collections.abc import Iterator

import pytest

from linxuan_site.demo.people import administrator as demo_administrator
from linxuan_site.models import Account
from linxuan_site.queries import packages
from tests.site.life.conftest import in_may, life, on
from tests.site.portal.conftest import visitor

__all__ = ["administrator", "in_may", "life", "on", "visitor"]


@pytest.fixture
def administrator(db: None) -> Account:
    return demo_administrator()


@pytest.fixture(autouse=True)
def uploads_read_anew() -> Iterator[None]:
    """Each test uploads another package under the same key: what is kept of the last one goes."""
    yield
    packages._definition.cache_clear()
