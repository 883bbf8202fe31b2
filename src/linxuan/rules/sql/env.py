"""Where a term is written as SQL: the columns that its names mean, and what its parameters are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeAlias

from linxuan.rules.record import ParameterValue
from linxuan.rules.scope import Scope, Variable
from linxuan.rules.sql.columns import Column, Columns, year_key
from linxuan.rules.sql.dialect import Dialect
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.sql.values import Shape, literal, operand, shape_of, unknown
from linxuan.rules.terms import Term

_SHARED = ("filed_on", "as_of")
"""Days of the life, which are the same for many rows of a register."""
Place: TypeAlias = tuple[Term, int, int]
"""A term, how far back year tables are read, and in how many rows of groups it stands."""


@dataclass(frozen=True)
class Keys:
    """Keys of a list that are valid from one day to another, both included; None is without end."""

    keys: tuple[str, ...]
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Row:
    """Inside a row of a group: what the row is called, its columns and what the package says of them."""

    name: str
    columns: Columns
    variables: Mapping[str, Variable]


@dataclass(frozen=True)
class Env:
    """What a term speaks of.

    A parameter is a value, a `Column` where it differs from row to row, or unknown. A list is told by
    the periods in which its keys are valid, looked at on `as_of`; without it all count.
    `doubts` gathers the conditions under which the SQL says NULL although the answer is known.
    """

    dialect: Dialect
    scope: Scope
    columns: Columns
    parameters: Mapping[str, "ParameterValue | Column | None"] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Keys]] = field(default_factory=dict)
    as_of: Column | None = None
    back: int = 0
    rows: tuple[Row, ...] = ()
    doubts: dict[str, None] = field(default_factory=dict)
    bound: Mapping[Place, Shape] = field(default_factory=dict)
    """What was worked out already, by the place where it stands."""

    def name(self, id: str) -> Shape:
        """Return what a name means here: the fields of a row hide those outside. Raises Unsayable."""
        for row in reversed(self.rows):
            if id in row.variables:
                return self._in_row(row, id)
        variable = self.scope.names.get(id)
        if variable and variable.years:
            return self.of_year(id, self.back)
        return shape_of(self._column(id))

    def of_year(self, table: str, back: int) -> Shape:
        """Return the value of a year table `back` years before its latest."""
        variable = self.scope.names[table]
        if not 0 <= back < len(variable.years):
            return shape_of(unknown(self.dialect, variable.type))
        return shape_of(self._column(year_key(table, variable.years[-1 - back])))

    def parameter(self, id: str) -> Shape:
        """Return what a parameter is. Raises Unsayable for one of several choices."""
        value = self.parameters.get(id)
        if value is None:
            return shape_of(unknown(self.dialect, self.scope.parameters[id].type))
        return shape_of(value) if isinstance(value, Column) else literal(self.dialect, value)

    def place(self, term: Term) -> Place:
        """Return a term with all that its meaning depends on here."""
        return term, self.back, len(self.rows)

    def binding(self, term: Term, shape: Shape) -> "Env":
        """Return the same where a term was worked out already."""
        return replace(self, bound={**self.bound, self.place(term): shape})

    def is_shared(self, day: str) -> bool:
        """Tell whether many rows have the same value of a day, as of that of filing and that of the check."""
        return any(day == operand(self.columns[id].sql) for id in _SHARED if id in self.columns)

    def years_back(self, years: int) -> "Env":
        """Return the same where year tables are read so many years further back."""
        return replace(self, back=self.back + years)

    def inside(self, group: str, column: Column) -> "Env":
        """Return the same inside a row of a group, with its own doubts."""
        name = f"linxuan_row_{len(self.rows)}"
        row = Row(name, column.fields, self.scope.names[group].fields)
        return replace(self, rows=(*self.rows, row), doubts={})

    def doubt(self, conditions: Sequence[str]) -> None:
        """Note conditions under which the SQL is not to be relied on."""
        self.doubts.update(dict.fromkeys(conditions))

    def _column(self, id: str) -> Column:
        column = self.columns.get(id)
        if column is None:
            raise Unsayable(f"no column: {id}")
        return column

    def _in_row(self, row: Row, id: str) -> Shape:
        column = row.columns.get(id)
        if column is None:
            return shape_of(unknown(self.dialect, row.variables[id].type))
        return shape_of(replace(column, sql=f"{row.name}.{self.dialect.identifier(column.sql)}"))


def doubtful(conditions: Sequence[str]) -> str:
    """Return that one of the conditions is true: two-valued."""
    return f"coalesce({' OR '.join(conditions)}, FALSE)"
