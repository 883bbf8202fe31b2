"""A case about an order at a quota: who is within, who is equal at the line, who waits."""

from collections.abc import Iterator

from linxuan.cases.wording import differs
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.situations import OrderCase
from linxuan.selection import Entry, shortlist


def failures_of_order(call: Call, case: OrderCase) -> Iterator[str]:
    """Yield what came out otherwise than the case expects."""
    entries = [Entry(each.id, each.track, each.category, each.score) for each in case.ranking]
    lines = shortlist(call, entries, at=call.quotas[case.quota].at)
    own = [line for line in lines if line.quota == case.quota]
    if len(own) != 1:
        yield say("名额“{quota}”有{count}条线，应为一条", quota=case.quota, count=len(own))
        return
    yield from differs(say("入围"), case.nominated, own[0].nominated)
    yield from differs(say("并列"), case.tied, own[0].tied)
    yield from differs(say("备选"), case.reserve, own[0].reserve)
