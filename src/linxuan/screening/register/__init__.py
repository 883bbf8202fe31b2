"""A register file with a row for each applicant, read as typed and canonical columns.

What a cell means is decided by `linxuan.answers`; SQL reads only those whose shape leaves no choice.
"""

from linxuan.screening.register.doubts import Doubt
from linxuan.screening.register.map_file import parse_map, read_map
from linxuan.screening.register.mapping import NO_MAP, ColumnMap, Mapped
from linxuan.screening.register.opening import open_register
from linxuan.screening.register.raw import answered, cells_of, raw_answers
from linxuan.screening.register.register import Register
from linxuan.screening.register.wanted import without_bounds

__all__ = [
    "NO_MAP",
    "ColumnMap",
    "Doubt",
    "Mapped",
    "Register",
    "answered",
    "cells_of",
    "open_register",
    "parse_map",
    "raw_answers",
    "read_map",
    "without_bounds",
]
