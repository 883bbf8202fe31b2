"""The grades of an entity that do not count yet, or that it may object to, as its page shows them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from linxuan.evaluation.lives import state_name
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.permissions import Reader, grades, is_applicant
from linxuan_site.queries.entities import EntityRow, life_of

MARKS = {"proposed": "unknown", "checked": "unknown", "objected": "soft"}


@dataclass(frozen=True)
class MovingGrade:
    """A grade, its name and state in words, and the last reason that was given."""

    record: Any
    name: str
    state: str
    mark: str
    reason: str
    until: date | None
    """The last day to object, where there is one."""

    @property
    def in_time(self) -> bool:
        """Whether one may still object."""
        return self.until is None or clock.today() <= self.until


def grades_in_motion(reader: Reader, call: Call, row: EntityRow) -> dict[str, list[MovingGrade]]:
    """Return `open_grades`, which count for nothing yet, and `may_object`, to which the reader may object.

    What is only proposed is seen by the office that publishes grades, and by nobody else.
    """
    shown = {"objected", *(("proposed", "checked") if grades(reader, call.authority) else ())}
    lives = [(record, life_of(record)) for record in row.designation.grades.all()]
    own = is_applicant(reader)
    return {
        "open_grades": [_moving(call, record, life.state) for record, life in lives if life.state in shown],
        "may_object": [
            one
            for record, life in lives
            if own and life.state == "published" and (one := _moving(call, record, life.state)).in_time
        ],
    }


def _moving(call: Call, record: Any, state: str) -> MovingGrade:
    grade = call.grades.get(record.grade)
    last = max(record.steps.all(), key=lambda one: one.position, default=None)
    return MovingGrade(
        record,
        grade.name if grade else record.grade,
        state_name(state),  # type: ignore[arg-type]
        MARKS.get(state, "met"),
        last.reason if last else "",
        next((one.until for one in record.steps.all() if one.kind == "published"), None),
    )
