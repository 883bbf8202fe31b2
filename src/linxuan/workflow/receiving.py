"""By when a paper has to have come: the deadlines of the acts that receive it."""

from collections.abc import Iterator
from datetime import date

from linxuan.programme.definition import Action, Call
from linxuan.workflow.case import Case
from linxuan.workflow.deadlines import LastDay, due


def last_day_to_receive(call: Call, case: Case, paper: str, *, on: date) -> LastDay | None:
    """Return the last day on which a paper of a case may come; None where no deadline says one."""
    days = (due(call, case, action.id, on=on) for action in receiving_actions(call, case.procedure, paper))
    return min((one for one in days if one is not None), key=lambda last: last.day, default=None)


def receiving_actions(call: Call, procedure: str, paper: str = "") -> Iterator[Action]:
    """Yield the acts that receive a paper of a procedure; without `paper` those that receive any."""
    for action in call.actions.values():
        concerned = not action.concerns or procedure in action.concerns
        if action.kind == "receive" and concerned and (not paper or paper in action.papers):
            yield action
