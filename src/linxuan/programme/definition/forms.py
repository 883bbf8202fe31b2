"""What is asked: fields, and the sections of the forms that list them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from linxuan.programme.definition.element import Element, Expression


@dataclass(frozen=True)
class Option:
    """One choice of a field: for whom it is offered, and when."""

    label: str
    concerns: tuple[str, ...] = ()
    when: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Element):
    """A question of the catalogue. `name` is its label; `kind` one of the words of the package format."""

    kind: str
    help: str = ""
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    chars: int = 0
    years: tuple[int, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    list: str = ""
    by: str = ""
    column: str = ""
    fields: tuple[str, ...] = ()
    rows: tuple[int, int] = (0, 100)
    value: Expression | None = None
    part: Expression | None = None
    whole: Expression | None = None
    required: bool = True
    none_if_given: str = ""
    must_be: bool | None = None
    remark: bool = False
    supports: tuple[str, ...] = ()
    """The rules and judgements that a file is evidence for."""
    visible: str = "parties"


@dataclass(frozen=True, kw_only=True)
class Section(Element):
    """A part of a form. `by` fills it (`applicant` or an office) while the case is at `stage`."""

    fields: tuple[str, ...]
    by: str = "applicant"
    stage: str = ""
    required: bool = True
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Form(Element):
    """What one files on: its sections in the order of the page."""

    sections: Mapping[str, Section]
