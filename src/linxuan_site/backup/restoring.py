"""Bringing an installation back: whole, or not at all."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.backup.files import put
from linxuan_site.backup.manifest import FILES, ROWS
from linxuan_site.backup.rows import COUNTED, KEPT_BY_TRIGGERS, kept_models, read_rows
from linxuan_site.backup.unpacking import unpack
from linxuan_site.backup.writing import write_backup


@dataclass(frozen=True)
class Restored:
    """What was brought back: how many rows and files, and where what was there before is kept, if anything."""

    rows: int
    files: int
    before: Path | None


def read_backup(source: Path) -> Restored:
    """Put the database and the files to what `source` holds; raises `BadInput`, and then nothing has changed.

    What is there now is saved first, as `backups/before-restore-N.tar.gz` beside the folder of the files. Files that
    no row of the backup names stay where they are. The site should be stopped meanwhile: a running one remembers
    published calls.
    """
    files = Path(settings.MEDIA_ROOT)
    with _clear_faults():
        files.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".restore-", dir=files) as name:
            folder = Path(name)
            unpack(source, folder)
            call_command("migrate", verbosity=0, interactive=False)
            before = _save_what_is_there(files.parent / "backups") if _has_content() else None
            with _files_in_place(folder / FILES) as brought:
                rows = _replace_rows(folder)
    return Restored(rows, brought, before)


@contextmanager
def _clear_faults() -> Iterator[None]:
    try:
        yield
    except DatabaseError as fault:
        why = " ".join(str(fault).split())
        raise BadInput(say("数据库不收备份里的数据，什么也没有改：{why}", why=why)) from fault
    except OSError as fault:
        raise BadInput(say("文件放不回去，什么也没有改：{why}", why=fault.strerror or fault)) from fault


def _has_content() -> bool:
    ours = (model for label, model in kept_models().items() if label.startswith("linxuan_site."))
    return any(model._base_manager.exists() for model in ours)


def _save_what_is_there(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    target = next(
        path for number in count(1) if not (path := folder / f"before-restore-{number}.tar.gz").exists()
    )
    write_backup(target)
    return target


@contextmanager
def _files_in_place(incoming: Path) -> Iterator[int]:
    """Put the files in place for the block; those that are new go again if it fails."""
    added: list[str] = []
    paths = sorted(path for path in incoming.rglob("*") if path.is_file())
    try:
        for path in paths:
            name = path.relative_to(incoming).as_posix()
            if put(path, name):
                added.append(name)
        yield len(paths)
    except BaseException:
        for name in added:
            default_storage.delete(name)
        raise


def _replace_rows(folder: Path) -> int:
    with transaction.atomic(durable=True):
        _empty_the_tables()
        rows = sum(_load(label, folder) for label in kept_models())
        connection.check_constraints()
        _reset_sequences()
    return rows


def _empty_the_tables() -> None:
    tables = [model._meta.db_table for model in kept_models().values()]
    # PostgreSQL empties a table only together with those that speak of it: who is signed in, and what triggers write.
    of_them = ("linxuan_site.session", *KEPT_BY_TRIGGERS)
    tables += [apps.get_model(label)._meta.db_table for label in of_them]
    connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
    for label in COUNTED:
        # Emptying a table fires no trigger on PostgreSQL: what was counted would be counted again.
        apps.get_model(label)._base_manager.all().delete()


def _load(label: str, folder: Path) -> int:
    loaded = 0
    with (folder / ROWS / f"{label}.jsonl").open(encoding="utf-8") as lines:
        for row in read_rows(kept_models()[label], lines):
            # Raw: as it was, with its key and its times.
            row.save_base(raw=True, force_insert=True)
            loaded += 1
    return loaded


def _reset_sequences() -> None:
    """Let new keys follow the restored ones; SQLite does so of itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kept_models().values())):
            cursor.execute(statement)
