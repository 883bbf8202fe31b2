"""CEL through the binding `common-expression-language` (Rust), rule by rule over one record.

To be fair: one context is made for each record and given to all programs, with only the values that the
rules mention; amounts are whole hundredths, because its fractions are floats; dates are ISO text; calendar
arithmetic, which it lacks, is a function of ours, its own way of being extended. A missing value is
left out of the context: asking for it is an error, which `&&` and `||` absorb where the rest decides. An
error is read as unknown.
"""

from collections.abc import Mapping
from typing import Any

import cel

from bench.rules.cells import RULES, Cells
from bench.rules.engine import Engine
from bench.rules.peers.cel_rules import CEL
from bench.rules.peers.values import add_months, as_hundredths, renamed
from bench.rules.records import Row

_FUNCTIONS = {"add_months": add_months}


def load() -> Engine:
    """Return the engine, its programs compiled."""
    programs = [cel.compile(CEL[rule]) for rule in RULES]
    mentioned = frozenset(name for program in programs for name in program.variables())

    def decode(row: Row) -> Mapping[str, Any]:
        known = ((renamed(name), value) for name, value in row.items() if value is not None)
        return {name: as_hundredths(value) for name, value in known if name in mentioned}

    def evaluate(values: dict[str, Any]) -> Cells:
        context = cel.Context(variables=values, functions=_FUNCTIONS)
        return [_said(program, context) for program in programs]

    return Engine(decode, evaluate)


def _said(program: cel.Program, context: cel.Context) -> bool | None:
    try:
        return bool(program.execute(context))
    except (RuntimeError, ValueError, TypeError):
        return None
