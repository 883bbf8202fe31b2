"""What every engine for one record is to the bench."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bench.rules.cells import Cells
from bench.rules.records import Row


@dataclass(frozen=True)
class Engine:
    """One engine, loaded and its rules compiled.

    `decode` puts a row into the form that the engine takes, before the clock; `evaluate` is measured.
    `cells` tells what came out of it for each rule, in the order of the package, after the clock.
    """

    decode: Callable[[Row], Any]
    evaluate: Callable[[Any], Any]
    cells: Callable[[Any], Cells] = list
