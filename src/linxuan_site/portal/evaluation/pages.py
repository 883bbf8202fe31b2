"""What the evaluation pages show: a strip of grades a row, one box a year."""

from collections.abc import Sequence
from dataclasses import dataclass

from linxuan.programme.definition import Call
from linxuan_site.portal.evaluation.forms import StatusForm
from linxuan_site.queries.entities import EntityRow

HEIGHTS = (34, 24, 14)
"""Heights of the boxes of a strip, best grade first; later grades take the last."""


@dataclass(frozen=True)
class Box:
    """One year of a strip."""

    year: int
    grade: str
    name: str
    height: int


def years_of(rows: Sequence[EntityRow]) -> list[int]:
    """Return the years that any of the entities was graded in, without gaps."""
    years = [year for row in rows for year in row.grades]
    return list(range(min(years), max(years) + 1)) if years else []


def grade_strips(call: Call, rows: Sequence[EntityRow]) -> list[tuple[EntityRow, list[Box]]]:
    """Return each entity with its strip over the same years."""
    years = years_of(rows)
    return [(row, [_box(call, row, year) for year in years]) for row in rows]


def entity_page(call: Call, row: EntityRow, form: StatusForm) -> dict[str, object]:
    """Return what the page of one entity shows."""
    statuses = call.fields["operating_status"].options if "operating_status" in call.fields else {}
    return {
        "call": call,
        "row": row,
        "boxes": [_box(call, row, year) for year in years_of([row])],
        "records": [(record, call.grades[record.grade].name) for record in row.grades.values()],
        "status_name": statuses[row.status.status].label if row.status and row.status.status in statuses else "",
        "status_form": form,
    }


def _box(call: Call, row: EntityRow, year: int) -> Box:
    record = row.grades.get(year)
    if record is None:
        return Box(year, "", "", 0)
    place = list(call.grades).index(record.grade) if record.grade in call.grades else 0
    return Box(year, record.grade, call.grades[record.grade].name, HEIGHTS[min(place, len(HEIGHTS) - 1)])
