"""What is asked of somebody who objects, and of who looks up what became of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan_site.actions.objections import LONGEST_TEXT
from linxuan_site.portal.forms import styled

KINDS = (("person", _("个人")), ("unit", _("单位")))

MISSING = {
    "entry": _("请选择对哪一家有异议"),
    "name": _("请填写真实姓名或单位名称，匿名的不受理"),
    "contact": _("请填写能联系到您的电话或电子邮箱"),
    "text": _("请写明异议的事实和理由"),
    "statement": _("请上传签名或盖章的异议书"),
}


class ObjectionForm(forms.Form):
    """An objection to one of the names published. What is complete is for the action to say."""

    entry = forms.TypedChoiceField(label=_("对哪一家"), coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("以谁的名义"), choices=KINDS)
    name = forms.CharField(label=_("真实姓名或单位名称"), max_length=200, help_text=_("只有公示的部门看得到"))
    contact = forms.CharField(
        label=_("联系电话或电子邮箱"),
        max_length=100,
        help_text=_("核查时与您联系；查询办理情况时也要填同一个"),
    )
    text = forms.CharField(
        label=_("异议的事实和理由"), max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 6})
    )
    statement = forms.FileField(label=_("签名或盖章的异议书"))

    def __init__(
        self, *args: Any, names: list[tuple[int, str]], terms: Mapping[str, object], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["entry"].choices = [("", _("请选择")), *names]  # type: ignore[attr-defined]
        self.fields["name"].required = bool(terms.get("named", True))
        self.fields["statement"].required = bool(terms.get("signed"))
        styled(self)
        for name, told in MISSING.items():
            self.fields[name].error_messages["required"] = told


class WrittenObjectionForm(ObjectionForm):
    """An objection that came in writing, entered by the office that published."""

    received_on = forms.DateField(
        label=_("收到的日子"),
        widget=forms.DateInput({"type": "date"}),
        help_text=_("在公示期内收到的才能登记"),
    )
    contact = forms.CharField(
        label=_("联系电话或电子邮箱"),
        max_length=100,
        help_text=_("异议书上写的；异议人查办理情况时要填同一个"),
    )
    field_order = ("received_on", "entry", "kind", "name", "contact", "text", "statement")


class ReceiptForm(forms.Form):
    """A receipt and the contact that was given with it."""

    number = forms.CharField(label=_("回执号"), max_length=40)
    contact = forms.CharField(label=_("提出时填的联系方式"), max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        styled(self)
