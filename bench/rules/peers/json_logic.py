"""json-logic (the fork `json-logic-qubit`, which runs on Python 3), rule by rule over one record.

To be fair: amounts are whole hundredths, because its own arithmetic is of floats; dates are ISO text; the
calendar and the size of a list, which it lacks, are custom operations, its own way of being extended, and
give null for null. A rule that raises gives no answer. A missing value is null, and `!null` is true.
"""

from collections.abc import Mapping
from typing import Any

from json_logic import add_operation, jsonLogic

from bench.rules.cells import RULES
from bench.rules.engine import Engine
from bench.rules.peers.json_logic_rules import LOGIC
from bench.rules.peers.values import add_months, as_hundredths, renamed
from bench.rules.records import Row


def load() -> Engine:
    """Return the engine, its operations added."""
    add_operation("add_months", lambda day, months: None if day is None else add_months(day, months))
    add_operation("size", lambda chosen: None if chosen is None else len(chosen))
    rules = [LOGIC[rule] for rule in RULES]
    return Engine(_data, lambda data: [_said(rule, data) for rule in rules])


def _data(row: Row) -> Mapping[str, Any]:
    return {renamed(name): as_hundredths(value) for name, value in row.items()}


def _said(rule: Any, data: Mapping[str, Any]) -> bool | None:
    try:
        said = jsonLogic(rule, data)
    except (TypeError, ValueError):
        return None
    return None if said is None else bool(said)
