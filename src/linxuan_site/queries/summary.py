"""An office's own summary at any time: sums by track, category and mode, and the rows behind them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KeyTransform
from django.utils import timezone

from linxuan.answers import display_answer, read_answer
from linxuan.errors import BadInput
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Track
from linxuan_site.models import Account, Application, Submission
from linxuan_site.permissions import office_of
from linxuan_site.queries.beside import placements_that_count
from linxuan_site.queries.calls import definition_for
from linxuan_site.queries.cases import within
from linxuan_site.queries.counts import Counts, counts_of
from linxuan_site.queries.desk import stage_counts
from linxuan_site.queries.desk_rows import newest_placement

AT_A_TIME = 500
MOST_ON_PAGE = 500
"""Beyond so many the rows and the sums by mode stand in the file alone."""


@dataclass(frozen=True)
class Sum:
    """How many applications of one kind there are, by stage; `returned` and `closed` are counted apart."""

    name: str
    part: bool
    """Whether it is a part of the line above it: a category of a track."""
    by_stage: Counter[str]

    @property
    def total(self) -> int:
        """How many there are."""
        return self.by_stage.total()


@dataclass(frozen=True)
class SummaryRow:
    """One application that was filed."""

    application: Application
    track: str
    category: str
    mode: str
    stage: str
    revision: int
    rank: int | None
    score: Any

    @property
    def since(self) -> date:
        """The day of the last step or change."""
        return timezone.localdate(self.application.changed_at)


@dataclass(frozen=True)
class Summary:
    """What the page shows. `rows` and `modes` are empty where there are too many for a page."""

    sums: Sequence[Sum]
    rows: Sequence[SummaryRow]
    filed: int

    @property
    def modes(self) -> list[tuple[str, int]]:
        """How many there are of each mode, the most frequent first."""
        return Counter(one.mode for one in self.rows if one.mode).most_common()


def summary_of(account: Account, call: Call) -> Summary:
    """Return the office's summary of a call as it stands now."""
    counts = counts_of(call.id).within(office_of(account))
    filed = counts.total(procedures=tuple(call.tracks), filed=True)
    rows = list(summary_rows(account, call)) if filed <= MOST_ON_PAGE else []
    return Summary(_sums(call, counts), rows, filed)


def summary_rows(account: Account, call: Call) -> Iterator[SummaryRow]:
    """Yield every application to a track that was filed, whatever their number, in the order of their numbers."""
    kind, rows, last = office_of(account).kind, _filed(account, call), 0
    while page := list(rows.filter(pk__gt=last)[:AT_A_TIME]):
        newest = _submissions(call, page)
        yield from (_row(one, newest.get(one.pk), kind) for one in page)
        if len(page) < AT_A_TIME:
            return
        last = page[-1].pk


def _sums(call: Call, counts: Counts) -> list[Sum]:
    found = []
    for track in call.tracks.values():
        own = [one for one in counts.kinds if one.procedure == track.id]
        if not own:
            continue
        found.append(Sum(track.name, False, stage_counts(call, Counts(own))))
        for key, name in track.categories.items():
            of_category = Counts([one for one in own if one.category == key])
            found.append(Sum(name, True, stage_counts(call, of_category)))
    return found


def _filed(account: Account, call: Call) -> QuerySet[Application]:
    rows = Application.objects.filter(call=call.id, procedure__in=call.tracks, number__isnull=False)
    rows = within(rows, office_of(account)).select_related("organisation").defer("answers", "touched")
    return rows.prefetch_related(placements_that_count()).order_by("pk")


def _submissions(call: Call, applications: Sequence[Application]) -> dict[int, tuple[int, dict[str, Any]]]:
    """By application, the number of its last submission and what that says of its mode; not all that it says."""
    modes = [one.id for one in call.fields.values() if one.kind == "mode"]
    rows = Submission.objects.filter(application__in=[one.pk for one in applications]).order_by("revision")
    found = rows.values_list("application", "revision", *(KeyTransform(one, "answers") for one in modes))
    return {pk: (revision, dict(zip(modes, said, strict=True))) for pk, revision, *said in found}


def _row(application: Application, filed: tuple[int, dict[str, Any]] | None, office: str) -> SummaryRow:
    call = definition_for(application)
    revision, modes = filed or (0, {})
    track = call.tracks[application.track]
    placed = newest_placement(application, office)
    return SummaryRow(
        application=application,
        track=track.name,
        category=track.categories.get(application.category, ""),
        mode=_mode(call, track, modes),
        stage=call.stages[application.stage].name,
        revision=revision,
        rank=placed.rank if placed else None,
        score=placed.score if placed else None,
    )


def _mode(call: Call, track: Track, answers: dict[str, Any]) -> str:
    asked = (one for section in lookup.sections_of(call, track.id) for one in section.fields)
    field = next((one for one in asked if call.fields[one].kind == "mode"), "")
    if not answers.get(field):
        return ""
    try:
        return display_answer(call, track.id, field, read_answer(call, track.id, field, answers[field]))
    except BadInput:
        return ""
