"""The controls of a form, each drawn once for the same field with the same answer."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from linxuan.programme.definition import Call
from linxuan.programme.ready import once_per_call

MOST_KEPT = 2048
"""So many controls of a call are kept, a few kilobytes each: those of some fifty people who fill in a form."""


def control_drawn(context: Context, control: Any) -> SafeString:
    """`{% control_drawn control %}`: a field as it is filled in."""
    return _draw(context, "applicant/control.html", control, None)


def year_row_drawn(context: Context, control: Any, block: Any) -> SafeString:
    """`{% year_row_drawn control block %}`: a row of a table by year."""
    return _draw(context, "applicant/year_row.html", control, block)


def _draw(context: Context, template: str, control: Any, block: Any) -> SafeString:
    filing = context.get("filing")
    field = control.field.id
    if not filing or filing.remarks_at.get(field) or any(_has_files(one) for one in _with_cells(control)):
        with context.update({"control": control}):
            return context.template.engine.get_template(template).render(context)  # type: ignore[union-attr]
    # Whose form it is matters only to the link to what was changed.
    traced = filing.dossier.application.pk if field in filing.traced else None
    beside = (bool(block.own_units), block.years) if block else ()
    known = _Known(control)
    return _drawn_lately(filing.dossier.call)(
        template, get_language(), get_script_prefix(), traced, beside, known
    )


def _with_cells(control: Any) -> Iterator[Any]:
    """A control, and those in the rows of a group."""
    yield control
    for row in (*control.rows, control.blank_row):
        yield from row


def _has_files(control: Any) -> bool:
    # What a file may be and what was found in it is no matter of the control alone.
    return bool(control.widget == "file")


class _Known:
    """A control, which is known again by all that it says."""

    __slots__ = ("control",)

    def __init__(self, control: Any) -> None:
        self.control = control

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and bool(self.control == other.control)

    def __hash__(self) -> int:
        return hash((self.control.name, self.control.text))


@once_per_call
def _drawn_lately(call: Call) -> Callable[..., SafeString]:
    @lru_cache(maxsize=MOST_KEPT)
    def drawn(
        template: str,
        _language: str | None,
        _prefix: str,
        traced: int | None,
        beside: tuple[Any, ...],
        known: _Known,
    ) -> SafeString:
        filing = {
            "dossier": {"application": {"pk": traced}, "call": call},
            "traced": {known.control.field.id} if traced else (),
            "remarks_at": {},
        }
        page: dict[str, object] = {"control": known.control, "filing": filing}
        if beside:
            page["block"] = dict(zip(("own_units", "years"), beside, strict=True))
        return render_to_string(template, page)

    return drawn
