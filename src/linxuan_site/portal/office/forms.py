"""What an office types beside its acts: a place in the order, an earlier day."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from linxuan_site.actions.credit import Found
from linxuan_site.portal.acting import posted_files
from linxuan_site.portal.forms import styled


class PlaceForm(forms.Form):
    """A rank or a score."""

    rank = forms.IntegerField(required=False, min_value=1, max_value=9999)
    score = forms.DecimalField(required=False, min_value=0, max_digits=8, decimal_places=2)
    reason = forms.CharField(required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, scores: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rank"].label = _("名次")
        self.fields["score"].label = _("分值")
        self.fields["reason"].label = _("理由")
        if not scores:
            del self.fields["score"], self.fields["reason"]
            self.fields["rank"].required = True
        styled(self)
        for name in ("rank", "score"):
            if name in self.fields:
                self.fields[name].error_messages["invalid"] = _("“%(label)s”应是数字，如 88.5") % {
                    "label": self.fields[name].label
                }


class CreditCheckForm(forms.Form):
    """What a look-up in a register of credit gave."""

    source = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"list": "credit-sources"}))
    checked_at = forms.DateTimeField(
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    )
    outcome = forms.ChoiceField()
    result = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    proof = forms.FileField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "source": _("在哪里查的"),
            "checked_at": _("查询时间"),
            "outcome": _("结果"),
            "result": _("查到什么"),
            "proof": _("凭证（截图或报告）"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [("", _("请选择")), ("clear", _("未见异常")), ("found", _("查到记录"))]
        self.fields["checked_at"].error_messages["invalid"] = _("时间应像 2023-05-09 10:12")
        styled(self)


class EarlierDayForm(forms.Form):
    """An earlier day for an office's own applicants."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("本地区的截止日")
        self.fields["day"].error_messages["invalid"] = _("日期应像 2023-05-10")
        styled(self)


def posted_look_up(request: HttpRequest, form: CreditCheckForm) -> Found:
    """Return what a valid form says of a look-up."""
    given = form.cleaned_data
    return Found(
        given["source"],
        given["checked_at"],
        given["outcome"] == "clear",
        given["result"],
        dict(posted_files(request)).get("proof"),
    )
