"""Parts that depend on what they are given alone: drawn once, and kept by it and by the language."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec

from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 1024
Given = ParamSpec("Given")


def drawn(template: str, page: Callable[Given, dict[str, object]]) -> Callable[Given, SafeString]:
    """Return the tag that draws `template` with what `page` returns, once for the same arguments.

    A page has dozens of the same marks and chips. Only values may be given, and nothing else may be read.
    """

    @lru_cache(maxsize=MOST_KEPT, typed=True)
    def kept(_language: str | None, _prefix: str, *given: Given.args, **named: Given.kwargs) -> SafeString:
        return render_to_string(template, page(*given, **named))

    @wraps(page)
    def tag(*given: Given.args, **named: Given.kwargs) -> SafeString:
        values = {key: _said(value) for key, value in named.items()}
        return kept(get_language(), get_script_prefix(), *map(_said, given), **values)

    return tag


def _said(value: object) -> Hashable:
    # A text that waits for its language is none yet. The cache is typed: what is safe to draw and what is not
    # may be equal texts.
    return str(value) if isinstance(value, Promise) else value
