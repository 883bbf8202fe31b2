"""How filings arrive: one after the other is done (closed loop), or when they want to (open loop)."""

import random
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from bench.filing.journeys import Filing

if TYPE_CHECKING:  # a meter wants the driver of PostgreSQL
    from bench.filing.spending import Meter

Go = Callable[[int], Filing]
"""Lets the filer with a number go through a journey."""


@dataclass(frozen=True)
class Curve:
    """Arrivals that double with every step towards the deadline: `first` a second, then twice as many."""

    first: float
    steps: int
    seconds: float

    def arrivals(self, seed: int = 1) -> list[float]:
        """Return when somebody arrives, in seconds from the beginning; at random within every step."""
        chance = random.Random(seed)
        return sorted(
            self.seconds * (step + chance.random())
            for step in range(self.steps)
            for _ in range(round(self.first * 2**step * self.seconds))
        )

    @property
    def length(self) -> float:
        """From the first arrival to the deadline, in seconds."""
        return self.steps * self.seconds


def closed(go: Go, count: int, at_once: int, meter: "Meter") -> dict[str, Any]:
    """Let `count` people file, `at_once` at a time, and return what it cost."""
    before = meter.now()
    with ThreadPoolExecutor(at_once) as pool:
        found = list(pool.map(go, range(count)))
    web, database = (later - earlier for earlier, later in zip(before, meter.now(), strict=True))
    done = sum(bool(one.receipt) for one in found)
    return {
        "filings": count,
        "at_once": at_once,
        "web_ms": round(1000 * web / max(done, 1), 1),
        "database_ms": round(1000 * database / max(done, 1), 1),
        **_answers(found),
        **_outcomes(found),
    }


def opened(go: Go, curve: Curve, meter: "Meter") -> dict[str, Any]:
    """Let people arrive along a curve, whether or not those before them are done, and return what came of it."""
    arrivals = curve.arrivals()
    before, begun = meter.now(), time.monotonic()
    # Everybody is somebody: no thread is waited for by one who arrives.
    with ThreadPoolExecutor(len(arrivals)) as pool:
        running = []
        for number, at in enumerate(arrivals):
            time.sleep(max(0.0, begun + at - time.monotonic()))
            running.append(pool.submit(go, number))
        found = [one.result() for one in running]
    web, database = (later - earlier for earlier, later in zip(before, meter.now(), strict=True))
    deadline = begun + curve.length
    done = sum(bool(one.receipt) for one in found)
    return {
        "seconds": curve.length,
        "filings": len(found),
        "web_ms": round(1000 * web / max(done, 1), 1),
        "database_ms": round(1000 * database / max(done, 1), 1),
        **_answers(found),
        **_outcomes(found),
        "late_receipts": sum(bool(one.receipt) and one.ended > deadline for one in found),
        "drained_s": round(max(one.ended for one in found) - deadline, 1),
        "steps": [_step(found, arrivals, curve, step) for step in range(curve.steps)],
    }


def _step(found: Sequence[Filing], arrivals: Sequence[float], curve: Curve, step: int) -> dict[str, Any]:
    """What came of those who arrived in one step of the curve."""
    own = [one for one, at in zip(found, arrivals, strict=True) if step <= at / curve.seconds < step + 1]
    return {"per_second": curve.first * 2**step, **_answers(own), **_outcomes(own)}


def _answers(found: Sequence[Filing]) -> dict[str, float]:
    """Milliseconds of single answers, and of whole filings that got a receipt."""
    answers = sorted(1000 * one for each in found for one in each.took)
    whole = sorted(1000 * one.seconds for one in found if one.receipt)
    return {f"p{share}_ms": _percentile(answers, share) for share in (50, 95, 99)} | {
        f"filing_p{share}_ms": _percentile(whole, share) for share in (50, 95, 99)
    }


def _percentile(values: Sequence[float], share: int) -> float:
    if not values:
        return 0.0
    if share == 50:
        return round(median(values), 1)
    return round(values[min(len(values) - 1, int(len(values) * share / 100))], 1)


def _outcomes(found: Sequence[Filing]) -> dict[str, Any]:
    errors = [one.error for one in found if one.error]
    return {
        "receipts": sum(bool(one.receipt) for one in found),
        "refused": sum(bool(one.refused) for one in found),
        "refusals": sum(len(one.refusals) for one in found),
        "errors": len(errors),
        **({"first_errors": sorted(set(errors))[:3]} if errors else {}),
    }
