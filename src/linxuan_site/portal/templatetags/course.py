"""The course of one application: where it stands, and who did what."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.programme.definition import Call
from linxuan_site.queries.delegations import signed_name, who_acted


@dataclass(frozen=True)
class TrackedStage:
    """One stage in the tracker: `state` is `done`, `now` or empty; `note` says who or when."""

    name: str
    note: str = ""
    state: str = ""


def tracker(stages: Sequence[TrackedStage]) -> dict[str, object]:
    """`{% tracker stages %}`: the stages of an application, those done, the one now, those to come."""
    return {"stages": stages}


def steps(rows: Sequence[Any], call: Call) -> dict[str, object]:
    """`{% steps application_steps call %}`: the record of acts, newest first, with words and clause."""
    return {"steps": [(row, _name(row, call), who_acted(row)) for row in reversed(rows)], "call": call}


def signed(person: Any, row: Any) -> str:
    """`{{ row.judged_by|signed:row }}`: who left a row of the record, with an agent's firm, and for whom."""
    return signed_name(person, row)


def _name(row: Any, call: Call) -> str:
    action = call.actions.get(row.action)
    return action.name if action else row.action
