"""The form of each step of a revocation: what the core wants said with it, in words for who says it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan.revocation import MOVES
from linxuan.revocation.course import ENTITY
from linxuan_site.actions.revocations import MOST_FILES, Said
from linxuan_site.portal.forms import styled

DECISIONS = ("revoke", "restore", "annul")
HEARD = ("answer", "appeal")
LABELS: Mapping[str, Mapping[str, Any]] = {
    "reason": {
        "": _("理由"),
        "answer": _("事实和理由"),
        "appeal": _("申诉的事实和理由"),
        "revoke": _("取消的理由"),
    },
    "document": {"": _("文件"), "annul": _("撤销原决定的文件")},
    "decided_on": {"": _("从哪一天起"), "revoke": _("取消的日期")},
    "until": {
        "": _("延长到哪一天"),
        "notify": _("陈述申辩到哪一天为止"),
        "revoke": _("申诉到哪一天为止"),
    },
}
HELP: Mapping[str, Mapping[str, Any]] = {
    "reason": {"revoke": _("写进给示范主体的决定；不公开")},
    "document": {"revoke": _("名称和文号，会在公开的名录里列出")},
    "attached": {"": _("可以选几个；没有就不用选")},
    "until": {act: _("方案没有规定期限，由您写最后一天") for act in ("notify", "revoke")},
}


class ManyFiles(forms.ClearableFileInput):
    """An input for several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what each is, the act looks at."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django passes it
        """Return the files that came."""
        return data or []


class StepForm(forms.Form):
    """What is typed with one step; files are read beside it. `lacks_day`: the package gives no time, so the last day is asked."""

    reason = forms.CharField(required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    document = forms.CharField(required=False, max_length=200)
    decided_on = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    received_on = forms.DateField(
        required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    attached = FilesField(required=False)

    def __init__(self, act: str, party: str, *args: Any, lacks_day: bool = False, **kwargs: Any) -> None:
        # A page has several of these forms.
        super().__init__(*args, **{"auto_id": f"id_{act}_%s", **kwargs})
        self.act = act
        needed = {*MOVES[act].needs, "received_on", *(["until"] if lacks_day else [])}
        for name in set(self.fields) - _asked(act, party) - ({"until"} if lacks_day else set()):
            del self.fields[name]
        for name, field in self.fields.items():
            field.label = _word(LABELS, name, act) or _LABEL[name]
            field.help_text = _word(HELP, name, act) or ""
            field.required = name in needed
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = _("日期应像 2023-05-10")
        styled(self)

    def said(self) -> Said:
        """Return what a valid form says."""
        given = self.cleaned_data
        return Said(
            reason=given.get("reason", ""),
            document=given.get("document", ""),
            decided_on=given.get("decided_on"),
            until=given.get("until"),
            received_on=given.get("received_on"),
        )


_LABEL: Mapping[str, Any] = {
    "received_on": _("收到的日子"),
    "attached": _("附件"),
}
MOST = MOST_FILES


def _asked(act: str, party: str) -> set[str]:
    """Which inputs a step has for somebody."""
    asked = set(MOVES[act].needs)
    asked |= {"decided_on"} if act in DECISIONS else set()
    asked |= {"attached"} if act in HEARD else set()
    asked |= {"received_on"} if act in HEARD and party != ENTITY else set()
    return asked


def _word(words: Mapping[str, Mapping[str, Any]], name: str, act: str) -> Any:
    own = words.get(name, {})
    return own.get(act) or own.get("")


class ProposalForm(forms.Form):
    """Why an officer proposes to take a title away."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_propose_%s", **kwargs})
        self.fields["reason"].label = _("拟取消的事实和理由")
        self.fields["reason"].help_text = _("告知时写给示范主体；不公开")
        styled(self)


class OrderForm(forms.Form):
    """What an entity has to put right."""

    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_rectify_%s", **kwargs})
        self.fields["reason"].label = _("要整改什么")
        self.fields["reason"].help_text = _("示范主体看得到")
        styled(self)


class DoneForm(forms.Form):
    """That something was put right."""

    done_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "id_done_%s", **kwargs})
        self.fields["done_on"].label = _("整改完成的日子")
        self.fields["done_on"].error_messages["invalid"] = _("日期应像 2023-05-10")
        self.fields["reason"].label = _("看到了什么")
        styled(self)
