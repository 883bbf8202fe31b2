"""The inputs of a form: what a field says of itself is drawn once, and what somebody answered is put into it.

Names, help, clauses, units and options are the same for everybody who fills in the field; drawn by a dozen
templates they cost more than all that stands around them. What is seldom (a fault, a conflict, a remark, files,
rows) is drawn as it is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from django.template import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from linxuan_site.portal.applicant.controls import Control

MOST_KEPT = 2048
"""So many shapes of fields are kept, a few kilobytes each."""
SIGN = "\ue000"
"""Around the number of a place: of the private area, which no keyboard writes. Pasted into an option it leaves a gap, and no more."""
PLACE = re.compile(f"{SIGN}([0-9]+){SIGN}")
ADDRESS = 0
"""The place of the address of the record of changes; those of answers follow."""
DRAWN_WHOLE = ("group", "file")
SAYS_TEXT = ("line", "area", "day", "derived")
"""Controls whose answer is written as it is, and decides nothing else."""


class _Around(NamedTuple):
    """What stands around a control, as far as its template looks at it: the same for everybody."""

    dossier: Any
    traced: tuple[str, ...]
    remarks_at: Mapping[str, Any]
    changes_at: str


class _Known(NamedTuple):
    """What a template asks of a dossier and its call."""

    id: str

    @property
    def call(self) -> "_Known":
        """The call: what stands for the dossier stands for it as well."""
        return self


class _Rows(NamedTuple):
    """The table that a row of years stands in."""

    own_units: bool
    years: tuple[int, ...]
    kind: str


@dataclass(frozen=True)
class _Field:
    """The field of a control, known again as itself: the fields of a call live as long as it does."""

    field: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Field) and self.field is other.field

    def __hash__(self) -> int:
        return id(self.field)


class _Shape(NamedTuple):
    """All that a control says beside its answer."""

    template: str
    language: str | None
    prefix: str
    field: _Field
    name: str
    widget: str
    text: str
    choices: tuple[Any, ...]
    years: tuple[Any, ...]
    derived_years: tuple[tuple[int, str], ...]
    off: bool
    fixed: bool
    traced: bool
    call: str
    rows: _Rows | None


def control_tag(template: str) -> Callable[[Context], SafeString]:
    """Return the tag that draws the control in the context by a template, with its answer in its place."""

    def tag(context: Context) -> SafeString:
        control, filing = context["control"], context["filing"]
        if _is_seldom(control, filing):
            return _whole(template, context)
        traced = control.field.id in filing.traced
        shape, answers = _apart(
            template, control, filing.dossier.call.id, context.get("block"), traced=traced
        )
        answers[ADDRESS] = filing.changes_at if traced else ""
        pieces = _drawn(shape)
        written = [
            conditional_escape(str(answers.get(int(piece), ""))) if number % 2 else piece
            for number, piece in enumerate(pieces)
        ]
        return mark_safe("".join(written))  # noqa: S308 - pieces of a template, and answers that are escaped

    return tag


def _whole(template: str, context: Context) -> SafeString:
    engine = context.template.engine  # type: ignore[union-attr]
    with context.push():
        return engine.get_template(template).render(context)


def _is_seldom(control: Any, filing: Any) -> bool:
    """Whether a control says more than its field and its answer, or is made of other controls."""
    if control.widget in DRAWN_WHOLE or control.theirs is not None or control.field.id in filing.remarks_at:
        return True
    return bool(control.error or control.news or control.removed)


def _apart(
    template: str, control: Any, call: str, block: Any, *, traced: bool
) -> tuple[_Shape, dict[int, object]]:
    """A control as its shape, and its answers by their place."""
    answers: dict[int, object] = {}

    def place(answer: object) -> str:
        # An answer that is not there may be written in other words: that is another shape.
        if not answer:
            return ""
        number = len(answers) + 1
        answers[number] = answer
        return f"{SIGN}{number}{SIGN}"

    shape = _Shape(
        template,
        get_language(),
        get_script_prefix(),
        _Field(control.field),
        control.name,
        control.widget,
        place(control.text) if control.widget in SAYS_TEXT else _chosen(control),
        control.choices,
        tuple(replace(one, text=place(one.text)) for one in control.years),
        tuple((year, place(text)) for year, text in control.derived_years),
        control.off,
        control.fixed,
        traced,
        call,
        # Where no block of the form is drawn, Django calls so the part of the page that it is drawing.
        _Rows(block.own_units, tuple(block.years), block.kind)
        if getattr(block, "kind", "") == "years"
        else None,
    )
    return shape, answers


def _chosen(control: Any) -> str:
    """The text of a control that offers what can be chosen: of its options each says whether it is."""
    return "" if control.choices else str(control.text)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(shape: _Shape) -> Sequence[str]:
    """What stands between the places of a shape, and in turn which place it is."""
    known = _Known(shape.call)
    field = shape.field.field
    control = Control(
        field,
        shape.name,
        shape.widget,
        text=shape.text,
        choices=shape.choices,
        years=shape.years,
        derived_years=shape.derived_years,
        off=shape.off,
        fixed=shape.fixed,
    )
    around = _Around(known, (field.id,) if shape.traced else (), {}, f"{SIGN}{ADDRESS}{SIGN}")
    page = {"control": control, "filing": around, "block": shape.rows}
    return PLACE.split(render_to_string(shape.template, page))
