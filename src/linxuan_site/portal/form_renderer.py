"""The controls of Django forms, each drawn once for the same words (`docs/decisions/0009-known-by-what-it-says.md`).

Django draws a control by half a dozen templates, which cost more than all that stands around it.
"""

from collections.abc import Hashable, Mapping
from functools import lru_cache
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.functional import Promise

MOST_KEPT = 512


class KnownControls(DjangoTemplates):
    """Draws what a control says, or returns it as it was drawn; what does not consist of words alone it draws anew."""

    def __init__(self) -> None:
        self._kept = lru_cache(maxsize=MOST_KEPT)(self._drawn)

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return the HTML of a control, or of anything else that Django draws of a form."""
        try:
            said = _Said(context)
        except TypeError:
            return super().render(template_name, context, request)
        return self._kept(template_name, said)

    def _drawn(self, template_name: str, said: "_Said") -> str:
        return super().render(template_name, said.context)


class _Said:
    """The context of a control, which is known again by all that it says; raises `TypeError` where that is not words."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.context, self._words = context, _words(context)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and self._words == other._words

    def __hash__(self) -> int:
        return hash(self._words)


def _words(value: object) -> Hashable:
    """Return a value as words, with their types: a text that is safe to draw may be equal to one that is not."""
    if isinstance(value, Promise):
        return str(value)
    if value is None or isinstance(value, str | int):
        return type(value), value
    if isinstance(value, Mapping):
        return tuple((key, _words(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(_words(one) for one in value)
    raise TypeError(type(value))
