"""How a page answers when an act is refused or an input cannot be read: one sentence, nothing typed lost.

done = attempt(lambda: move_application(...))
if isinstance(done, Fault):
return show(request, "…html", page(typed=request.POST, faults=[done]))
messages.success(request, _("…"))
return redirect("application", …)
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from linxuan.errors import BadInput, Refused
from linxuan_site.actions.drafts import Conflict

Done = TypeVar("Done")


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, in words for the person. `target` is the id of the input it is about."""

    text: str
    target: str = ""
    clause: str = ""
    code: str = ""
    element: str = ""
    theirs: Mapping[str, Any] = field(default_factory=dict)
    """What somebody else saved meanwhile, by field, where two changed the same answers."""
    version: int | None = None
    """The version that stands now, to be sent with the next attempt."""


def attempt(act: Callable[[], Done]) -> Done | Fault:
    """Carry out an act; return what it returned, or the fault that kept it from happening.

    Only `Refused` and `BadInput` are answered: both carry one sentence that says what to do.
    """
    try:
        return act()
    except BadInput as fault:
        return Fault(fault.problem, target=input_id(fault.field) if fault.field else "", code="input")
    except Conflict as fault:
        return Fault(fault.reason, code=fault.code, theirs=fault.theirs, version=fault.version)
    except Refused as fault:
        return Fault(fault.reason, clause=fault.clause, code=fault.code, element=fault.element)


def input_id(name: str) -> str:
    """Return the id of the input of a field of a programme's form, or of a Django form."""
    return f"id_{name}"


def moved(fault: Fault, name: str, to: str) -> Fault:
    """Return a fault at the input `name` as one at `to`: on a page with several forms names come twice."""
    return replace(fault, target=input_id(to)) if fault.target == input_id(name) else fault


def faults_of(form: forms.BaseForm) -> list[Fault]:
    """Return the faults of a Django form, field by field, those of no field last."""
    found = [
        Fault(str(error), target=form[field].id_for_label if field in form.fields else "")
        for field, errors in form.errors.items()
        for error in errors
    ]
    return sorted(found, key=lambda fault: not fault.target)


def show(
    request: HttpRequest, template: str, page: dict[str, object], *, faults: Sequence[Fault] = ()
) -> HttpResponse:
    """Render a page with its faults on top: status 409 if an act was refused, 422 if an input is wrong.

    `wrong` has them by input, for the pages that say them there again.
    """
    status = 200
    if faults:
        status = 422 if all(fault.code in ("", "input") for fault in faults) else 409
    wrong = {fault.target: fault.text for fault in faults if fault.target}
    return render(request, template, {"wrong": wrong, **page, "faults": faults}, status=status)
