"""Operating statuses of the designated: whom a file of them may be about, and words that a person has yet to judge."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db.models import OuterRef, QuerySet, Subquery

from linxuan.designations import ENDED
from linxuan.programme.definition import Call
from linxuan.screening.table_file import table_lines
from linxuan.statuses import KnownEntity, StatusMatch, match_statuses, read_status_table
from linxuan_site import clock
from linxuan_site.models import Designation, RegisterLine, StatusRecord
from linxuan_site.queries.register_lines import lines_as_of


@dataclass(frozen=True)
class StatusPreview:
    """What a file of statuses would record, line by line, and the lines that cannot be read."""

    matches: Sequence[StatusMatch]
    faults: Sequence[str]

    def of(self, outcome: str) -> list[StatusMatch]:
        """Return the lines with one outcome."""
        return [one for one in self.matches if one.outcome == outcome]


def preview_of_statuses(call: Call, path: Path) -> StatusPreview:
    """Read a CSV file or a workbook, in a child, and hold it against the register of today."""
    table = read_status_table(table_lines(path), today=clock.today())
    return StatusPreview(match_statuses(call, table.rows, known_entities(call)), table.faults)


def known_entities(call: Call) -> list[KnownEntity]:
    """Return the entities that hold a title of the call's programme today, with their names and their last status."""
    lines = list(_held(call))
    newest = _newest(one.designation_id for one in lines)
    found: dict[int, list[RegisterLine]] = {}
    for line in lines:
        found.setdefault(line.organisation_id, []).append(line)
    return [_known(own, newest) for own in found.values()]


def titles_of(call: Call, entity: str) -> list[Designation]:
    """Return the titles that an entity of `known_entities` holds today."""
    rows = _held(call).filter(organisation=int(entity)).select_related("designation").order_by("pk")
    return [line.designation for line in rows]


def unjudged(call: Call) -> list[StatusRecord]:
    """Return the last statuses of held titles whose word nobody has judged yet, the oldest first."""
    held = _held(call).values("designation")
    last = StatusRecord.objects.filter(designation=OuterRef("designation")).order_by("-holds_from", "-pk")
    rows = StatusRecord.objects.filter(designation__in=held, status="", pk=Subquery(last.values("pk")[:1]))
    return list(rows.select_related("designation").order_by("pk"))


def unjudged_row(authority: str, record_id: int) -> StatusRecord | None:
    """Return a status of an authority whose word nobody has judged; None where there is none."""
    own = StatusRecord.objects.filter(designation__authority=authority, status="")
    return own.filter(pk=record_id).first()


def _held(call: Call) -> QuerySet[RegisterLine]:
    rows = lines_as_of().filter(programme=call.programme, authority=call.authority)
    return rows.exclude(state__in=ENDED).select_related("organisation").order_by("pk")


def _newest(designations: Iterable[int]) -> dict[int, StatusRecord]:
    rows = StatusRecord.objects.filter(designation__in=list(designations)).order_by("holds_from", "pk")
    return {row.designation_id: row for row in rows}


def _known(lines: Sequence[RegisterLine], newest: dict[int, StatusRecord]) -> KnownEntity:
    organisation = lines[0].organisation
    names = [organisation.name, *(name for line in lines for name in (line.name, *line.names.split("\n")))]
    # Of several titles, the one that says least: a file records what any of them lacks.
    last = [newest.get(line.designation_id) for line in lines]
    known = min((one for one in last if one), key=lambda one: (one.holds_from, one.pk), default=None)
    word = known.raw_word if known and None not in last else ""
    since = known.holds_from if word and known else None
    unique = tuple(dict.fromkeys(filter(None, names)))
    return KnownEntity(str(organisation.pk), organisation.credit_code or "", unique, word, since)
