"""Reads of what an organisation filed or began before, whose answers it may take over."""

from pathlib import PurePath

from django.db.models import QuerySet

from linxuan.carrying import FiledFile, Filled
from linxuan.programme import lookup
from linxuan.programme.definition import Track
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application
from linxuan_site.permissions import Reader, may_copy
from linxuan_site.queries.applications import OwnApplication, files_by_slot
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import kept_attachments
from linxuan_site.queries.file_limits import SPELLINGS

LISTED = 50
"""Earlier applications that are listed at most, those changed last."""


def filled_form(application: Application) -> Filled:
    """Return the form of an application with its answers and files; its papers are no part of it."""
    files = {
        slot: [FiledFile(one.name, one.digest, _type(one.name), one.size) for one in found]
        for slot, found in files_by_slot(kept_attachments(application)).items()
        if ":" not in slot
    }
    call = definition_of(application.published_call)
    return Filled(call, application.procedure, application.answers, files)


def _type(name: str) -> str:
    extension = PurePath(name).suffix.lower().removeprefix(".")
    return SPELLINGS.get(extension, extension)


def has_earlier(application: Application) -> bool:
    """Tell whether the organisation of an application has filled in another form."""
    return bool(_another(application.organisation_id, application.pk))


def earlier_applications(reader: Reader, application: Application) -> list[OwnApplication]:
    """Return the other applications of the same organisation that the reader may copy from.

    Those under the same procedure come first, then what changed last.
    """
    rows = _others(application).select_related("published_call", "organisation")
    rows = rows.defer("published_call__files").order_by("-changed_at", "-pk")
    found = [
        OwnApplication(row, call, lookup.procedure(call, row.procedure))
        for row in rows[:LISTED]
        if may_copy(reader, row, application, call := definition_of(row.published_call))
    ]
    return sorted(found, key=lambda one: one.application.procedure != application.procedure)


def earlier_application(reader: Reader, application: Application, earlier: int) -> Application | None:
    """Return an earlier application with its files; None if there is none that the reader may copy from."""
    rows = Application.objects.select_related("published_call", "organisation")
    rows = rows.defer("published_call__files").prefetch_related("attachments")
    row = rows.filter(pk=earlier).first()
    if row is None or not may_copy(reader, row, application, definition_of(row.published_call)):
        return None
    return row


def thing_kept_apart(application: Application, earlier: Application) -> str:
    """Return the field that names what is filed, where both are open side by side; '' elsewhere.

    One thing is filed once: the second application has to name another.
    """
    track = definition_of(application.published_call).tracks.get(application.procedure)
    both = (application.call, application.procedure) == (earlier.call, earlier.procedure)
    return track.item if isinstance(track, Track) and both and not earlier.closed else ""


def _others(application: Application) -> QuerySet[Application]:
    return _filled_in(application.organisation_id, application.pk)


@kept_read
def _another(organisation: int, but: int) -> "QuerySet[Application, int]":
    return _filled_in(organisation, but).values_list("pk", flat=True)[:1]


def _filled_in(organisation: int, but: int) -> QuerySet[Application]:
    # Whoever has never saved anything has nothing but what the registration knows.
    return Application.objects.filter(organisation=organisation, version__gt=1).exclude(pk=but)
