"""What is asked when a token is made, and when an address is entered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.forms import StyledForm

SCOPES = (
    ("read", _("查看：制作人能看的，都能看")),
    ("fill", _("填写：开始申报、填写、交文件、带入、协助填写")),
    ("act", _("办理：以制作人的名义提交、退回、推荐、排序、公示、延期等")),
    ("papers", _("文书：生成文书、收件、核对扫描件")),
    ("people", _("人员：人员、联系人、令牌和推送")),
    ("register", _("名录：称号、状态、等次、整改、取消")),
)


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes to tick; what is wrong with them leads to the first."""

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return the id of a box; the first has that of the field."""
        return f"{id_}_{index}" if index and index != "0" else id_


class TokenForm(StyledForm):
    """A token to make. What is right is for the action to say."""

    name = forms.CharField(
        label=_("名字"),
        max_length=60,
        help_text=_("例如用它的系统；办理记录里会写“用令牌……”，一个名字只用一次"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(label=_("范围"), choices=SCOPES, widget=Boxes)
    expires_on = forms.DateField(
        label=_("最后一天"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].error_messages["required"] = _("请至少选择一个范围")
        self.fields["expires_on"].error_messages["invalid"] = _("日子应像 2030-01-31")


TOPICS = (
    ("application.submitted", _("申报已提交")),
    ("application.returned", _("申报被退回")),
    ("application.moved", _("申报的其他办理")),
    ("scan.examined", _("盖章扫描件已核对")),
    ("list.published", _("名单开始公示")),
    ("grade.published", _("等次已公布")),
    ("title.changed", _("称号有变更")),
)


class WebhookForm(StyledForm):
    """An address to be told of what happened. What is right is for the action to say."""

    url = forms.CharField(
        label=_("网址"),
        max_length=500,
        help_text=_("以 https:// 开头，在公网上能打开"),
        widget=forms.TextInput({"type": "url", "autocomplete": "off"}),
    )
    topics = forms.MultipleChoiceField(
        label=_("推送什么"), choices=TOPICS, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].error_messages["required"] = _("请至少选择一个主题")
