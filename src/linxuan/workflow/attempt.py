"""One act on one case, tried: everything that bears on whether it is possible."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from linxuan.derive import record_of
from linxuan.programme.definition import Action, Call, Element
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.workflow.case import Act, Case


@dataclass(frozen=True)
class Attempt:
    """One act, tried: the action found, the office whose act it is, and all that bears on it."""

    call: Call
    case: Case
    action: Action
    act: Act
    office: str
    recorded_by: str
    on: date
    taken: Mapping[str, int]

    @property
    def only_agrees(self) -> bool:
        """Whether the office gives its consent and another one acts."""
        return self.office not in self.action.by

    @cached_property
    def record(self) -> Record:
        """What conditions see of the case."""
        return record_of_case(self.call, self.case, self.on)

    def applies(self, element: Element) -> bool:
        """Tell whether an element is there for this case."""
        return applies(element, self.case, self.record, self.on)


def record_of_case(call: Call, case: Case, on: date | None = None) -> Record:
    """Return what conditions see of a case: its answers and what its life gives. Made once for a day."""
    kept = id(call), case.filed_on or on
    if kept not in case.records:
        # The call is kept beside it, so that its identity is nobody else's.
        case.records[kept] = call, _record(call, case, on)
    return case.records[kept][1]


def _record(call: Call, case: Case, on: date | None) -> Record:
    filed = {"filed_on": case.filed_on} if case.filed_on else {}
    record = record_of(call, case.procedure, {**case.answers, **filed}, on=case.filed_on or on)
    life = {
        "recommender": case.recommender,
        "recommender_kind": _recommender_kind(call, case.recommender),
        "number": case.number,
    }
    return replace(record, values={**record.values, **{key: value for key, value in life.items() if value}})


def _recommender_kind(call: Call, key: str) -> str:
    """The first office that has the key among its rows; empty if none has."""
    with_rows = (office for office in call.offices.values() if office.each)
    return next((office.id for office in with_rows if key in call.lists[office.each].rows), "")


def applies(element: Element, case: Case, record: Record, on: date | None) -> bool:
    """Tell whether an element is there for a case: for its procedure, on its day, unless `when` is false.

    The day is that of the filing, before it the day of the act. What is not settled applies.
    """
    day = case.filed_on or on
    in_force = day is None or element.holds_on(day)
    wanted = element.when is None or evaluate(element.when.term, record) is not False
    concerned = not element.concerns or case.procedure in element.concerns
    return concerned and in_force and wanted
