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
    words: tuple[str, ...] = ()
    """What others call the same: the words of a register, beside the label."""


FILE_TYPES = ("pdf", "png", "jpg", "docx", "xlsx", "zip")
"""The types of files that a form may take, by extension; `jpeg` is a `jpg`."""


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
    types: tuple[str, ...] = ()
    """The types of files that are taken, of `FILE_TYPES`; empty for all of them."""
    most: int = 0
    """How many files are taken; 0 for as many as the site takes at a field."""
    mb: int = 0
    """The size in MB up to which a file is taken; 0 for that of the site."""
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
