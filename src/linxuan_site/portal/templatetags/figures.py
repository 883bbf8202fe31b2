"""Counts, and what is wrong at one input: tags of the pages of screenings."""

from collections.abc import Mapping

from django import template

register = template.Library()


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
