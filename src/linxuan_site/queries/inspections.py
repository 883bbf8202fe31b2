"""What is known of files that were handed in: what acts in them, who signed them, how they are handed out."""

from collections.abc import Collection, Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from django.conf import settings
from django.db.models import QuerySet

from linxuan.uploads import WAY, Look
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Attachment, FileInspection, OriginalTaken
from linxuan_site.permissions import Reader, is_officer

HOW_LENGTH = 16
MOST_TAKEN = 20


class HandedIn(Protocol):
    """A row of a file that was handed in."""

    name: str
    content_type: str
    digest: str


File = TypeVar("File", bound=HandedIn)


def trusted_roots() -> tuple[str, ...]:
    """Return the certificates (PEM) whose signers are known: the `*.pem` of `SIGNATURE_ROOTS`, by name."""
    folder = settings.SIGNATURE_ROOTS
    if not folder:
        return ()
    return tuple(path.read_text("ascii") for path in sorted(Path(folder).glob("*.pem")))


def way_of_looking() -> str:
    """Return what a look depends on besides the file, as a row keeps it."""
    return _way(trusted_roots())


@lru_cache(maxsize=4)
def _way(roots: tuple[str, ...]) -> str:
    return sha256("\n".join((str(WAY), *roots)).encode()).hexdigest()[:HOW_LENGTH]


def inspection_of(file: HandedIn) -> FileInspection | None:
    """Return the newest look at a file; None if nobody looked."""
    rows = FileInspection.objects.filter(digest=file.digest, content_type=file.content_type)
    return rows.order_by("pk").last()


def look_of(row: FileInspection) -> Look:
    """Return what a row says; of a copy only that there is one."""
    return Look.from_data(row.seen, b"" if row.copy_digest else None)


def noted(files: Iterable[File], reader: Reader | None = None) -> list[File]:
    """Return files, each with what was seen in it as its `look`, None where nobody looked: in one query.

    `by_officer` tells whether the reader may have one as it came.
    """
    found = list(files)
    if not found:
        return found
    rows = _looks_at({one.digest for one in found})
    looks = {(row.digest, row.content_type): look_of(row) for row in rows}
    by_officer = reader is not None and is_officer(reader)
    for one in found:
        one.by_officer = by_officer  # type: ignore[attr-defined]
        one.look = looks.get((one.digest, one.content_type))  # type: ignore[attr-defined]
    return found


@kept_read
def _looks_at(digests: Collection[str]) -> "QuerySet[FileInspection]":
    return FileInspection.objects.filter(digest__in=digests).order_by("pk")


def originals_taken(attachment: Attachment) -> list[OriginalTaken]:
    """Return who took a file as it came, newest first."""
    rows = OriginalTaken.objects.filter(attachment=attachment).select_related("taken_by").order_by("-pk")
    return list(rows[:MOST_TAKEN])
