"""A strip of grades: one box a year, whose height and word tell the grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linxuan.programme.definition import Call, Round
from linxuan_site.queries.entities import EntityRow

HEIGHTS = (32, 25, 18)
"""Heights of the boxes of a strip, best grade first; later grades take the last."""
SHAPES = ("best", "good", "low")


@dataclass(frozen=True)
class Box:
    """One year of a strip. `shape` is `best`, `good`, `low`, `none`, or `running` for a year not yet graded."""

    year: int
    name: str
    shape: str

    @property
    def height(self) -> int:
        """How high the box is."""
        return HEIGHTS[SHAPES.index(self.shape)] if self.shape in SHAPES else HEIGHTS[-1]

    @property
    def top(self) -> int:
        """Where it begins: all stand on one line."""
        return HEIGHTS[0] + 1 - self.height

    @property
    def baseline(self) -> int:
        """Where its word stands."""
        return self.top + self.height // 2 + 5


def years_of(rows: Sequence[EntityRow], round_: Round | None = None) -> list[int]:
    """Return the years that any of the entities was graded in, with that of the round, without gaps."""
    years = [year for row in rows for year in row.grades]
    years += [round_.year] if round_ and round_.year else []
    return list(range(min(years), max(years) + 1)) if years else []


def strip(call: Call, row: EntityRow, years: Sequence[int], round_: Round | None = None) -> list[Box]:
    """Return the boxes of one entity over some years."""
    return [_box(call, row, year, round_) for year in years]


def legend(call: Call) -> list[Box]:
    """Return a box for each grade, and for a year without one."""
    grades = [Box(0, one.name, _shape(call, one.id)) for one in call.grades.values()]
    return [*grades, Box(0, _("没有等次"), "none")]


def _box(call: Call, row: EntityRow, year: int, round_: Round | None) -> Box:
    record = row.grades.get(year)
    if record is not None and record.grade in call.grades:
        return Box(year, call.grades[record.grade].name, _shape(call, record.grade))
    if round_ and year == round_.year and row.filing:
        words = {"filed": _("已填"), "written": _("书面"), "open": _("未填")}
        return Box(year, words[row.filing], "running")
    return Box(year, "", "none")


def _shape(call: Call, grade: str) -> str:
    return SHAPES[min(list(call.grades).index(grade), len(SHAPES) - 1)]
