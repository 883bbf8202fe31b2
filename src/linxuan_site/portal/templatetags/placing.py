"""Tags of the order page."""

from collections.abc import Mapping

from django import template

from linxuan_site.queries.order import Ranked

register = template.Library()


@register.simple_tag
def typed_place(typed: Mapping[str, str], one: Ranked, what: str) -> str:
    """`{% typed_place typed one "score" %}`: what was typed and refused, else what stands recorded."""
    key = f"{what}-{one.application.pk}"
    if key in typed:
        return typed[key]
    recorded = getattr(one.placement, what, None) if one.placement else None
    return "" if recorded is None else str(recorded)
