"""What is asked when somebody is invited, gets other duties, or is named as the contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan_site.actions.people import Duty
from linxuan_site.portal.forms import StyledForm, styled

ROLES = (("editor", _("填报人：填写和修改")), ("signatory", _("签署人：还可以提交、上传盖章件、撤回")))


class DutyForm(forms.Form):
    """As what somebody works: in an organisation a role, in an office whether he manages its people."""

    role = forms.ChoiceField(label=_("角色"), choices=ROLES, initial="editor")
    firm = forms.CharField(
        label=_("所在机构"),
        max_length=200,
        required=False,
        help_text=_("外来的代办人才填：他自己的机构，办理记录会一并写明"),
    )
    is_office_administrator = forms.BooleanField(label=_("管理本部门人员"), required=False)

    def __init__(self, *args: Any, in_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("role", "firm") if in_office else ("is_office_administrator",):
            del self.fields[name]
        styled(self)

    def duty(self) -> Duty:
        """Return the duty that a valid form describes."""
        return Duty(**{name: self.cleaned_data[name] for name in self.fields if name in DUTY})


DUTY = ("role", "firm", "is_office_administrator")


class InviteForm(DutyForm):
    """A person to invite. What is right is for the action to say."""

    full_name = forms.CharField(
        label=_("姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        help_text=_("邀请链接会发到这里；不填的，请自己把链接转交给他"),
        widget=forms.EmailInput({"autocomplete": "off"}),
    )
    field_order = ("full_name", "email", *DUTY)


class ContactForm(StyledForm):
    """Whom an office reaches about an organisation. What is right is for the action to say."""

    contact_name = forms.CharField(label=_("联系人姓名"), max_length=60)
    phone = forms.CharField(label=_("联系电话"), max_length=40, widget=forms.TextInput({"type": "tel"}))
    contact_email = forms.EmailField(
        label=_("联系人邮箱"), required=False, help_text=_("退回、推荐等消息也会发到这里")
    )
