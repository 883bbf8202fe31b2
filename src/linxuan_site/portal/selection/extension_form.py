"""What is typed to put a deadline off."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan.programme.definition import Deadline
from linxuan_site.portal.forms import styled


class ExtensionForm(forms.Form):
    """Which deadline, until when, for whom, why, and by which document."""

    deadline = forms.ChoiceField(label=_("哪一个截止日"))
    day = forms.DateField(
        label=_("延到哪一天（到 24:00 为止）"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    number = forms.CharField(
        label=_("只为哪一件：申报号"),
        max_length=40,
        required=False,
        help_text=_("不填就是为全部申报主体延期，并在通知页上公布。草稿没有申报号，填申报列表里 # 开头的号"),
    )
    reason = forms.CharField(
        label=_("理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("显示在截止日旁边，申报主体看得到"),
    )
    document = forms.CharField(label=_("依据的文件或会议"), max_length=200)

    def __init__(
        self, *args: Any, deadlines: Iterable[Deadline], number: str = "", reason: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deadline"].choices = [  # type: ignore[attr-defined]
            (one.id, one.name) for one in deadlines
        ]
        self.fields["number"].initial = number
        self.fields["reason"].initial = reason
        styled(self)
        self.fields["day"].error_messages["invalid"] = _("请填写日期")
