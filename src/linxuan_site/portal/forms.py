"""What every Django form of the portal has in common."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.answering import Fault, input_id


def styled(form: forms.BaseForm) -> None:
    """Give the controls their classes, and errors that say what to do."""
    for field in form.fields.values():
        chooses = isinstance(field.widget, forms.Select)
        field.widget.attrs.setdefault("class", "form-select" if chooses else "form-control")
        field.error_messages["required"] = _("请填写“%(label)s”") % {"label": field.label}
        if isinstance(field, forms.EmailField):
            field.error_messages["invalid"] = _("电子邮箱应像 name@example.com")


class StyledForm(forms.Form):
    """A form whose controls look and complain as all do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)


def add_fault(form: forms.BaseForm, fault: Fault) -> None:
    """Put what an action refused at the field that it is about, or on top."""
    field = fault.target.removeprefix("id_")
    form.add_error(field if field in form.fields else None, fault.text)


def left_blank(given: Mapping[str, str], labels: Mapping[str, str]) -> list[Fault]:
    """Return a fault for each input that has to be filled in and is not, by its label, where no Django form asks."""
    return [
        Fault(_("请填写“%(label)s”") % {"label": label}, target=input_id(name), code="input")
        for name, label in labels.items()
        if not given.get(name, "").strip()
    ]


def given(form: forms.BaseForm) -> Mapping[str, str]:
    """Return what a valid form was given, as text."""
    return {key: str(value) for key, value in form.cleaned_data.items()}


def posted(request: HttpRequest) -> Mapping[str, str] | None:
    """Return what was posted, for a form that is also shown by GET; None for a GET."""
    return request.POST if request.method == "POST" else None
