"""What is asked of a person about his messages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from linxuan_site.outbox.topics import TOPICS, may_be_texted, may_do_without
from linxuan_site.portal.forms import styled


class WishesForm(forms.Form):
    """In which language, and of which topics on which way. What is right is for the action to say."""

    language = forms.ChoiceField(label=_("消息用的语言"))
    phone = forms.CharField(
        label=_("手机号"),
        max_length=40,
        required=False,
        help_text=_("要收短信才填；只用来发您选的消息"),
        widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["language"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = settings.LANGUAGES
        styled(self)


def switchable() -> list[str]:
    """Return the topics whose e-mail one can do without."""
    return [topic for topic in TOPICS if may_do_without(topic)]


def textable() -> list[str]:
    """Return the topics of which one can have an SMS."""
    return [topic for topic in TOPICS if may_be_texted(topic)]
