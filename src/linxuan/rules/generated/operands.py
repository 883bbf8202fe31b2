"""What a piece of generated code gives: the name that holds it, and what is known of it beforehand."""

from dataclasses import dataclass
from enum import Enum, auto

from linxuan.rules.scope import Type


class Unsupported(Exception):
    """A term that is not written out as code: a closure evaluates it."""


class Kind(Enum):
    """What a value is while the code runs."""

    YES_NO = auto()
    NUMBER = auto()
    """A whole number or a decimal."""
    FRACTION = auto()
    """A number over a whole number that is known beforehand: a mean."""
    RATIO = auto()
    """A number over another one. Over zero or less it is never met."""
    DATE = auto()
    TEXT = auto()
    CHOICES = auto()
    GROUP = auto()


_KINDS = {
    Type.YES_NO: Kind.YES_NO,
    Type.INTEGER: Kind.NUMBER,
    Type.DECIMAL: Kind.NUMBER,
    Type.SHARE: Kind.NUMBER,
    Type.DATE: Kind.DATE,
    Type.TEXT: Kind.TEXT,
    Type.CHOICE: Kind.TEXT,
    Type.CHOICES: Kind.CHOICES,
    Type.GROUP: Kind.GROUP,
}


class _Open:
    """The value of what is not known before the code runs."""


OPEN = _Open()


@dataclass(frozen=True)
class Operand:
    """A name in the code and what it holds; None stands for unknown.

    `over` is the name of the denominator of a fraction (above zero, never unknown) or of a ratio.
    `value` is known beforehand for constants.
    """

    code: str
    kind: Kind
    nullable: bool = True
    over: str = ""
    value: object = OPEN
    decimal: bool = False
    """Whether a number is a decimal as a rule: it compares fastest with one."""


UNKNOWN = "None"


def kind_of(type: Type) -> Kind:
    """Return what values of a type are in the code. Raises Unsupported for a ratio, which no answer is."""
    if type not in _KINDS:
        raise Unsupported(type)
    return _KINDS[type]


def unknown(kind: Kind) -> Operand:
    """Return the operand that is never known."""
    over = {Kind.FRACTION: "1", Kind.RATIO: UNKNOWN}.get(kind, "")
    return Operand(UNKNOWN, kind, over=over, value=None)


def any_unknown(*operands: Operand) -> str:
    """Return the condition that one of the operands is unknown; empty where none can be."""
    codes = dict.fromkeys(each.code for each in operands if each.nullable)
    return " or ".join(f"{code} is None" for code in codes)


def strictly(expression: str, *operands: Operand) -> str:
    """Return an expression that is unknown as soon as one of the operands is."""
    condition = any_unknown(*operands)
    return f"None if {condition} else {expression}" if condition else expression
