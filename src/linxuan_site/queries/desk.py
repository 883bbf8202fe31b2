"""An office's desk: what lies on it, what is still to come, what has gone on; a page at a time.

The numbers come from the kept counts, the rows by their key: a desk with a million applications costs
what one with a hundred does.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linxuan.programme.definition import Call
from linxuan_site.models import Account, Application
from linxuan_site.permissions import office_of
from linxuan_site.queries.calls import definition_of, published_calls
from linxuan_site.queries.cases import DaysOfCall
from linxuan_site.queries.counts import Alike, Counts, counts_of
from linxuan_site.queries.desk_groups import APPLICANT, CLOSED, ELSEWHERE, MINE, Group, groups_of
from linxuan_site.queries.desk_reads import Lying, lying_on, page_of
from linxuan_site.queries.desk_rows import DeskRow, rows_of
from linxuan_site.queries.extensions import ByDeadline

PAGE = 20
"""Rows of one part that a page shows."""
FEW = 5
"""Rows of a part that is not the work of the office, beside those that are."""
PARTS = (MINE, APPLICANT, ELSEWHERE, CLOSED)


@dataclass(frozen=True)
class Wanted:
    """What of a desk is asked for: one call, one procedure, one part alone, from a row on; '' asks for all."""

    call: str = ""
    procedure: str = ""
    part: str = ""
    after: str = ""


ALL = Wanted()


@dataclass(frozen=True)
class Part:
    """Applications at stages that mean the same to the office: the rows of a page, and how many there are."""

    rows: Sequence[DeskRow]
    total: int
    after: str
    """Where the next page begins; '' if this is the last."""


@dataclass(frozen=True)
class Desk:
    """The applications of one call, by what the office has to do with them."""

    call: Call
    counts: Counts
    """Of everything that the office is in charge of."""
    later: ByDeadline
    """The later days of the call that hold for everybody."""
    parts: Mapping[str, Part]
    mine_stages: frozenset[str]
    """The stages at which something waits for this office."""

    @property
    def mine(self) -> Sequence[DeskRow]:
        """At a stage of this office, what is due first in front."""
        return self.parts[MINE].rows


def desks_of(account: Account, wanted: Wanted = ALL) -> list[Desk]:
    """Return the account's desk for every call of its authority, newest call first."""
    if account.office is None:
        return []
    own = [
        one
        for one in published_calls()
        if one.authority == account.office.authority and wanted.call in ("", one.call)
    ]
    return [desk_of(account, definition_of(one), wanted) for one in own]


def desk_of(account: Account, call: Call, wanted: Wanted = ALL) -> Desk:
    """Return the account's desk for one call, in as many reads for many applications as for few."""
    counts = counts_of(call.id).within(office_of(account))
    days = DaysOfCall(call.id)
    groups = groups_of(account, call, counts, days)
    asked = [one for one in groups if wanted.procedure in ("", one.procedure)]
    lying = lying_on(office_of(account), call, counts)
    found = {part: _part(lying, asked, part, wanted) for part in PARTS}
    shown = rows_of(account, days, [one for part, _after in found.values() for one in part])
    by_id = {row.application.pk: row for row in shown}
    parts = {
        part: Part(
            _ordered(part, [by_id[one.pk] for one in applications]),
            sum(one.number for one in asked if one.part == part),
            after,
        )
        for part, (applications, after) in found.items()
    }
    return Desk(
        call, counts, days.later.for_all, parts, frozenset(one.stage for one in groups if one.part == MINE)
    )


def stage_counts(call: Call, counts: Counts) -> Counter[str]:
    """Return how many applications to the call's tracks stand at each stage.

    Those that came back to the applicant count under `returned`, those at an end under `closed`.
    """
    found: Counter[str] = Counter()
    for one in counts.kinds:
        if one.procedure in call.tracks:
            found[_where(call, one)] += one.number
    return found


def _where(call: Call, alike: Alike) -> str:
    if alike.closed:
        return "closed"
    stage = call.stages.get(alike.stage)
    with_applicant = stage is not None and stage.office == "applicant"
    return "returned" if with_applicant and alike.filed else alike.stage


def _part(lying: Lying, groups: Sequence[Group], part: str, wanted: Wanted) -> tuple[list[Application], str]:
    """Return the applications of a part that the page shows, and where the next page begins."""
    if wanted.part not in ("", part):
        return [], ""
    most = PAGE if part == MINE or wanted.part else FEW
    own = [one for one in groups if one.part == part and one.number > 0]
    found = [*_following(lying, own, wanted.after if wanted.part else "", most + 1)]
    shown = [application for _group, application in found[:most]]
    return shown, _cursor(*found[most - 1]) if len(found) > most else ""


def _following(
    lying: Lying, groups: Sequence[Group], after: str, most: int
) -> Iterator[tuple[Group, Application]]:
    """Yield up to `most` applications of groups one after another, from a cursor on."""
    key, at, last = _read(after)
    keys = [one.key for one in groups]
    start = keys.index(key) if key in keys else 0
    left = most
    for place, group in enumerate(groups[start:]):
        if left <= 0:
            return
        behind = (at, last) if key in keys and place == 0 and at else None
        page = page_of(lying, group, behind, most)[:left]
        left -= len(page)
        yield from ((group, one) for one in page)


def _cursor(group: Group, application: Application) -> str:
    return f"{group.key}:{application.changed_at.isoformat()}:{application.pk}"


def _read(after: str) -> tuple[str, datetime | None, int]:
    """Read a cursor; one that cannot be read stands for the beginning."""
    parts = after.split(":", 4)
    rest, _colon, last = parts[-1].rpartition(":")
    try:
        return ":".join(parts[:4]), datetime.fromisoformat(rest), int(last)
    except ValueError:
        return "", None, 0


def _ordered(part: str, rows: list[DeskRow]) -> Sequence[DeskRow]:
    """Within a page, what is due first in front: days may differ within a stage."""
    if part != MINE:
        return rows
    return sorted(rows, key=lambda row: (row.due or date.max, _place(row), row.since))


def _place(row: DeskRow) -> int:
    return [*row.call.tracks, *row.call.rounds].index(row.application.procedure)
