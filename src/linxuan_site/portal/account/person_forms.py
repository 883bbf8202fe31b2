"""What is asked of a person about his own account."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.account.forms import PASSWORD_HELP
from linxuan_site.portal.forms import StyledForm, styled


class ProfileForm(StyledForm):
    """Name and address; the password only where the address changes."""

    full_name = forms.CharField(
        label=_("姓名"),
        max_length=60,
        help_text=_("以前办理的记录仍写当时的姓名"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        help_text=_("消息和设新密码的链接会发到这里"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("现在的密码"),
        max_length=200,
        required=False,
        help_text=_("改电子邮箱时才要填"),
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class PasswordForm(StyledForm):
    """The password one has, and the one one wants."""

    old = forms.CharField(
        label=_("现在的密码"),
        max_length=200,
        widget=forms.PasswordInput({"autocomplete": "current-password"}, render_value=True),
    )
    password = forms.CharField(
        label=_("新密码"),
        max_length=200,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
    )


class DelegateForm(forms.Form):
    """Who stands in for somebody, from which day to which."""

    delegate = forms.TypedChoiceField(label=_("请谁代办"), coerce=int)
    from_day = forms.DateField(label=_("第一天"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    until_day = forms.DateField(
        label=_("最后一天"),
        help_text=_("过了这一天自动结束，也可以提前收回"),
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )

    def __init__(self, *args: Any, colleagues: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["delegate"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", _("请选择")), *colleagues]
        styled(self)


class NewPasswordForm(PasswordForm):
    """The password one wants, where a link stands for the old one."""

    old = None  # type: ignore[assignment]


class ForgottenForm(StyledForm):
    """Who forgot his password."""

    address = forms.CharField(
        label=_("用户名或电子邮箱"), max_length=254, widget=forms.TextInput({"autocomplete": "username"})
    )
