"""The core is tested without Django and without a database: reaching for either fails the test."""

import sqlite3
import sys
from typing import NoReturn

import pytest

NOT_FOR_THE_CORE = ("django", "linxuan_site", "ninja", "psycopg")


class _Refuse:
    """Finds no module, and refuses those that the core must not know."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name.partition(".")[0] in NOT_FOR_THE_CORE:
            raise ImportError(f"a test of the core imports {name}")


def pytest_collection(session: pytest.Session) -> None:
    """Refuse from here on, if pytest itself runs without Django (`./run test core` does)."""
    if not session.config.pluginmanager.hasplugin("django"):
        sys.meta_path.insert(0, _Refuse)


@pytest.fixture(autouse=True)
def _no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("a test of the core opens a database")

    monkeypatch.setattr(sqlite3, "connect", refuse)
