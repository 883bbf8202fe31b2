"""What a filing should cost, and whether it does."""

from collections.abc import Mapping
from typing import Any

from bench.portal.aims import Aim

MOST_MS = 60.0
"""Of a signed-in applicant, in milliseconds of processor time of web and database together."""
MOST_GROWTH = 1.1
"""The largest size beside the smallest: “the same” within what two runs on one machine differ by."""


def aims(sizes: Mapping[int, Mapping[str, Any]]) -> list[Aim]:
    """Return every aim that the sizes measured can show."""
    smallest, largest = min(sizes), max(sizes)
    cost = {
        size: found["signed_in"]["web_ms"] + found["signed_in"]["database_ms"]
        for size, found in sizes.items()
    }
    found = [Aim(f"a filing, {size:,}, CPU ms", each, MOST_MS) for size, each in cost.items()]
    if largest != smallest:
        grown = cost[largest] / cost[smallest]
        found.append(Aim(f"a filing, {largest:,}, × {smallest:,}", grown, MOST_GROWTH))
    unanswered = sum(each["curve"]["errors"] for each in sizes.values())
    return [*found, Aim("neither a receipt nor a refusal with a number", unanswered, 0)]
