"""One engine over single records, in a process of its own: `python -m bench.rules.one_record NAME ROWS MOST`.

The last line of its output is what it measured, as JSON. Times are milliseconds: `cold` from before the
engine is imported to its first answer, `first` that answer alone, `median` and `p99` of warm calls by the
clock on the wall, `cpu` the processor's for a call on average; `complete …` over the rows that leave no rule
undecided, where peers that know no unknown answer as well.
"""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import quantiles
from time import perf_counter_ns, process_time_ns
from typing import Any

from bench.rules.cells import written
from bench.rules.engine import Engine
from bench.rules.engines import BATCH, ENGINES
from bench.rules.records import Row, complete, read_rows

BATCH_SIZE = 1000
_NS_IN_MS = 1e6
Measured = dict[str, float]


def main(arguments: Sequence[str]) -> None:
    """Measure, or with a fourth argument write the cells there instead."""
    name, rows, most, *cells = arguments
    found = read_rows(Path(rows), int(most))
    if cells:
        Path(cells[0]).write_text("\n".join(said(name, found)), "utf-8")
    else:
        print(json.dumps(measured(name, found)))


def said(name: str, rows: Sequence[Row]) -> list[str]:
    """Return what an engine says of each row, as letters."""
    engine = ENGINES[name].load()
    decoded = [engine.decode(row) for row in rows]
    answers = engine.evaluate(decoded) if name == BATCH else map(engine.evaluate, decoded)
    return [written(engine.cells(answer)) for answer in answers]


def measured(name: str, rows: Sequence[Row]) -> Measured:
    """Measure one engine over rows: cold first, then warm."""
    started = perf_counter_ns()
    engine = ENGINES[name].load()
    loaded = perf_counter_ns()
    first = engine.decode(rows[0])
    ready = perf_counter_ns()
    engine.evaluate([first] if name == BATCH else first)
    done = perf_counter_ns()
    cold = {"cold": (loaded - started + done - ready) / _NS_IN_MS, "first": (done - ready) / _NS_IN_MS}
    decoded = [engine.decode(row) for row in rows]
    if name == BATCH:
        return cold | _batched(engine, decoded)
    full = [each for each, row in zip(decoded, rows, strict=True) if complete(row)]
    return (
        cold
        | _warm(engine, decoded)
        | {f"complete {key}": value for key, value in _warm(engine, full).items()}
    )


def _warm(engine: Engine, decoded: Sequence[Any]) -> Measured:
    _times(engine.evaluate, decoded[: len(decoded) // 4])
    before = process_time_ns()
    for each in decoded:
        engine.evaluate(each)
    cpu = (process_time_ns() - before) / len(decoded)
    times = quantiles(_times(engine.evaluate, decoded), n=100)
    return {"median": times[49] / _NS_IN_MS, "p99": times[98] / _NS_IN_MS, "cpu": cpu / _NS_IN_MS}


def _times(evaluate: Callable[[Any], Any], decoded: Sequence[Any]) -> list[int]:
    times = []
    for each in decoded:
        before = perf_counter_ns()
        evaluate(each)
        times.append(perf_counter_ns() - before)
    return times


def _batched(engine: Engine, decoded: Sequence[Any]) -> Measured:
    before = process_time_ns()
    for first in range(0, len(decoded), BATCH_SIZE):
        engine.evaluate(decoded[first : first + BATCH_SIZE])
    return {"cpu": (process_time_ns() - before) / len(decoded) / _NS_IN_MS}


if __name__ == "__main__":
    main(sys.argv[1:])
