"""Counts, and what is wrong at one input: tags of the pages whose forms are written out."""

from collections.abc import Mapping

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
_INVALID = format_html('aria-invalid="{}"', "true")


@register.simple_tag
def count(number: int) -> str:
    """`{% count number %}`: 1,234,567."""
    return f"{number:,}"


@register.filter
def has(wrong: Mapping[str, str], name: str) -> bool:
    """`{{ wrong|has:name }}`: whether something is wrong at the input of a name."""
    return f"id_{name}" in wrong


@register.inclusion_tag("parts/fielderror.html")
def fielderror(wrong: Mapping[str, str], name: str) -> dict[str, object]:
    """`{% fielderror wrong "day" %}`: what is wrong at an input, below it; `wrong` is by the input's id."""
    return {"id": f"id_{name}", "text": wrong.get(f"id_{name}", "")}


@register.simple_tag
def tied(wrong: Mapping[str, str], name: str, *, help: bool = False) -> SafeString:
    """`<input … {% tied wrong "day" help=True %}>`: the attributes that tie an input to its help and its error."""
    id = f"id_{name}"
    bad = id in wrong
    described = [each for each, is_there in ((f"{id}_help", help), (f"{id}_error", bad)) if is_there]
    told = format_html('aria-describedby="{}"', " ".join(described)) if described else ""
    return format_html_join(" ", "{}", ((one,) for one in (told, bad and _INVALID) if one))
