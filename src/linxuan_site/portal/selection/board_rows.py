"""The rows of the board as its page draws them: quota lines, what is tied, what waits for somebody."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from linxuan.programme.definition import Call
from linxuan_site.portal.selection.order_rows import query_of
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.board import Stuck
from linxuan_site.queries.order import QuotaLine


class LineWords(NamedTuple):
    """All that the table of the quotas writes of one line."""

    call: str
    quota: str
    key: str
    procedure: str
    category: str
    place: str
    clause: str
    begun: int
    filed: int
    arrived: int
    placed: int
    most: int
    """The most that begun in any line: as long as a bar may be."""
    limit: int
    taken: int
    contested: int
    left: int
    unplaced: int


class TieWords(NamedTuple):
    """All that is written of those equal at a line."""

    call: str
    quota: str
    at: str
    """What comes behind the address of the order to decide between them."""
    procedure: str
    contested: int
    tied: tuple[str, ...]


class StuckWords(NamedTuple):
    """All that is written of those that wait together."""

    kind: str
    place: str
    stage: str
    days: int
    number: int
    applications: tuple[tuple[int, str], ...]
    """Those that are named, with what is chosen."""


def drawn_lines(call: Call, lines: Sequence[QuotaLine]) -> list[SafeString]:
    """Return the rows of the table of the quotas."""
    most = max((line.begun for line in lines), default=0)
    return [_draw_line(_line(call, one, most)) for one in lines]


def drawn_ties(call: Call, ties: Sequence[QuotaLine]) -> list[SafeString]:
    """Return what is written of each line at which some are equal."""
    return [
        _draw_tie(
            TieWords(
                call.id,
                one.quota.id,
                query_of(one, one.tied[-1].place),
                one.procedure,
                one.contested,
                tuple(tied.application.subject for tied in one.tied),
            )
        )
        for one in ties
    ]


def drawn_stuck(stuck: Sequence[Stuck]) -> list[SafeString]:
    """Return what is written of those that wait, by place."""
    return [
        _draw_stuck(
            StuckWords(
                one.kind,
                one.place,
                one.stage,
                one.days,
                one.number,
                tuple((each.pk, each.subject) for each in one.applications),
            )
        )
        for one in stuck
    ]


def _line(call: Call, line: QuotaLine, most: int) -> LineWords:
    return LineWords(
        call=call.id,
        quota=line.quota.id,
        key=line.key,
        procedure=line.procedure,
        category=line.category,
        place=line.place,
        clause=line.quota.clause,
        begun=line.begun,
        filed=line.filed,
        arrived=line.arrived,
        placed=line.placed,
        most=most,
        limit=line.limit,
        taken=line.taken,
        contested=line.contested,
        left=line.left,
        unplaced=line.unplaced,
    )


def _of_line(line: LineWords) -> dict[str, object]:
    return {"line": line}


def _of_tie(tie: TieWords) -> dict[str, object]:
    return {"tie": tie}


def _of_stuck(stuck: StuckWords) -> dict[str, object]:
    return {"one": stuck}


_draw_line = drawn("selection/line_row.html", _of_line)
_draw_tie = drawn("selection/tie_row.html", _of_tie)
_draw_stuck = drawn("selection/stuck_row.html", _of_stuck)
