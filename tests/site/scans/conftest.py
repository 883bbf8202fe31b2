"""A life whose scans are examined, and browsers for its people."""

import pytest

from linxuan_site.actions import scan_work
from tests.site.life.conftest import in_may, life, on
from tests.site.portal.conftest import visitor
from tests.site.scans.sealed import Looks, blank_print

__all__ = ["in_may", "life", "on", "visitor"]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """What examines, without looking."""
    looks = Looks()
    monkeypatch.setattr(scan_work, "examine_scan", looks)
    monkeypatch.setattr(scan_work, "printed_form", blank_print)
    return looks
