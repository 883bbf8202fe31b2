"""What an office types beside its acts: a place in the order, an earlier day."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

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


class EarlierDayForm(forms.Form):
    """An earlier day for an office's own applicants."""

    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["day"].label = _("本地区的截止日")
        self.fields["day"].error_messages["invalid"] = _("日期应像 2023-05-10")
        styled(self)
