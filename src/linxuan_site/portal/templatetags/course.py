"""The course of one application: where it stands, and who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from linxuan.programme.definition import Call
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.delegations import signed_name, who_acted


@dataclass(frozen=True)
class TrackedStage:
    """One stage in the tracker: `state` is `done`, `now` or empty; `note` says who or when."""

    name: str
    note: str = ""
    state: str = ""


class StepWords(NamedTuple):
    """All that a page writes of one step."""

    at: datetime
    name: str
    who: str
    clause: str
    opinion: str
    reason: str
    document: str


def tracker(stages: Sequence[TrackedStage]) -> SafeString:
    """`{% tracker stages %}`: the stages of an application, those done, the one now, those to come."""
    return _draw_tracker(tuple(stages))


def steps(rows: Sequence[Any], call: Call) -> SafeString:
    """`{% steps application_steps call %}`: the record of acts, newest first, with words and clause."""
    return _draw_steps(tuple(_words(row, call) for row in reversed(rows)), call.id)


def _words(row: Any, call: Call) -> StepWords:
    said = (row.clause, row.opinion, row.reason, row.document)
    return StepWords(row.at, _name(row, call), who_acted(row), *said)


def signed(person: Any, row: Any) -> str:
    """`{{ row.judged_by|signed:row }}`: who left a row of the record, with an agent's firm, and for whom."""
    return signed_name(person, row)


def _stages(stages: tuple[TrackedStage, ...]) -> dict[str, object]:
    return {"stages": stages}


def _steps(steps: tuple[StepWords, ...], call: str) -> dict[str, object]:
    return {"steps": steps, "call": call}


_draw_tracker = drawn("parts/tracker.html", _stages)
_draw_steps = drawn("parts/steps.html", _steps)


def _name(row: Any, call: Call) -> str:
    action = call.actions.get(row.action)
    return action.name if action else row.action
