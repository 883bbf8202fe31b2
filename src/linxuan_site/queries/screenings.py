"""Reads of screenings: those of an office, one of them with its place in the queue, and its files."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from linxuan_site.models import Account, Screening
from linxuan_site.models.screenings import UNFINISHED, WAITING
from linxuan_site.permissions import Reader, may_read_screening

LOST_AFTER = timedelta(seconds=30)
"""Without a sign of life for so long, the process at work is taken for dead."""
MOST_LISTED = 100
CONTENT_TYPES = {
    ".parquet": "application/vnd.apache.parquet",
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html; charset=utf-8",
}
_NAMES = {"unreadable": "unreadable", "curve": "curve"}


@dataclass(frozen=True)
class ScreeningFile:
    """A file of a screening, to download: where it lies, and what it is called."""

    path: Path
    name: str
    content_type: str


def screenings_of(account: Account, call: str) -> Sequence[Screening]:
    """Return the newest screenings of the account's office for a call, without their curves."""
    rows = _readable().filter(call=call, office=account.office_id)
    return list(rows.defer("curve", "column_map").order_by("-pk")[:MOST_LISTED])


def all_screenings_of(account: Account) -> Sequence[Screening]:
    """Return the newest screenings of the account's office for all calls, without their curves."""
    rows = _readable().filter(office=account.office_id)
    return list(rows.exclude(office=None).defer("curve", "column_map").order_by("-pk")[:MOST_LISTED])


def readable_screening(reader: Reader, screening_id: int, call: str = "") -> Screening | None:
    """Return a screening that the reader may see, of the call if one is named; None otherwise."""
    found = _readable().filter(pk=screening_id).first()
    if found is None or (call and found.call != call) or not may_read_screening(reader, found):
        return None
    return found


def is_lost(screening: Screening) -> bool:
    """Tell whether nothing works on an unfinished screening any more."""
    beat = screening.beat_at
    return screening.state in UNFINISHED and (beat is None or timezone.now() - beat > LOST_AFTER)


def waiting_before(screening: Screening) -> int:
    """Return how many wait in front of one that waits."""
    return Screening.objects.filter(state=WAITING, pk__lt=screening.pk).count()


def folder_of(screening: Screening) -> Path:
    """Return the folder of a screening's files; a deleted one has none."""
    return Path(settings.SCREENING_ROOT) / screening.folder


def register_of(screening: Screening) -> Path:
    """Return where the uploaded register lies."""
    return folder_of(screening) / f"register{Path(screening.file_name).suffix.lower()}"


def has_register(screening: Screening) -> bool:
    """Tell whether the uploaded register is still there; a restored backup has none."""
    return screening.deleted_at is None and register_of(screening).is_file()


def downloads_of(screening: Screening) -> dict[str, ScreeningFile]:
    """Return what can be downloaded and is still there, by its key."""
    if screening.deleted_at is not None:
        return {}
    found = {key: _file(screening, key, inside) for key, inside in screening.files.items()}
    return {key: one for key, one in found.items() if one.path.is_file()}


def _file(screening: Screening, key: str, inside: str) -> ScreeningFile:
    path = folder_of(screening) / inside
    what = _NAMES.get(key, "result")
    name = f"{Path(screening.file_name).stem}-{what}-{screening.pk}{path.suffix}"
    return ScreeningFile(path, name, CONTENT_TYPES[path.suffix])


def _readable() -> QuerySet[Screening]:
    rows = Screening.objects.select_related("asked_by", "deleted_by", "office", "published_call")
    return rows.defer("published_call__files")
