"""What a term turns out to be while it is checked, and which of these can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from linxuan.language import say
from linxuan.rules.scope import Type, Variable

NUMBERS = frozenset({Type.INTEGER, Type.DECIMAL, Type.SHARE})
WORDS = frozenset({Type.TEXT, Type.CHOICE})
_LITERALS: Mapping[type, Type] = {
    bool: Type.YES_NO,
    int: Type.INTEGER,
    Decimal: Type.DECIMAL,
    date: Type.DATE,
    str: Type.TEXT,
}


@dataclass(frozen=True)
class Kind:
    """The type of a term with what else a comparison looks at.

    `options` are the only values it can have; `literal` is the value of a term that is written out.
    """

    type: Type
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    literal: object = None
    years: tuple[int, ...] = ()

    @classmethod
    def of_literal(cls, value: object) -> "Kind":
        """Return the kind of a value that is written out."""
        return cls(_LITERALS[type(value)], literal=value)

    @property
    def wording(self) -> str:
        """The type in words for a person, with the unit."""
        told = wording(self.type)
        return say("{type}（{unit}）", type=told, unit=self.unit) if self.unit else told


def kind_of(variable: Variable) -> Kind:
    """Return the kind of a name or parameter. Only the options of choices are closed."""
    closed = variable.type in (Type.CHOICE, Type.CHOICES)
    return Kind(
        variable.type,
        unit=variable.unit,
        options=variable.options if closed else {},
        years=variable.years,
    )


def wording(type: Type) -> str:
    """Return a type in words for a person."""
    return {
        Type.YES_NO: say("是或否"),
        Type.INTEGER: say("整数"),
        Type.DECIMAL: say("数字"),
        Type.SHARE: say("比例"),
        Type.RATIO: say("算出的比值"),
        Type.DATE: say("日期"),
        Type.TEXT: say("文字"),
        Type.CHOICE: say("单选"),
        Type.CHOICES: say("多选"),
        Type.GROUP: say("多行表"),
    }[type]


def comparable(left: Kind, right: Kind) -> bool:
    """Tell whether two kinds may stand on both sides of a comparison."""
    types = {left.type, right.type}
    if Type.CHOICES in types or Type.GROUP in types:
        return False
    if Type.RATIO in types:
        return types <= NUMBERS | {Type.RATIO} and not left.unit and not right.unit
    if types <= NUMBERS:
        return one_unit(left, right)
    return types <= WORDS or len(types) == 1


def one_unit(left: Kind, right: Kind) -> bool:
    """Tell whether two numbers may be added or compared: a number without a unit goes with any."""
    return not left.unit or not right.unit or left.unit == right.unit
