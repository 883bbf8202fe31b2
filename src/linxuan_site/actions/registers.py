"""Registers as they are uploaded: streamed to disk, never read whole, and never served as pages.

A register that came with a form which was refused waits in a folder of its own, so that nobody has to
send it twice; after a day it is cleared away.
"""

import os
import shutil
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from uuid import uuid4

from django.conf import settings

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.models import Screening
from linxuan_site.queries.screenings import has_register, register_of

FIELD = "register"
# What a file must begin with, by extension; the first bytes of a table of text can be any.
BEGINNINGS = {".csv": b"", ".xlsx": b"PK\x03\x04", ".parquet": b"PAR1"}
ON_HOLD = "on-hold-"
HELD_FOR = 24 * 3600
"""Seconds that a register is kept whose screening was not asked for."""
_LONGEST_NAME = 200


@dataclass(frozen=True)
class Register:
    """A register that lies on disk, with the name that it had at home."""

    path: Path
    name: str
    size: int
    digest: str


def receive_register(name: str, chunks: Iterable[bytes]) -> Register:
    """Stream an upload to disk and hold it; raises `BadInput` that says what is wrong with it."""
    name = PurePath(name.replace("\\", "/")).name[-_LONGEST_NAME:]
    extension = PurePath(name).suffix.lower()
    if extension not in BEGINNINGS:
        told = say("“{name}”：名录只收 CSV、xlsx 和 Parquet，请另存后再上传", name=name)
        raise BadInput(told, field=FIELD)
    clear_held()
    folder = Path(settings.SCREENING_ROOT) / f"{ON_HOLD}{uuid4().hex}"
    folder.mkdir(parents=True, mode=0o700)
    path = folder / f"register{extension}"
    try:
        size, digest = _stream(chunks, path, name)
        _check_beginning(path, extension, name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Register(path, name, size, digest)


def too_large() -> BadInput:
    """Return what is said of a register that is larger than this site takes."""
    told = say(
        "文件超过 {limit} MB，没有收下。请另存为 Parquet，或分成几份，或请系统管理员放宽限制",
        limit=settings.SCREENING_UPLOAD_LIMIT // 2**20,
    )
    return BadInput(told, field=FIELD)


def held_register(folder: str, name: str, size: int, digest: str) -> Register | None:
    """Return a register that is on hold; None if it was cleared away meanwhile."""
    path = Path(settings.SCREENING_ROOT) / folder / f"register{PurePath(name).suffix.lower()}"
    return Register(path, name, size, digest) if folder.startswith(ON_HOLD) and path.is_file() else None


def register_again(screening: Screening) -> Register | None:
    """Return the register of an earlier screening; None if it is gone."""
    if not has_register(screening):
        return None
    path = register_of(screening)
    return Register(path, screening.file_name, screening.file_size, screening.file_digest)


def adopt(register: Register) -> str:
    """Give a screening a folder of its own with the register in it; return the folder's name."""
    name = uuid4().hex
    folder = Path(settings.SCREENING_ROOT) / name
    folder.mkdir(parents=True, mode=0o700)
    target = folder / register.path.name
    try:
        # The same bytes under a second name: whichever folder goes first, the other keeps them.
        os.link(register.path, target)
    except OSError:
        shutil.copyfile(register.path, target)
    return name


def release(register: Register) -> None:
    """Let go of a register on hold once a screening has it; that of a screening stays where it is."""
    if register.path.parent.name.startswith(ON_HOLD):
        remove_folder(register.path.parent.name)


def remove_folder(name: str) -> None:
    """Take away the files of a screening."""
    shutil.rmtree(Path(settings.SCREENING_ROOT) / name, ignore_errors=True)


def clear_held() -> None:
    """Take away what has been on hold for more than a day."""
    oldest = time.time() - HELD_FOR
    for folder in Path(settings.SCREENING_ROOT).glob(f"{ON_HOLD}*"):
        # Another request may clear the same at this moment.
        with suppress(FileNotFoundError):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _stream(chunks: Iterable[bytes], path: Path, name: str) -> tuple[int, str]:
    size, digest = 0, sha256()
    with path.open("xb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.SCREENING_UPLOAD_LIMIT:
                raise too_large()
            digest.update(chunk)
            file.write(chunk)
    if not size:
        raise BadInput(say("“{name}”是空文件，请检查后重新上传", name=name), field=FIELD)
    return size, digest.hexdigest()


def _check_beginning(path: Path, extension: str, name: str) -> None:
    wanted = BEGINNINGS[extension]
    with path.open("rb") as file:
        if file.read(len(wanted)) != wanted:
            kind = extension[1:]
            told = say("“{name}”的内容不是 {kind} 文件，请检查后重新上传", name=name, kind=kind)
            raise BadInput(told, field=FIELD)
