"""What is asked when somebody proves who he is by more than his password."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linxuan_site.portal.forms import StyledForm


class CodeForm(StyledForm):
    """A code of an app, or a recovery code."""

    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class PasskeyForm(StyledForm):
    """A new passkey: the name is the person's, the rest is the browser's."""

    name = forms.CharField(
        label=_("名字"),
        max_length=60,
        required=False,
        help_text=_("以后好认，例如“办公室电脑”"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    credential = forms.CharField(required=False, widget=forms.HiddenInput)


class ConfirmForm(StyledForm):
    """The password once more, and a code where there is an app."""

    password = forms.CharField(
        label=_("密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("验证码"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ReasonForm(StyledForm):
    """Why somebody's second factor is taken away, or a link is made for him."""

    why = forms.CharField(
        label=_("理由"),
        max_length=500,
        help_text=_("例如：换了手机，当面核对过本人"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
