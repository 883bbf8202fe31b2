"""The ground on which races are run: one scene, made once, and put back as it was as often as wanted."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg

DAY = "2023-05-12"
SITE, KEPT = "site", "kept"


class Ground(Protocol):
    """A database that can be kept as it is, and put back."""

    @property
    def address(self) -> str:
        """Where the site finds it; '' for SQLite in its folder."""

    def keep(self) -> None:
        """Keep what is there now."""

    def put_back(self) -> None:
        """Have again what was kept."""


@dataclass
class File:
    """A database of SQLite."""

    folder: Path
    address: str = ""

    def keep(self) -> None:
        """Keep what is there now: the last connection that closes leaves all of it in one file."""
        shutil.copyfile(self.folder / "db.sqlite3", self.folder / KEPT)

    def put_back(self) -> None:
        """Have again what was kept."""
        for rest in ("-wal", "-shm"):
            (self.folder / f"db.sqlite3{rest}").unlink(missing_ok=True)
        shutil.copyfile(self.folder / KEPT, self.folder / "db.sqlite3")


@dataclass
class Template:
    """A database of PostgreSQL, made of another one."""

    server: str

    def __post_init__(self) -> None:
        """Make it."""
        self._do(f"CREATE DATABASE {SITE}")

    @property
    def address(self) -> str:
        """Where the site finds it."""
        return self.server.replace("/postgres?", f"/{SITE}?")

    def keep(self) -> None:
        """Keep what is there now."""
        self._do(f"CREATE DATABASE {KEPT} TEMPLATE {SITE}")

    def put_back(self) -> None:
        """Have again what was kept."""
        self._do(f"DROP DATABASE {SITE} WITH (FORCE)", f"CREATE DATABASE {SITE} TEMPLATE {KEPT}")

    def _do(self, *statements: str) -> None:
        with psycopg.connect(self.server, autocommit=True) as connection:
            for one in statements:
                connection.execute(one.encode())


@contextmanager
def taken_at_their_word() -> Iterator[None]:
    """Let a few bytes stand for a file, and start no process beside: races are about rows."""
    from django.conf import settings
    from django.test import override_settings

    from linxuan.uploads import Look
    from linxuan.uploads.looking import refuse_beginning
    from linxuan_site.actions import exports, inspecting, scans

    def seen(content: bytes, kind: str, name: str, **_: object) -> Look:
        refuse_beginning(content, kind, name)
        return Look(kind)

    setattr(inspecting, "look", seen)  # noqa: B010 - as a test would, for the whole run
    for module in (scans, exports):
        if hasattr(module, "start_worker"):
            setattr(module, "start_worker", lambda *_: None)  # noqa: B010 - as above
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        ALLOWED_HOSTS=["*"],
    ):
        yield
