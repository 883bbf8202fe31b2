"""The closed set of terms that an expression is made of, and the values that they speak of.

An expression of a package is parsed once into these terms (`parse.py`), checked against the fields
and parameters (`check.py`), and evaluated in three-valued logic (`evaluate.py`). There are no other
terms, and no term can run code, read a file or make a longer value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias, Union

YearTable: TypeAlias = Mapping[int, Decimal | int]
Row: TypeAlias = Mapping[str, "Value | None"]
Value: TypeAlias = Union[str, bool, int, Decimal, date, tuple[str, ...], YearTable, tuple[Row, ...]]
"""A known answer. Unknown is None, everywhere; an absent key and None mean the same."""


@dataclass(frozen=True)
class Literal:
    value: str | bool | int | Decimal | date


@dataclass(frozen=True)
class Options:
    """A list written out: `('a', 'b')`."""

    values: tuple[str | int | Decimal | date, ...]


@dataclass(frozen=True)
class Name:
    """A field or what the life gives (`filed_on`, `category`, …). Over a year table: its latest year."""

    id: str


@dataclass(frozen=True)
class Param:
    """A named parameter, written `$id`."""

    id: str


@dataclass(frozen=True)
class Not:
    term: "Term"


@dataclass(frozen=True)
class And:
    terms: tuple["Term", ...]


@dataclass(frozen=True)
class Or:
    terms: tuple["Term", ...]


@dataclass(frozen=True)
class Compare:
    """`operator` is one of `= <> < <= > >=`."""

    operator: str
    left: "Term"
    right: "Term"


@dataclass(frozen=True)
class Between:
    """Both bounds belong to it."""

    term: "Term"
    low: "Term"
    high: "Term"


@dataclass(frozen=True)
class In:
    """`options` is `Options` or a `Param` of kind choices."""

    term: "Term"
    options: "Options | Param"
    negated: bool = False


@dataclass(frozen=True)
class Arithmetic:
    """`operator` is one of `+ - *`; `-x` is `0 - x`."""

    operator: str
    left: "Term"
    right: "Term"


@dataclass(frozen=True)
class Call:
    """One of the functions of `functions.py`, with its arguments."""

    function: str
    arguments: tuple["Term | Options", ...]


Term: TypeAlias = Literal | Name | Param | Not | And | Or | Compare | Between | In | Arithmetic | Call
