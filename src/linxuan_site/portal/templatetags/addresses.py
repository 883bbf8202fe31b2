"""Django's `{% url %}`, which works an address out once: a list has the same ones for every reader."""

from functools import lru_cache

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.template.defaulttags import URLNode, url
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import escape
from django.utils.safestring import SafeString

MOST_KEPT = 4096
register = template.Library()


class Address(URLNode):
    """`{% url "review" application.pk %}`: the address of a page by its name and what follows in order."""

    def __init__(self, found: URLNode) -> None:
        self.__dict__.update(found.__dict__)

    def render(self, context: Context) -> str:
        """Return the address; NoReverseMatch where there is none."""
        given = tuple([str(one.resolve(context)) for one in self.args])
        return _address(get_urlconf(), get_script_prefix(), self.view_name.resolve(context), given)


@register.tag("url")
def url_(parser: Parser, token: Token) -> URLNode:
    """`{% url %}`, as Django's."""
    found = url(parser, token)
    return found if found.kwargs or found.asvar else Address(found)


@lru_cache(maxsize=MOST_KEPT)
def _address(_urlconf: str | None, _prefix: str, name: str, given: tuple[str, ...]) -> SafeString:
    return escape(reverse(name, args=given))
