"""A child that does the bad work of `works.py`."""

from pathlib import Path

import pytest

from linxuan.screening import confined

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _bad_work(monkeypatch: pytest.MonkeyPatch) -> None:
    start = (
        f"import sys; sys.path[:0] = [sys.argv[1], {str(ROOT)!r}];"
        "from tests.core.attacks.works import WORK;"
        "from linxuan.screening.child import main; main(WORK)"
    )
    monkeypatch.setattr(confined, "START", start)
