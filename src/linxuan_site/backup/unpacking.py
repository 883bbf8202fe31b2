"""Taking an archive apart beside what is there: nothing is touched until every member is proved."""

import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from shutil import copyfileobj

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.backup.manifest import (
    FILES,
    NAME,
    ROWS,
    Manifest,
    check_migrations,
    member_of,
    read_manifest,
)
from linxuan_site.backup.rows import kept_models

LARGEST_MANIFEST = 256 * 1024 * 1024
"""In bytes; far more than a manifest has, and little enough to be read at once."""


def unpack(source: Path, folder: Path) -> Manifest:
    """Unpack `source` into `folder` and prove each member; raises `BadInput` for what is wrong with it."""
    with _clear_faults(source), tarfile.open(source, "r:gz") as archive:
        entries = iter(archive)
        manifest = read_manifest(_head(archive, next(entries, None)))
        check_migrations(manifest)
        _check_names(manifest)
        for entry in entries:
            _take(archive, entry, manifest, folder)
    _prove(manifest, folder)
    return manifest


@contextmanager
def _clear_faults(source: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as fault:
        raise BadInput(say("没有 {file} 这个文件", file=source)) from fault
    except (tarfile.TarError, zlib.error, EOFError) as fault:
        raise BadInput(say("{file} 不是遴选的备份文件，或已损坏", file=source)) from fault
    except OSError as fault:
        # What gzip finds wrong is an OSError without a number.
        if fault.errno is None:
            raise BadInput(say("{file} 不是遴选的备份文件，或已损坏", file=source)) from fault
        raise BadInput(say("{file} 读不出来：{why}", file=source, why=fault.strerror)) from fault


def _head(archive: tarfile.TarFile, entry: tarfile.TarInfo | None) -> bytes:
    if entry is None or entry.name != NAME or not entry.isreg() or entry.size > LARGEST_MANIFEST:
        raise tarfile.ReadError(NAME)
    content = archive.extractfile(entry)
    return content.read() if content else b""


def _check_names(manifest: Manifest) -> None:
    tables = {f"{ROWS}{label}.jsonl" for label in kept_models()}
    given = {name for name in manifest.members if not name.startswith(FILES)}
    if given != tables or not all(map(_is_inside, manifest.members)):
        raise BadInput(say("备份已损坏：它的目录与本系统的数据表不符"))


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name and "\0" not in name


def _take(archive: tarfile.TarFile, entry: tarfile.TarInfo, manifest: Manifest, folder: Path) -> None:
    member = manifest.members.get(entry.name)
    if member is None or not entry.isreg() or entry.size != member.size:
        raise BadInput(say("备份已损坏：“{name}”与目录不符", name=entry.name))
    content = archive.extractfile(entry)
    if content is not None:
        target = folder / entry.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            copyfileobj(content, file)


def _prove(manifest: Manifest, folder: Path) -> None:
    for name, member in manifest.members.items():
        path = folder / name
        if not path.is_file() or member_of(path) != member:
            raise BadInput(say("备份已损坏：“{name}”缺失，或与目录不符", name=name))
