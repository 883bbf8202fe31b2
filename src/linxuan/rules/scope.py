"""What an expression may speak of: the names, parameters and lists in reach of it, with their types."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from linxuan.rules.terms import Term


class Type(StrEnum):
    """What a value is. Year tables are numbers with `years`."""

    YES_NO = "yes_no"
    INTEGER = "integer"
    DECIMAL = "decimal"
    SHARE = "share"
    """A proportion that is given, such as a parameter of kind share: 0.30, shown as 30 %."""
    RATIO = "ratio"
    """A proportion that is worked out, such as `share(a, b)`: it may only be compared."""
    DATE = "date"
    TEXT = "text"
    """Also codes, phones and the like; `options` gives labels, but does not close the list."""
    CHOICE = "choice"
    """One of `options`."""
    CHOICES = "choices"
    """Several of `options`."""
    GROUP = "group"
    """Repeated rows of `fields`."""


@dataclass(frozen=True)
class Variable:
    """A name or parameter of a scope: a field, what the life gives, or a `$parameter`.

    `options` maps a stored value to its label. `years` are those of a year table, in order. `fields`
    are the fields of a row of a group. `meaning` is what a computed field stands for (for a share:
    the call of `share`): `inlined` puts it in its place. No answer is below `min` or above `max`.
    """

    id: str
    type: Type
    label: str = ""
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    years: tuple[int, ...] = ()
    fields: Mapping[str, "Variable"] = field(default_factory=dict)
    meaning: Term | None = None
    min: Decimal | None = None
    max: Decimal | None = None

    @property
    def name(self) -> str:
        """The label, or the id where there is none."""
        return self.label or self.id


@dataclass(frozen=True)
class Scope:
    """The names, the `$parameters` and the ids of the lists that an expression may use.

    `titles` has what holding each title stands for: `inlined` puts it in place of `has_title('…')`.
    """

    names: Mapping[str, Variable]
    parameters: Mapping[str, Variable] = field(default_factory=dict)
    lists: AbstractSet[str] = frozenset()
    titles: Mapping[str, Term] = field(default_factory=dict)
    list_names: Mapping[str, str] = field(default_factory=dict)
    """What people call a list, by its id."""

    def row(self, group: str) -> "Scope":
        """Return the scope inside `count_where` of a group: its fields hide names outside."""
        fields = self.names[group].fields
        return replace(self, names={**self.names, **fields})
