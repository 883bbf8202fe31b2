"""Controls of forms that are drawn once for the same words are what Django would draw."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.form_renderer import KnownControls

CHOICES = [("1", _("按类")), ("2", _("按方式")), ("", [("3", "<b>")])]
WIDGETS = (
    forms.TextInput({"class": "form-control", "required": True}),
    forms.Textarea({"rows": 3}),
    forms.Select({"disabled": False}, choices=CHOICES),
    forms.CheckboxSelectMultiple(choices=CHOICES),
    forms.RadioSelect(choices=CHOICES),
    forms.CheckboxInput(),
    forms.DateInput(),
    forms.FileInput(),
    forms.HiddenInput(),
    forms.NumberInput({"min": 0}),
)
VALUES = ("", None, "1", "\"<&'", "大连市")


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
def test_a_control_is_what_django_draws_the_second_time_as_well(widget: forms.Widget) -> None:
    known, django = KnownControls(), DjangoTemplates()
    for value in (*VALUES, *VALUES):
        for name in ("a", "b"):
            expected = widget.render(name, value, {"id": f"id_{name}"}, renderer=django)
            assert widget.render(name, value, {"id": f"id_{name}"}, renderer=known) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("<b>", mark_safe("<b>")), (1, True), (1, "1"), (0, False), ("", None), ([], "")],
)
def test_what_is_equal_and_not_the_same_is_drawn_apart(one: object, other: object) -> None:
    known, django = KnownControls(), DjangoTemplates()
    for value in (one, other, one):
        context: dict[str, Any] = {
            "widget": {"name": "a", "value": "", "type": "text", "attrs": {"title": value}}
        }
        template = "django/forms/widgets/input.html"
        assert known.render(template, context) == django.render(template, context)


def test_the_same_control_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    usual = DjangoTemplates.render

    def counted(self: DjangoTemplates, name: str, context: Any, request: Any = None) -> str:
        drawn.append(name)
        return usual(self, name, context, request)

    monkeypatch.setattr(DjangoTemplates, "render", counted)
    known, widget = KnownControls(), forms.TextInput()
    for value in ("a", "a", "b", "a"):
        widget.render("x", value, renderer=known)
    assert len(drawn) == 2


def test_what_is_no_words_is_drawn_anew_each_time() -> None:
    class Two(forms.Form):
        name = forms.CharField(label="名称")

    known = KnownControls()
    filled, empty = Two({"name": "x"}, renderer=known), Two({"name": ""}, renderer=known)
    assert 'value="x"' in str(filled)
    assert 'value="x"' not in str(empty)
    assert "errorlist" in str(empty)
