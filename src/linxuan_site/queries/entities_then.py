"""A designated entity of another day: what the register said of it, its grades and statuses, as known at a moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linxuan.evaluation.lives import GradeLife, counting
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Account, Designation, GradeRecord, StatusRecord
from linxuan_site.permissions import may_read_designation
from linxuan_site.queries.calls import call_of_programme
from linxuan_site.queries.public_register import RegisterEntry, entry_of
from linxuan_site.queries.register_lines import line_of, with_lines_of_today
from linxuan_site.queries.register_times import Times
from linxuan_site.queries.title_history import Change, JoinedTitle, changes_of, joined_titles


@dataclass(frozen=True)
class EntityThen:
    """What was so on a day: `entry` is None where it had no title then.

    `grades` are those of the years up to the day that counted at the moment; `statuses` those that held, the newest
    first; `changes` all that was on record. What the rules suggest is asked of today alone.
    """

    call: Call
    """The newest of its programme."""
    designation: Designation
    name: str
    entry: RegisterEntry | None
    grades: dict[int, GradeRecord]
    statuses: Sequence[StatusRecord]
    changes: Sequence[Change]
    joined: Sequence[JoinedTitle]


def entity_then(account: Account, designation_id: int, times: Times) -> EntityThen | None:
    """Return an entity of a day and as known at a moment; None if the account may not read it today."""
    rows = Designation.objects.select_related("organisation")
    rows = rows.prefetch_related("grades__steps", "statuses", with_lines_of_today())
    found = rows.filter(pk=designation_id).first()
    if found is None or not may_read_designation(account, found):
        return None
    call = call_of_programme(found.programme, found.authority)
    if call is None:
        return None
    line = line_of(found, *times)
    changes = changes_of(found, call, times.known_at)
    newest = line or line_of(found)
    return EntityThen(
        call=call,
        designation=found,
        name=newest.name if newest else found.name,
        entry=entry_of(line, [call]) if line else None,
        grades=_grades(found, times.day or clock.today(), times.known_at),
        statuses=_statuses(found, times.day or clock.today(), times.known_at),
        changes=changes,
        joined=joined_titles(changes, call, times.known_at),
    )


def _grades(designation: Designation, day: date, known_at: datetime | None) -> dict[int, GradeRecord]:
    rows = {
        row.pk: row
        for row in designation.grades.all()
        if row.year <= day.year and _is_known(row.recorded_at, known_at)
    }
    lives = counting(_life(row, known_at) for row in rows.values())
    return {year: rows[life.number] for year, life in lives.items()}


def _life(row: GradeRecord, known_at: datetime | None) -> GradeLife:
    steps = sorted(row.steps.all(), key=lambda one: one.position)
    kinds = tuple(one.kind for one in steps if _is_known(one.at, known_at))
    return GradeLife(row.pk, row.year, row.grade, kinds)  # type: ignore[arg-type]


def _statuses(designation: Designation, day: date, known_at: datetime | None) -> list[StatusRecord]:
    held = (row for row in designation.statuses.all() if row.holds_from <= day)
    known = (row for row in held if _is_known(row.recorded_at, known_at))
    return sorted(known, key=lambda row: (row.holds_from, row.pk), reverse=True)


def _is_known(recorded_at: datetime, moment: datetime | None) -> bool:
    return moment is None or recorded_at <= moment
