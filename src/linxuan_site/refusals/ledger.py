"""The file of refusals: one line each, appended and on the disk before the page goes out.

A file a day (`refusals/2023-11-12.jsonl`, the day in Asia/Shanghai). What was typed stands in none of them.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from linxuan_site.refusals.numbers import is_genuine, is_sealed, moment_of, new_number, seal_of

WAITED, DATABASE = "waited", "database"
"""Why: the request waited too long before its turn; the database could not be reached."""


@dataclass(frozen=True)
class Asked:
    """What somebody wanted: the route and the address, and whose browser it was as far as its cookie says."""

    doing: str
    method: str
    path: str
    account: int | None = None
    application: int | None = None


@dataclass(frozen=True)
class Refusal:
    """One refusal. `sure` says that certainly nothing was done; without it the request had begun."""

    number: str
    at: datetime
    why: str
    waited: float
    """Seconds from its arrival to the refusal, as far as the server knows."""
    sure: bool
    asked: Asked


def refuse(asked: Asked, why: str, *, waited: float = 0.0, sure: bool = True) -> Refusal:
    """Give a number to a refusal and write it down; it is on the disk when this returns."""
    at = timezone.now()
    refusal = Refusal(new_number(at), at, why, round(waited, 2), sure, asked)
    _append(_file_of(timezone.localtime(at).date()), _line(refusal))
    return refusal


def refusals_of(day: date) -> list[Refusal]:
    """Return the refusals of a day, newest first; lines that are not as they were written are left out."""
    file = _file_of(day)
    if not file.exists():
        return []
    lines = file.read_text("utf-8", errors="replace").splitlines()
    return [found for line in reversed(lines) if (found := _read(line)) is not None]


def how_many(day: date) -> int:
    """Return how many were refused on a day, without reading what each of them was."""
    file = _file_of(day)
    return file.read_bytes().count(b"\n") if file.exists() else 0


def find(number: str) -> Refusal | None:
    """Return the refusal of a genuine number; None where it stands in no file of this server."""
    moment = moment_of(number) if is_genuine(number) else None
    if moment is None:
        return None
    return next((one for one in refusals_of(moment.date()) if one.number == number), None)


def days() -> list[date]:
    """Return the days on which somebody was refused, newest first."""
    return sorted(_days(), reverse=True)


def _days() -> Iterator[date]:
    for file in settings.REFUSAL_ROOT.glob("????-??-??.jsonl"):
        try:
            yield date.fromisoformat(file.stem)
        except ValueError:
            continue


def _file_of(day: date) -> Path:
    return Path(settings.REFUSAL_ROOT) / f"{day.isoformat()}.jsonl"


def _append(file: Path, line: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    new = not file.exists()
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        # In one piece: lines of several processes never mix.
        os.write(handle, line.encode())
        os.fsync(handle)
    finally:
        os.close(handle)
    if new:
        _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Keep the name of a new file, too, should the power fail."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(refusal: Refusal) -> str:
    said = json.dumps({**asdict(refusal), "at": refusal.at.isoformat()}, ensure_ascii=False, sort_keys=True)
    return json.dumps({"refusal": said, "seal": seal_of(said)}, ensure_ascii=False) + "\n"


def _read(line: str) -> Refusal | None:
    try:
        outer = json.loads(line)
        if not is_sealed(outer["refusal"], outer["seal"]):
            return None
        said = json.loads(outer["refusal"])
    except (ValueError, KeyError, TypeError):
        # The last line of a server that lost its power.
        return None
    asked, at = Asked(**said.pop("asked")), datetime.fromisoformat(said.pop("at"))
    return Refusal(at=at, asked=asked, **said)
