"""The rows of an order as its page draws them."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.safestring import SafeString

from linxuan.programme.definition import Call
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.delegations import signed
from linxuan_site.queries.order import PartOfOrder, QuotaLine, Ranked, first_beside


class RowWords(NamedTuple):
    """All that the page writes of one application."""

    call: str
    quota: str
    here: str
    """What comes behind an address to stay at this part of the order (`?key=…&at=…`)."""
    action: str
    """The name of the act that takes a place."""
    place: int
    number: int
    state: str
    up: int
    down: int
    application: int
    subject: str
    filed_as: str
    in_charge: str
    mode: str
    reason: str
    who: str
    """Who placed it, where that was for somebody else."""
    seen: int
    """The placement that the reader sees; 0 if there is none."""
    score: str
    rank: str
    refusal: str
    clause: str


def query_of(line: QuotaLine, at: int) -> str:
    """Return what comes behind the address of an order to show the place `at` of a line."""
    first = first_beside(at)
    asked = {"key": line.key, "at": str(first) if first > 1 else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"?{query}" if query else ""


def drawn_rows(
    call: Call, part: PartOfOrder, typed: Mapping[str, str]
) -> Iterator[tuple[Ranked, SafeString]]:
    """Yield the applications of a part of an order, each with its row; `typed` is what was typed and refused."""
    here = query_of(part.line, part.first)
    for one in part.rows:
        yield one, _draw(_words(call, part.line, one, here, typed))


def _words(call: Call, line: QuotaLine, one: Ranked, here: str, typed: Mapping[str, str]) -> RowWords:
    placed, refusal = one.placement, one.refusal
    return RowWords(
        call=call.id,
        quota=line.quota.id,
        here=here,
        action=call.actions[line.quota.at].name,
        place=one.place,
        number=one.number,
        state=one.state,
        up=one.up,
        down=one.down,
        application=one.application.pk,
        subject=one.application.subject,
        filed_as=one.application.number or "",
        in_charge=one.in_charge,
        mode=one.mode,
        reason=placed.reason if placed else "",
        who=signed(placed.placed_by, placed)
        if placed and (placed.on_behalf_of_name or placed.token_name)
        else "",
        seen=placed.pk if placed else 0,
        score=_typed(typed, one, "score"),
        rank=_typed(typed, one, "rank"),
        refusal=refusal.reason if refusal else "",
        clause=refusal.clause if refusal else "",
    )


def _typed(typed: Mapping[str, str], one: Ranked, what: str) -> str:
    """What was typed and refused, else what stands recorded."""
    recorded = getattr(one.placement, what, None)
    return typed.get(f"{what}-{one.application.pk}", "" if recorded is None else str(recorded))


def _page(row: RowWords) -> dict[str, object]:
    return {"row": row}


_draw = drawn("selection/ranked.html", _page)
