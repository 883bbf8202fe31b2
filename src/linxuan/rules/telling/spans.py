"""How far a day is moved: 1 day, 30 days."""

from collections.abc import Callable
from functools import lru_cache

from linxuan.language import say

MOVES = ("add_years", "add_months", "add_days")
_MOST_KEPT = 64


def spans(move: str) -> Callable[[int], str]:
    """Return what writes a number of years, months or days, for `add_years` and the like."""
    one, many = {
        "add_years": (say("1 年"), say("{count} 年")),
        "add_months": (say("1 个月"), say("{count} 个月")),
        "add_days": (say("1 天"), say("{count} 天")),
    }[move]

    @lru_cache(maxsize=_MOST_KEPT)
    def span(count: int) -> str:
        return one if count == 1 else many.format(count=f"{count:,}")

    return span
