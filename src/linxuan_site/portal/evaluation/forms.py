"""The forms by which an operating status, and a revocation, are recorded."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.portal.forms import styled


class StatusForm(forms.Form):
    """Our word, the register's own word, from when, and the proof."""

    status = forms.ChoiceField()
    raw_word = forms.CharField(required=False, max_length=60)
    holds_from = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    source = forms.CharField(max_length=300)

    def __init__(self, call: Call, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = call.fields.get("operating_status")
        choices = [(key, option.label) for key, option in field.options.items()] if field else []
        chosen = forms.ChoiceField(label=_("经营状态"), choices=[("", _("请选择")), *choices])
        chosen.error_messages["invalid_choice"] = _("请从列出的经营状态里选一个")
        self.fields["status"] = chosen
        self.fields["raw_word"].label = _("登记机关的原词")
        self.fields["holds_from"].label = _("从哪一天起")
        self.fields["holds_from"].initial = clock.today()
        self.fields["holds_from"].error_messages["invalid"] = _("日期应像 2023-05-10")
        self.fields["source"].label = _("依据")
        self.fields["source"].help_text = _("查询的网站和日期，或文件的名称和文号")
        styled(self)


class RevocationForm(forms.Form):
    """The document that takes a title away, when, and why."""

    document = forms.CharField(max_length=200)
    decided_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Its page has another form, with a name in common.
        super().__init__(*args, **{"auto_id": "id_revoke_%s", **kwargs})
        self.fields["document"].label = _("取消的文件")
        self.fields["document"].help_text = _("名称和文号，会在公开的名录里列出")
        self.fields["decided_on"].label = _("取消的日期")
        self.fields["decided_on"].error_messages["invalid"] = _("日期应像 2023-05-10")
        self.fields["reason"].label = _("理由")
        self.fields["reason"].help_text = _("不公开")
        styled(self)
