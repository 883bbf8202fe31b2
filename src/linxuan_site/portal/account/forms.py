"""What is asked of a person who signs in or registers an organisation."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.forms import StyledForm, styled

PASSWORD_HELP = _("至少 8 位，不能全是数字")


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {
        "invalid_login": _("用户名或密码不对，请核对后再登录。"),
        "inactive": _("这个账号已停用，请联系主管部门。"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("用户名")
        self.fields["password"].label = _("密码")
        styled(self)


class NewAccountForm(StyledForm):
    """The account that somebody chooses. What is right is for the action to say."""

    full_name = forms.CharField(
        label=_("您的姓名"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("用户名"), max_length=60, widget=forms.TextInput({"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput({"autocomplete": "new-password"}, render_value=True),
    )


class SignUpForm(NewAccountForm):
    """An organisation and its first person."""

    name = forms.CharField(
        label=_("单位名称"), max_length=200, help_text=_("营业执照上的全称；地区填写地区名称")
    )
    credit_code = forms.CharField(
        label=_("统一社会信用代码"),
        max_length=40,
        required=False,
        help_text=_("18 位，在营业执照上。不填的只能以地区名义申报"),
    )
    email = forms.EmailField(
        label=_("电子邮箱"),
        required=False,
        help_text=_("退回、推荐等消息会发到这里"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    # The summary of errors has the order of the page.
    field_order = ("name", "credit_code", "full_name", "email", "username", "password")
