"""What went wrong: a summary on top that takes the focus, and the same words at the field."""

from collections.abc import Sequence

from django.forms import BoundField

from linxuan_site.portal.answering import Fault


def errors(faults: Sequence[Fault]) -> dict[str, object]:
    """`{% errors faults %}`: the summary; each line links to its field. Nothing if there are none."""
    return {"faults": faults}


def input_(field: BoundField) -> dict[str, object]:
    """`{% input form.name %}`: label, help, control and error of one field of a Django form."""
    return {"field": field}
