"""A life whose scans are examined, and browsers for its people."""

import pytest
from PIL import Image

from linxuan_site.actions import scan_work
from tests.core.papers.scans import as_pdf
from tests.site.life.conftest import in_may, life, on
from tests.site.portal.conftest import visitor
from tests.site.scans.sealed import Looks

__all__ = ["in_may", "life", "on", "visitor"]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """What examines, without looking."""
    looks = Looks()
    monkeypatch.setattr(scan_work, "examine_scan", looks)
    monkeypatch.setattr(
        scan_work,
        "printed_form",
        lambda _submission: as_pdf([Image.new("RGB", (60, 80)), Image.new("RGB", (60, 80))], 50),
    )
    return looks
