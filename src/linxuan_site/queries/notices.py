"""Reads for the public pages of a call: its definition, its text as published, its publications of names."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linxuan.answers import display_answer, read_answer
from linxuan.errors import BadInput
from linxuan.programme.definition import Call, Stage
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Application, Publicity, PublishedCall
from linxuan_site.queries.calls import current_call, definition_of, published_calls

SHOWN_ALWAYS = ("name", "track", "category")
"""What a publication shows where the programme does not say."""


@dataclass(frozen=True)
class PublicCall:
    """A published call with its definition."""

    published: PublishedCall
    call: Call


@dataclass(frozen=True)
class PublishedNames:
    """One publication of names: its stage, its period, its columns by label, and a row an application."""

    publicity: Publicity
    stage: Stage
    columns: list[str]
    rows: list[list[str]]

    @property
    def cells(self) -> list[list[tuple[str, str]]]:
        """The rows, each cell with the label of its column."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


def latest_authority() -> str:
    """Return the authority of the newest call; empty before the first."""
    return next(iter(_authority_of_newest()), "")


@kept_read
def _authority_of_newest() -> "QuerySet[PublishedCall, str]":
    newest = PublishedCall.objects.order_by("-published_at", "-pk")
    return newest.values_list("authority", flat=True)[:1]


def public_calls() -> list[PublicCall]:
    """Return every call in its newest version, newest first."""
    return [PublicCall(published, definition_of(published)) for published in published_calls()]


def public_call(call: str) -> PublicCall | None:
    """Return a call in its newest version; None if there is none of this id."""
    try:
        published = current_call(call)
    except BadInput:
        return None
    return PublicCall(published, definition_of(published))


def notice_text(published: PublishedCall, file: str) -> str:
    """Return the raw text of a notice as it was published."""
    files = PublishedCall.objects.values_list("files", flat=True).get(pk=published.pk)
    return str(files.get(file, ""))


def package_files(published: PublishedCall) -> dict[str, str]:
    """Return the text of every file of a published package, by path."""
    return dict(PublishedCall.objects.values_list("files", flat=True).get(pk=published.pk))


def with_names_published(calls: Collection[str]) -> set[str]:
    """Return those of the calls of which names were ever published."""
    return set(Publicity.objects.filter(call__in=calls).values_list("call", flat=True).distinct())


def publications(public: PublicCall) -> list[PublishedNames]:
    """Return the publications of names of a call, newest first."""
    rows = Publicity.objects.filter(call=public.published.call).order_by("-opens_on", "-pk")
    stages = public.call.stages
    return [names_of(public.call, one, stages[one.stage]) for one in rows if one.stage in stages]


def names_of(call: Call, publicity: Publicity, stage: Stage) -> PublishedNames:
    """Return one publication of names."""
    wished = (stage.publicity.shows if stage.publicity else ()) or SHOWN_ALWAYS
    shows = [what for what in wished if what in SHOWN_ALWAYS or is_public(call, what)]
    entries = publicity.entries.order_by("pk").select_related(
        "application__organisation", "application__published_call"
    )
    rows = [[_shown(call, entry.application, what) for what in shows] for entry in entries]
    labels = {"track": _("遴选类别"), "category": _("类")}
    columns = [
        labels.get(what) or (call.fields[what].name if what in call.fields else what) for what in shows
    ]
    return PublishedNames(publicity, stage, columns, rows)


def is_public(call: Call, field: str) -> bool:
    """Tell whether an answer of an applicant may stand on a public page: where it is, its category, the thing it files.

    Whatever a programme wishes to show, no code, address or amount of an applicant is published by it.
    """
    places = {office.field for office in call.offices.values() if office.field}
    things = {track.item for track in call.tracks.values() if track.item}
    known = call.fields.get(field)
    return field in places | things or (known is not None and known.kind in ("category", "region"))


def _shown(call: Call, application: Application, what: str) -> str:
    track = call.tracks.get(application.track)
    if what == "name":
        return application.organisation.name
    if what == "track":
        return track.name if track else application.track
    if what == "category":
        return track.categories.get(application.category, "") if track else ""
    try:
        value = read_answer(call, application.procedure, what, application.answers.get(what))
    except BadInput:
        return ""
    return "" if value is None else display_answer(call, application.procedure, what, value)
