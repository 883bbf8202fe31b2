"""A register file with a row for each applicant, read as typed and canonical columns.

What a cell means is decided by `linxuan.answers`; SQL reads only those whose shape leaves no choice.
"""

from linxuan.screening.register.mapping import NO_MAP, ColumnMap, Mapped
from linxuan.screening.register.opening import open_register
from linxuan.screening.register.register import Doubt, Register

__all__ = ["NO_MAP", "ColumnMap", "Doubt", "Mapped", "Register", "open_register"]
