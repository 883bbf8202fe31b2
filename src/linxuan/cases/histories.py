"""A case about the history of a designated entity."""

from collections.abc import Iterator

from linxuan.cases.wording import differs
from linxuan.evaluation import read_history, standing
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.situations import HistoryCase


def failures_of_history(call: Call, case: HistoryCase) -> Iterator[str]:
    """Yield what came out otherwise than the case expects."""
    found = standing(call, read_history(call, case.history))
    yield from differs(say("称号状态"), case.standing, found.standing)
    if case.because:
        yield from differs(say("依据"), case.because, found.rule)
