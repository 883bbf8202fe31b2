"""An administrator, and browsers without a window."""

import pytest

from linxuan_site.demo.people import administrator as demo_administrator
from linxuan_site.models import Account
from tests.site.life.conftest import in_may, life, on
from tests.site.portal.conftest import visitor

__all__ = ["administrator", "in_may", "life", "on", "visitor"]


@pytest.fixture
def administrator(db: None) -> Account:
    return demo_administrator()
