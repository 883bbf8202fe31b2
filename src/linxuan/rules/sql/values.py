"""What a term turns out to be in SQL, by its type."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from linxuan.rules.days import iso_day
from linxuan.rules.scope import Type
from linxuan.rules.sql import dialect as written
from linxuan.rules.sql.columns import Column, Stored
from linxuan.rules.sql.comparing import FALSE, TRUE
from linxuan.rules.sql.dialect import Dialect
from linxuan.rules.sql.polynomials import Leaf, Number, Ratio, constant
from linxuan.rules.sql.unsayable import Unsayable


@dataclass(frozen=True)
class Truth:
    """Yes or no."""

    sql: str


@dataclass(frozen=True)
class Day:
    """A day from 1900 to 2199; `constant` where it is the same for every row.

    `start` is the day that it was moved from, by `steps` of so many years, months or days: how far one
    may move is asked of the first day only.
    """

    sql: str
    constant: date | None = None
    start: str = ""
    steps: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Text:
    """Letters; `constant` where they are the same for every row."""

    sql: str
    constant: str | None = None


@dataclass(frozen=True)
class IndustrySection(Text):
    """The section of an industrial class, a letter; `code` is that of the class."""

    code: str = ""


@dataclass(frozen=True)
class Several:
    """Several choices."""

    sql: str


@dataclass(frozen=True)
class Group:
    """The rows of a group."""

    column: Column


Shape: TypeAlias = Truth | Day | Text | Several | Group | Number | Ratio
_PLAIN = re.compile(r"""\w+|"[^"]*"|`[^`]*`|\w+\.("[^"]*"|`[^`]*`)|CAST\(NULL AS [A-Z0-9(),]+\)""")
_STORED: dict[Type, Stored] = {
    Type.YES_NO: Stored.YES_NO,
    Type.INTEGER: Stored.NUMBER,
    Type.DECIMAL: Stored.NUMBER,
    Type.SHARE: Stored.NUMBER,
    Type.DATE: Stored.DATE,
    Type.TEXT: Stored.TEXT,
    Type.CHOICE: Stored.TEXT,
    Type.CHOICES: Stored.LIST,
    Type.GROUP: Stored.GROUP,
}


def shape_of(column: Column) -> Shape:
    """Return the value of a column."""
    sql = operand(column.sql)
    match column.stored:
        case Stored.YES_NO:
            return Truth(sql)
        case Stored.NUMBER:
            return Number(Leaf(sql, column.precision, column.scale))
        case Stored.DATE:
            return Day(sql, column.constant)
        case Stored.TEXT:
            return Text(sql)
        case Stored.LIST:
            return Several(sql)
        case Stored.GROUP:
            return Group(column)


def operand(sql: str) -> str:
    """Return an SQL that may stand on either side of an operator."""
    return sql if _PLAIN.fullmatch(sql) else f"({sql})"


def unknown(dialect: Dialect, type: Type) -> Column:
    """Return the column of a name that nothing is known of, as a NULL of its type. Raises Unsayable."""
    stored = _STORED.get(type)
    if stored is None:
        raise Unsayable("a ratio is no value")
    digits = 1 if stored is Stored.NUMBER else 0
    return Column(dialect.unknown(stored), stored, digits)


def literal(dialect: Dialect, value: object) -> Shape:
    """Return a value that is written out. Raises Unsayable for what is none."""
    match value:
        case bool():
            return Truth(TRUE if value else FALSE)
        case int() | Decimal():
            return constant(value)
        case date():
            return Day(written.day(value), value)
        case str():
            return Text(dialect.text(value), value)
    raise Unsayable(f"no literal: {type(value).__name__}")


def as_day(shape: Shape) -> Day:
    """Return a day that may have been written as plain text. Raises Unsayable."""
    match shape:
        case Day():
            return shape
        case Text(_, str() as text):
            day = iso_day(text)
            return Day(written.day(day), day) if day else Day("CAST(NULL AS DATE)")
    raise Unsayable("no day")
