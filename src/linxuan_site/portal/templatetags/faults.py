"""What went wrong: a summary on top that takes the focus, and the same words at the field."""

from collections.abc import Sequence
from typing import NamedTuple

from django.forms import BoundField, Form
from django.utils.safestring import SafeString

from linxuan_site.portal.answering import Fault
from linxuan_site.portal.templatetags.drawn import drawn


def errors(faults: Sequence[Fault]) -> dict[str, object]:
    """`{% errors faults %}`: the summary; each line links to its field. Nothing if there are none."""
    return {"faults": faults}


def input_(field: BoundField) -> SafeString:
    """`{% input form.name %}`: label, help, control and error of one field of a Django form."""
    return _draw_input(
        InputWords(
            field.id_for_label,
            str(field.label),
            field.field.required,
            str(field.help_text),
            tuple(str(one) for one in field.errors),
        ),
        str(field),
    )


def drawn_inputs(form: Form) -> SafeString:
    """Return all inputs of a Django form, one after the other, as `{% input %}` draws each."""
    return SafeString("".join(input_(field) for field in form))


class InputWords(NamedTuple):
    """All that is written around a control."""

    id: str
    label: str
    required: bool
    help: str
    errors: tuple[str, ...]


def _page(field: InputWords, control: str) -> dict[str, object]:
    return {"field": field, "control": control}


_draw_input = drawn("parts/input.html", _page)
