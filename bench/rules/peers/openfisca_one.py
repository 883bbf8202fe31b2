"""OpenFisca-core for one record: a simulation of one firm. It is made for many; measured to be complete.

Fed as openfisca.py is, by hand instead of by DuckDB.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from bench.rules.cells import RULES, Cells
from bench.rules.columns import COLUMNS, DATE, LIST, MONEY, TEXT, YES_NO
from bench.rules.engine import Engine
from bench.rules.peers.openfisca import Inputs, calculated, system_for
from bench.rules.peers.openfisca_rules import CERTIFICATES
from bench.rules.peers.values import renamed
from bench.rules.records import Row

_CODES = {
    "scale": ("large", "medium", "small", "micro"),
    "status": ("active", "suspended", "dormant", "cancelled"),
    "ownership": ("state", "private", "foreign", "other"),
    "credit_grade": ("a", "b", "c", "d"),
}
_OPTIONS = {
    "functions": ("order", "settle"),
    "modes": ("design", "remote", "testing"),
    "certificates": CERTIFICATES,
}
_NUMBERS = ("district", "industry")
_NO_DAY = date(1970, 1, 1)


def load() -> Engine:
    """Return the engine; which variables there are follows from a record without answers."""
    system = system_for(_inputs(dict.fromkeys(COLUMNS)))
    return Engine(_inputs, lambda inputs: calculated(system, inputs), _cells)


def _inputs(row: Row) -> Inputs:
    return {name: np.array([value]) for column in COLUMNS for name, value in _given(column, row[column])}


def _given(column: str, value: Any) -> Iterator[tuple[str, Any]]:
    stored, name = COLUMNS[column].stored, renamed(column)
    if stored == YES_NO:
        yield name, bool(value)
    elif stored == DATE:
        yield name, np.datetime64(value or _NO_DAY)
    elif stored == LIST:
        yield from ((f"{name}_{option}", option in (value or ())) for option in _OPTIONS[name])
    elif stored == TEXT:
        yield from ((name, np.int32(code)) for code in _code(name, value))
    else:
        yield name, np.int32((value or 0) * (100 if stored == MONEY else 1))


def _code(name: str, value: str | None) -> Iterator[int]:
    """Texts are codes; those that no rule looks at are left out."""
    if name in _NUMBERS:
        yield int(value or 0)
    elif name in _CODES:
        yield _CODES[name].index(value) + 1 if value else 0


def _cells(outcomes: Any) -> Cells:
    return [bool(outcomes[rule][0]) for rule in RULES]
