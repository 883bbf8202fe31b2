"""How the values of a register are stored, so that one SQL text can speak of all of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Stored(StrEnum):
    """What an SQL expression over one row gives; NULL is unknown, everywhere.

    `NUMBER` is a DECIMAL, `DATE` a day from 1900 to 2199, `TEXT` in NFC without control characters,
    `LIST` a list of texts with no NULL and none twice, `GROUP` a list of structs, one for each row.
    """

    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"
    GROUP = "group"


@dataclass(frozen=True)
class Column:
    """One value of a row of the register: its SQL, canonical, and how it is stored."""

    sql: str
    stored: Stored
    precision: int = 0
    """Of a number: how many digits it has in all, at most 38."""
    scale: int = 0
    """Of a number: how many of them stand behind the point."""
    fields: Mapping[str, "Column"] = field(default_factory=dict)
    """Of a group: the fields of its rows; their `sql` is the field's name inside the struct."""
    constant: date | None = None
    """Of a day: which it is, where it is the same for every row and known beforehand."""


Columns: TypeAlias = Mapping[str, Column]
"""By id of a field; one year of a year table by `id@year`; and what the life gives, as `filed_on`."""


def year_key(field_id: str, year: int) -> str:
    """Return the key of one year of a year table: `income@2022`."""
    return f"{field_id}@{year}"
