"""Fixtures for all that runs Django: an installation of its own, and a database like a real one."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test import override_settings
from pytest_django import Settings

from linxuan.uploads import Look
from linxuan.uploads.looking import refuse_beginning

__all__ = ["django_db_modify_db_settings", "installation", "own_files", "taken_at_their_word", "working"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Put SQLite into a file: in memory it has no WAL and no two writers, and would hide what happens with them."""
    database = site_settings.DATABASES["default"]
    database["CONN_MAX_AGE"] = 0
    if database["ENGINE"].endswith("sqlite3"):
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session", autouse=True)
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Run with static files straight from the sources, passwords that are quick to check, no pinned day."""
    storages = site_settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    with override_settings(
        STATIC_ROOT=tmp_path_factory.mktemp("static"),
        STORAGES=storages,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        BUSINESS_DAY=None,
        DEMO=False,
        # What is about something else signs in by a password; tests of the second factor ask for it.
        SECOND_FACTOR="off",
    ):
        yield


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the files and the mail of a test to itself; scans are examined where a test says so."""
    monkeypatch.setattr("linxuan_site.actions.scans.start_worker", lambda *_: None)
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SCREENING_ROOT = tmp_path / "screenings"
    settings.EXPORT_ROOT = tmp_path / "exports"
    settings.SCAN_ROOT = tmp_path / "scans"
    settings.PAPER_KEYS = tmp_path / "paper-keys"
    settings.REFUSAL_ROOT = tmp_path / "refusals"
    settings.FACTOR_KEY = tmp_path / "factor-key"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.RUNS = tmp_path / "runs"
    settings.SMS_FILE_PATH = tmp_path / "sms"


@pytest.fixture(autouse=True)
def taken_at_their_word(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few bytes stand for a file: only the beginning is looked at, in a test that is about something else.

    Those with the mark `uploads` look at files as an installation does, in a child.
    """
    from linxuan_site.actions import inspecting

    def seen(content: bytes, kind: str, name: str, **_: object) -> Look:
        refuse_beginning(content, kind, name)
        return Look(kind)

    if request.node.get_closest_marker("uploads") is None:
        monkeypatch.setattr(inspecting, "look", seen)


@pytest.fixture
def working(settings: Settings, tmp_path: Path) -> None:
    """Let processes that the site starts find the database and the files of this test."""
    settings.SCREENING_ENVIRONMENT = {"DATABASE_URL": _address(), "LINXUAN_VAR": str(tmp_path)}


def _address() -> str:
    """The address of the test's own database, as `DATABASE_URL` takes it."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    person, host = database["USER"], quote(database["HOST"])
    return f"postgresql://{person}:{quote(database['PASSWORD'])}@/{database['NAME']}?host={host}"
