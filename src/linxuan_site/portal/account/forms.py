"""What is asked of a person who signs in or registers an organisation."""

from django import forms
from django.contrib.auth.forms import UsernameField
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.forms import StyledForm

PASSWORD_HELP = _("至少 12 位，长比复杂好；不能全是数字，也不能像您的姓名、用户名或单位")


class SignInForm(StyledForm):
    """Name and password."""

    username = UsernameField(
        label=_("用户名"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


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
