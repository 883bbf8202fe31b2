"""The closed set of terms that an expression is made of, and the values that they speak of.

An expression of a package is parsed once into these terms (`parse.py`), checked against the fields
and parameters (`check.py`), and evaluated in three-valued logic (`evaluate.py`). There are no other
terms, and no term can run code, read a file or make a longer value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeAlias

YearTable: TypeAlias = Mapping[int, Decimal | int]
Row: TypeAlias = Mapping[str, "Value | None"]
Value: TypeAlias = str | bool | int | Decimal | date | tuple[str, ...] | YearTable | tuple[Row, ...]
"""A known answer. Unknown is None, everywhere; an absent key and None mean the same."""


@dataclass(frozen=True)
class Located:
    """What all terms share: where they stand in the text, from 0; -1 for a term that was not read.

    An operator stands where it is written, between its sides. The position is for messages only: two
    terms that say the same are equal wherever they stand.
    """

    position: int = field(default=-1, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True)
class Literal(Located):
    """A value that is written out."""

    value: str | bool | int | Decimal | date
    kind: type = field(init=False, repr=False)
    """Part of what makes two equal: 1 and TRUE are equal to Python, but not to a rule."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", type(self.value))


@dataclass(frozen=True)
class Options(Located):
    """A list written out: `('a', 'b')`."""

    values: tuple[str | int | Decimal | date, ...]


@dataclass(frozen=True)
class Name(Located):
    """A field or what the life gives (`filed_on`, `category`, …). Over a year table: its latest year."""

    id: str


@dataclass(frozen=True)
class Param(Located):
    """A named parameter, written `$id`."""

    id: str


@dataclass(frozen=True)
class Not(Located):
    """True becomes false and false true; unknown stays unknown."""

    term: "Term"


@dataclass(frozen=True)
class And(Located):
    """False as soon as one is false, else unknown as soon as one is unknown."""

    terms: tuple["Term", ...]


@dataclass(frozen=True)
class Or(Located):
    """True as soon as one is true, else unknown as soon as one is unknown."""

    terms: tuple["Term", ...]


@dataclass(frozen=True)
class Compare(Located):
    """`operator` is one of `= <> < <= > >=`."""

    operator: str
    left: "Term"
    right: "Term"


@dataclass(frozen=True)
class Between(Located):
    """Both bounds belong to it."""

    term: "Term"
    low: "Term"
    high: "Term"


@dataclass(frozen=True)
class In(Located):
    """`options` is `Options` or a `Param` of kind choices."""

    term: "Term"
    options: "Options | Param"
    negated: bool = False


@dataclass(frozen=True)
class Arithmetic(Located):
    """`operator` is one of `+ - *`; `-x` is `0 - x`."""

    operator: str
    left: "Term"
    right: "Term"


@dataclass(frozen=True)
class Call(Located):
    """One of the functions of `functions.py`, with its arguments."""

    function: str
    arguments: tuple["Term | Options", ...]


@dataclass(frozen=True)
class Points(Located):
    """Points by bands: those of the first case whose condition is true, `otherwise` where none is.

    Unknown as soon as a case is reached whose condition is unknown. No text reads as this: a score of
    the package means it (`[score.ID]`).
    """

    cases: tuple[tuple["Term", int | Decimal], ...]
    otherwise: int | Decimal = 0


@dataclass(frozen=True)
class Best(Located):
    """The highest of several points: known once no unknown one could still be higher."""

    terms: tuple[Points, ...]


Term: TypeAlias = (
    Literal | Name | Param | Not | And | Or | Compare | Between | In | Arithmetic | Call | Points | Best
)
