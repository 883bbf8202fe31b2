"""An application is moved up or down within its line: the ranks that this needs are given in one go."""

from collections.abc import Sequence

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.placements import Placing, place_all
from linxuan_site.models import Account, Placement
from linxuan_site.queries.order import QuotaLine, Ranked


def move_in_line(
    line: QuotaLine,
    application_id: int,
    to: int,
    *,
    account: Account,
    reason: str = "",
    seen: int | None = None,
) -> list[Placement]:
    """Move an application of a line to a place of its order, from 1.

    Between equals at the line a person decides and says why: nobody is moved past them without a reason.
    `seen` is the id of the placement that the person saw.
    """
    placed = [one for one in line.ranked if one.placement is not None]
    index = next((at for at, one in enumerate(placed) if one.application.pk == application_id), None)
    if index is None:
        raise Refused(say("还没有评定的不能移动，请先填分值或名次"), code="unplaced")
    first = sum(one.state == "taken" for one in placed) + 1
    if placed[index].state == "taken" or not first <= to <= len(placed):
        raise Refused(say("已列入名额的不能移动，也不能移到它们前面"), code="taken")
    passed = placed[min(index, to - 1) : max(index, to - 1) + 1]
    if any(one.state == "tied" for one in passed) and not reason.strip():
        raise BadInput(say("这里有并列的，移动它或越过它要写明理由"), field="reason")
    order = [one for one in placed if one is not placed[index]]
    order.insert(to - 1, placed[index])
    return place_all(_placings(order, application_id, seen), account=account, reason=reason)


def _placings(order: Sequence[Ranked], moved: int, seen: int | None) -> list[Placing]:
    """The moved one gets the rank of its place; who has a rank keeps one, that of the place it has now."""
    placings = []
    for place, one in enumerate(order, start=1):
        placement, pk = one.placement, one.application.pk
        if placement is None or one.state == "taken":
            continue
        if pk == moved:
            placings.append(Placing(pk, place, placement.score, seen))
        elif placement.rank is not None and placement.rank != place:
            placings.append(Placing(pk, place, placement.score, placement.pk))
    return placings
