"""A child that does the bad work of `works.py`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from linxuan.screening import confined

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="package", autouse=True)
def bad_work() -> Iterator[None]:
    start = (
        f"import sys; sys.path[:0] = [sys.argv[1], {str(ROOT)!r}];"
        "from tests.core.attacks.works import WORK;"
        "from linxuan.screening.child import main; main(WORK)"
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(confined, "START", start)
        yield
