"""Whether this process can serve people now: its database, the tables in it, and where files are kept."""

import os
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage, storages
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

READY = "ok"
UNREACHABLE = "unreachable"


def readiness() -> dict[str, str]:
    """Return by part `ok`, or in a word what is wrong; no address, path or message of a driver is in it."""
    parts: Mapping[str, Callable[[], str]] = {
        "database": _database,
        "migrations": _migrations,
        "storage": _storage,
    }
    return {name: look() for name, look in parts.items()}


def lacking_migrations() -> list[str]:
    """Return the migrations of the code that the database has not had, as `app.name`; raises `DatabaseError`."""
    applied = MigrationRecorder(connection).applied_migrations()
    return [f"{app}.{name}" for app, name in _of_the_code() if (app, name) not in applied]


def foreign_migrations() -> list[str]:
    """Return the migrations that the database has had and the code does not know: it was newer once."""
    known = set(_of_the_code())
    apps = {app for app, _name in known}
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied if app in apps and (app, name) not in known)


@cache
def _of_the_code() -> tuple[tuple[str, str], ...]:
    """Read once for a process: its code does not change."""
    return tuple(sorted(MigrationLoader(None).disk_migrations))


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return UNREACHABLE
    return READY


def _migrations() -> str:
    try:
        return "lacking" if lacking_migrations() else READY
    except DatabaseError:
        return "unknown"


def _storage() -> str:
    if isinstance(storages["default"], FileSystemStorage):
        return READY if _takes_files(Path(settings.MEDIA_ROOT)) else "not writable"
    try:
        default_storage.listdir("probe")
    except Exception:  # noqa: BLE001 - whatever a service far away comes up with, it is not there
        return UNREACHABLE
    return READY


def _takes_files(folder: Path) -> bool:
    """Whether files can be put into a folder, which the first of them makes."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    return os.access(there, os.W_OK | os.X_OK)
