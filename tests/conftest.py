"""What holds for every test: one language, and counts that say what was left out."""

from collections.abc import Iterator

import pytest

from linxuan.language import CHINESE, speaking


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Texts are compared in the source language, whatever the machine's own is."""
    monkeypatch.setenv("LINXUAN_LANG", CHINESE)
    with speaking(CHINESE):
        yield
