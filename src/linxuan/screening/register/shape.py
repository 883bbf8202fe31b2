"""How the cells of one column are read in SQL, whatever kind of field they answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from linxuan.rules.sql.columns import Column, Stored
from linxuan.screening.register import quoting
from linxuan.screening.register.binding import Binding

_TYPES = {Stored.YES_NO: "BOOLEAN", Stored.DATE: "DATE", Stored.TEXT: "VARCHAR", Stored.LIST: "VARCHAR[]"}


@dataclass(frozen=True)
class Shape:
    """How the cells of one column are read without looking at them one by one."""

    cell: str
    """The cell as SQL, as text unless its type says it all."""
    value: str
    """Its value as SQL of the stored type: NULL where it is unknown or odd."""
    stored: Column
    lies: str = ""
    """Its value where no cell of the column is odd: SQL that costs next to nothing, empty if it would."""
    few: bool = False
    """Whether the column has few distinct cells, as codes and choices have."""
    written: bool = True
    """Whether the cell is text, so that it can be empty."""

    @property
    def sure(self) -> bool:
        """Whether no cell can be odd."""
        return self.value == self.lies

    def odd(self, value: str, cell: str) -> str:
        """SQL that is true where only the reader can tell, over SQL for the value and the cell."""
        empty = f" AND {cell} <> ''" if self.written else ""
        return f"{value} IS NULL AND {cell} IS NOT NULL{empty}"


def sql_type(stored: Column) -> str:
    """Return DuckDB's type for a value as it is stored."""
    if stored.stored is Stored.NUMBER:
        return f"DECIMAL({stored.precision}, {stored.scale})"
    if stored.stored is Stored.GROUP:
        fields = (f"{quoting.name(each)} {sql_type(column)}" for each, column in stored.fields.items())
        return f"STRUCT({', '.join(fields)})[]"
    return _TYPES[stored.stored]


def as_text(binding: Binding) -> str:
    """Return SQL for a cell as text."""
    return binding.sql if binding.type == "VARCHAR" else f"CAST({binding.sql} AS VARCHAR)"


def explained(binding: Binding, cell: str) -> str:
    """Return a branch of CASE that leaves what the map explains to the reader, even where SQL could tell."""
    words = ", ".join(map(quoting.text, binding.values))
    return f"WHEN {cell} IN ({words}) THEN NULL " if words else ""


def where_not(faults: Sequence[str], value: str) -> str:
    """Return SQL for a value; NULL where one of the faults holds."""
    return f"CASE WHEN {' OR '.join(faults)} THEN NULL ELSE {value} END" if faults else value
