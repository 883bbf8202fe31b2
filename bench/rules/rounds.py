"""Rounds: every engine once in each, in an order that is shuffled anew, each in a process of its own."""

import json
import random
import sysconfig
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench.rules.comparing import attempted, compare
from bench.rules.engines import ENGINES
from bench.rules.machine import made
from bench.rules.measure import python, run
from bench.rules.records import stored_rows
from bench.rules.register import register
from bench.rules.results import Results
from bench.rules.screenings import WRITTEN, Screening, of_one_size, screenings
from tools import bytecode
from tools.places import ROOT
from tools.words import tell

Work = Callable[[], None]
SLOW = {"openfisca": 300}
"""Engines that are given fewer single records than the others, because one takes milliseconds."""


@dataclass(frozen=True)
class Plan:
    """What to measure: sizes of register, rounds, single records, and rows whose cells are compared."""

    sizes: Sequence[int]
    rounds: int
    seed: int
    records: int = 4000
    cells: int = 20_000
    spark: bool = False
    """Also the same screening through Spark, at the smallest size."""


def measured(plan: Plan) -> Results:
    """Compare all cells once, then measure in rounds, everybody's modules compiled as an installer leaves them."""
    bytecode.compiled([ROOT / "src", ROOT / "bench", Path(sysconfig.get_path("purelib"))])
    results = Results({**made(), "rounds": plan.rounds, "seed": plan.seed, "records": plan.records})
    missing = {name: "not installed" for name, entry in ENGINES.items() if not entry.installed()}
    results.failed.update(missing)
    rows = stored_rows(register(plan.cells, plan.seed), plan.cells)
    tell(f"对照 {plan.cells} 行的每一格 …", f"Comparing every cell of {plan.cells} rows …")
    compare(plan.cells, plan.seed, rows, results)
    order = random.Random(plan.seed)
    for number in range(1, plan.rounds + 1):
        tell(f"第 {number} 轮，共 {plan.rounds} 轮 …", f"Round {number} of {plan.rounds} …")
        work = [*_single(plan, rows, results), *_bulk(plan, results)]
        order.shuffle(work)
        for each in work:
            each()
    return results


def _single(plan: Plan, rows: Path, results: Results) -> Iterator[Work]:
    for engine in ENGINES:
        if engine not in results.failed:
            yield partial(_measure_one, engine, rows, SLOW.get(engine, plan.records), results)


def _measure_one(engine: str, rows: Path, most: int, results: Results) -> None:
    with attempted(engine, results):
        output, cost = run(python("-m", "bench.rules.one_record", engine, str(rows), str(most)))
        results.add_one(engine, json.loads(output.splitlines()[-1]), cost)


def _bulk(plan: Plan, results: Results) -> Iterator[Work]:
    """What is written over a register comes before what looks at it again, so they are one piece of work."""
    for rows in plan.sizes:
        path = register(rows, plan.seed)
        several = [
            *screenings(path),
            *(of_one_size(path, spark=plan.spark) if rows == min(plan.sizes) else []),
        ]
        apart, again = [each for each in several if not each.again], [each for each in several if each.again]
        first = next(each for each in apart if each.name == WRITTEN)
        yield from (partial(_measure_bulk, [each], rows, results) for each in apart if each is not first)
        yield partial(_measure_bulk, [first, *again], rows, results)


def _measure_bulk(several: Sequence[Screening], rows: int, results: Results) -> None:
    for screening in several:
        with attempted(f"{screening.name}, {rows}", results):
            output, cost = run(screening.command)
            results.add_screening(rows, screening.name, cost)
            if screening.counts:
                results.counts.setdefault(rows, {})[screening.name] = screening.counts(output)
