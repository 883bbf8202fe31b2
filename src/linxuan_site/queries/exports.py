"""Exports as the office that asked for them reads them, and what goes into one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from linxuan_site.models import Account, Application, Export, IssuedPaper, Office
from linxuan_site.models.exports import FORMS
from linxuan_site.models.screenings import AT_WORK, FINISHED
from linxuan_site.queries.counts import counts_of, within_counts

LOST_AFTER = timedelta(seconds=60)
AT_A_TIME = 200
SHOWN = 20


def exports_of(account: Account, call: str) -> list[Export]:
    """Return the newest exports that the account's office asked for."""
    rows = Export.objects.filter(call=call, office=account.office_id).select_related("asked_by")
    return list(rows.order_by("-pk")[:SHOWN])


def export_for(account: Account, call: str, export_id: int) -> Export | None:
    """Return an export of the account's office; None for any other: it holds what applicants wrote."""
    return Export.objects.filter(pk=export_id, call=call, office=account.office_id).first()


def export_path(export: Export) -> Path:
    """Return where the file of an export lies, or will lie."""
    return Path(settings.EXPORT_ROOT) / f"export-{export.pk}.zip"


def export_name(export: Export) -> str:
    """Return the name under which the file of an export is handed out."""
    return f"{export.call}-{'forms-' if export.kind == FORMS else ''}{export.pk}.zip"


def export_folder(export: Export) -> Path:
    """Return the folder in which an export keeps what it made so far, until its archive is complete."""
    return Path(settings.EXPORT_ROOT) / f"export-{export.pk}"


def left_behind(export: Export) -> Path | None:
    """Return the newest folder that an earlier export like this one left when it ended too soon; None without."""
    alike = Export.objects.filter(call=export.call, office=export.office_id, kind=export.kind)
    ended = alike.filter(pk__lt=export.pk, state__in=FINISHED).order_by("-pk")
    return next((folder for one in ended if (folder := export_folder(one)).is_dir()), None)


def is_lost_export(export: Export) -> bool:
    """Tell whether nothing works any more on one that is said to be at work."""
    beat = export.beat_at
    return export.state in AT_WORK and (beat is None or timezone.now() - beat > LOST_AFTER)


def exported(call: str, office: Office) -> QuerySet[Application]:
    """Return the applications that an export of an office takes: all in its charge that were ever submitted."""
    rows = Application.objects.filter(call=call).exclude(number=None)
    return within_counts(rows, office, counts_of(call))


def every_exported(call: str, office: Office) -> Iterator[Application]:
    """Yield them in the order in which they were begun, some hundred in memory at a time."""
    rows = (
        exported(call, office).select_related("published_call", "organisation").defer("published_call__files")
    )
    rows, last = rows.prefetch_related("steps", "attachments", "submissions").order_by("pk"), 0
    while page := list(rows.filter(pk__gt=last)[:AT_A_TIME]):
        yield from page
        last = page[-1].pk


def papers_made(call: str) -> list[IssuedPaper]:
    """Return the newest of each paper that each office made for a call."""
    rows = IssuedPaper.objects.filter(call=call).select_related("office").order_by("pk")
    return list({(one.office_id, one.paper): one for one in rows}.values())
