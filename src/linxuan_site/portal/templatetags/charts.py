"""Charts: drawn in the browser after the first view, out of the table that each of them names."""

from django import template
from django.templatetags.static import static

register = template.Library()

LIBRARY = "echarts/echarts.simple.min.js"
FEW, MANY = 4, 9


@register.inclusion_tag("parts/chart.html")
def chart(kind: str, table: str, rows: int) -> dict[str, object]:
    """`{% chart "bars" "by-region" rows|length %}`: room for a chart of a table; `bars` or `lines`.

    The first column of the table names the rows; each column whose head has the class `num` is drawn. Nothing
    stands there where the library could not be had.
    """
    height = "few" if rows <= FEW else "many" if rows > MANY else ""
    return {"kind": kind, "table": table, "height": height, "library": library()}


@register.inclusion_tag("parts/charts.html")
def charts() -> dict[str, object]:
    """`{% charts %}` in the block `scripts`: what draws the charts of the page once it stands."""
    return {"library": library()}


def library() -> str:
    """Return the address of the library; empty where it was not collected."""
    try:
        return static(LIBRARY)
    except ValueError:
        return ""
