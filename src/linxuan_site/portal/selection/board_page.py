"""What the board shows: lines with bars, what is stuck with a link, districts as mixed bars, publicities."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from linxuan.programme.definition import Call, Stage
from linxuan_site import clock
from linxuan_site.portal.deadlines import Due, banner, dues_of, first_of
from linxuan_site.portal.selection.board_rows import drawn_lines, drawn_stuck, drawn_ties
from linxuan_site.portal.selection.calendar import Calendar, calendar_of
from linxuan_site.portal.selection.order_rows import query_of
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.board import Board, Region
from linxuan_site.queries.extensions import ByDeadline
from linxuan_site.queries.order import PartOfOrder, QuotaLine

COLOURS = {
    "arrived": "#0b4aa2",
    "review": "#6d8fc4",
    "returned": "#c08a1e",
    "draft": "#c9d3e2",
    "closed": "#5d6a80",
}


@dataclass(frozen=True)
class Segment:
    """A piece of a mixed bar, in hundredths of its width."""

    colour: str
    start: str
    width: str


class RegionWords(NamedTuple):
    """All that the table of the districts writes of one."""

    name: str
    bar: tuple[Segment, ...]
    arrived: int
    review: int
    returned: int
    draft: int
    closed: int
    all: int
    idle_days: int


def _page(row: RegionWords) -> dict[str, object]:
    return {"row": row}


_draw = drawn("selection/region_row.html", _page)


@dataclass(frozen=True)
class ShownPublicity:
    """A stage that publishes names: what could be published, what is, what was."""

    stage: Stage
    ready: int
    rows: Sequence[Any]
    open_objections: int = 0
    """Objections to the running one that have no outcome."""

    @property
    def calendar(self) -> Calendar | None:
        """The days of the running one; None if there is none."""
        if self.stage.publicity is None or self.running is None:
            return None
        return calendar_of(self.stage.publicity, self.running.opens_on, self.running.closes_on)

    @property
    def running(self) -> Any:
        """The publicity that has not been closed; None if there is none."""
        return next((one for one in self.rows if one.closed_at is None), None)

    @property
    def may_close(self) -> bool:
        """Whether the last day of the running one is over, and every objection to it has an outcome."""
        over = self.running is not None and clock.today() > self.running.closes_on
        return over and not self.open_objections

    @property
    def days_left(self) -> int:
        """Days until the last day of the running one."""
        return (self.running.closes_on - clock.today()).days if self.running else 0


def board_page(board: Board) -> dict[str, object]:
    """Return what the board shows."""
    deadlines = board.call.deadlines.values()
    dues = dues_of(deadlines, board.call.id, clock.today())
    own = [bool(set(one.concerns) & set(board.call.tracks)) for one in deadlines]
    publishing = [one for one in board.call.stages.values() if one.publicity]
    ties = [line for line in board.lines if line.contested]
    return {
        "board": board,
        "call": board.call,
        "ties": ties,
        "line_rows": drawn_lines(board.call, board.lines),
        "tied_rows": drawn_ties(board.call, ties),
        "stuck_rows": drawn_stuck(board.stuck),
        "regions": _regions(board.regions),
        "totals": sum((one.counts for one in board.regions), Counter[str]()),
        "all": sum(one.all for one in board.regions),
        "colours": COLOURS,
        "publicities": [
            ShownPublicity(
                one,
                board.nominated[one.id],
                [row for row in board.publicities if row.stage == one.id],
                board.open_objections[one.id],
            )
            for one in publishing
        ],
        "due": first_of([one for one, of_tracks in zip(dues, own, strict=True) if of_tracks]),
        "deadlines": dues,
        "progress": progress_of(board),
        "beyond": [(line, list_of(board.call, line)) for line in board.lines if line.unnamed > 0],
    }


@dataclass(frozen=True)
class Progress:
    """How many of each track were filed up to each day on which something was."""

    names: Sequence[str]
    rows: Sequence[tuple[date, Sequence[int]]]


def progress_of(board: Board) -> Progress | None:
    """Return the filings of the tracks that have any, added up day by day; None while there are none."""
    tracks = [one for one in board.call.tracks if any(one in day for day in board.filings.values())]
    sums, rows = Counter[str](), []
    for day, filed in board.filings.items():
        sums.update(filed)
        rows.append((day, [sums[one] for one in tracks]))
    return Progress([board.call.tracks[one].name for one in tracks], rows) if rows else None


def order_page(call: Call, part: PartOfOrder) -> dict[str, object]:
    """Return what the page of one line shows of some of its places."""
    line = part.line
    action = call.actions[line.quota.at]
    return {
        "call": call,
        "line": line,
        "part": part,
        "here": query_of(line, part.first),
        "action": action,
        "due": due_of_tracks(call, part.later),
        "typed": {"reason": ""},
        "whole": list_of(call, line),
    }


def list_of(call: Call, line: QuotaLine) -> str:
    """Return what narrows the list to those who have arrived at a line, as far as a list can be narrowed."""
    stages, tracks = call.actions[line.quota.at].from_stages, line.quota.concerns
    asked = {"stage": stages[0]} if len(stages) == 1 else {}
    if len(line.quota.categories) == 1:
        asked["category"] = line.quota.categories[0]
    elif len(tracks) == 1:
        asked["procedure"] = tracks[0]
    return urlencode(asked)


def due_of_tracks(call: Call, later: ByDeadline | None = None) -> Due | None:
    """Return the deadline of the tracks that comes next; `later` is what was put off, where that was read already."""
    deadlines = [one for one in call.deadlines.values() if set(one.concerns) & set(call.tracks)]
    return banner(deadlines, call.id, clock.today(), later)


def _regions(regions: Sequence[Region]) -> list[SafeString]:
    """The rows of the table, each drawn anew only where it says something else."""
    most = max((one.all for one in regions), default=0)
    return [_draw(_words(one, most)) for one in regions]


def _words(region: Region, most: int) -> RegionWords:
    counts = {word: region.counts[word] for word in COLOURS}
    return RegionWords(
        name=region.name,
        bar=tuple(_segments(region, most)),
        **counts,
        all=region.all,
        idle_days=region.idle_days,
    )


def _segments(region: Region, most: int) -> Iterator[Segment]:
    start = 0.0
    for word, colour in COLOURS.items():
        width = 100 * region.counts[word] / most
        if width:
            yield Segment(colour, f"{start:.2f}", f"{max(width - 0.6, 0.4):.2f}")
        start += width
