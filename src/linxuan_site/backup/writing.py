"""Writing a backup while the site goes on: one snapshot of the database, then the files."""

import tarfile
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.backup.files import stored_files
from linxuan_site.backup.manifest import (
    FILES,
    FORMAT,
    NAME,
    ROWS,
    Manifest,
    member_of,
    migrations_of_the_code,
)
from linxuan_site.backup.rows import kept_models, write_rows
from linxuan_site.last_runs import BACKUP, note_run
from linxuan_site.watching.readiness import foreign_migrations, lacking_migrations


def write_backup(target: Path) -> None:
    """Write the installation to `target`, whole or not at all; raises `BadInput` where that cannot be.

    The archive holds personal data and the digests of passwords: only its owner may read it.
    """
    if target.is_dir():
        raise BadInput(say("{file} 是文件夹，请写明备份文件的名字，如 backup.tar.gz", file=target))
    _refuse_tables_of_another_version()
    try:
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            part = Path(folder) / target.name
            _write(Path(folder), part)
            part.replace(target)
            note_run(BACKUP, file=str(target), size=target.stat().st_size)
    except OSError as fault:
        raise BadInput(
            say("备份写不到 {file}：{why}", file=target, why=fault.strerror or str(fault))
        ) from fault


def _refuse_tables_of_another_version() -> None:
    """A backup is read by the version that wrote it: it must know every column that is there, and no other."""
    try:
        fits = not lacking_migrations() and not foreign_migrations()
    except DatabaseError as fault:
        told = say("读不了数据库：{why}。用 linxuan doctor 看看哪里不对", why=" ".join(str(fault).split()))
        raise BadInput(told) from fault
    if not fits:
        told = say(
            "数据库和这一版程序不相符，没有备份。升级以前请用原来的程序备份；已经升级的，先运行 linxuan migrate"
        )
        raise BadInput(told)


def _write(folder: Path, part: Path) -> None:
    # The rows first: a file that comes later is one too many, never one too few.
    tables = dict(_write_tables(folder))
    files = {f"{FILES}{name}": path for name, path in stored_files(folder / "fetched")}
    members = {**tables, **files}
    manifest = Manifest(
        format=FORMAT,
        version=version("linxuan"),
        made_at=timezone.now().isoformat(timespec="seconds"),
        migrations=migrations_of_the_code(),
        members={name: member_of(path) for name, path in members.items()},
    )
    part.touch(mode=0o600, exist_ok=False)
    with tarfile.open(part, "w:gz") as archive:
        _add(archive, NAME, manifest.to_json())
        for name, path in members.items():
            archive.add(path, name, recursive=False, filter=_without_owner)


def _write_tables(folder: Path) -> Iterator[tuple[str, Path]]:
    with transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for label, model in kept_models().items():
            path = folder / f"{label}.jsonl"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(write_rows(model))
            yield f"{ROWS}{path.name}", path


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    archive.addfile(entry, BytesIO(content))


def _without_owner(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o600
    return entry
