"""Stages and actions: from the start every stage is reached, and each has a way on or is an end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Action, Call, Stage
from linxuan.programme.faults import listed
from linxuan.programme.package import Package
from linxuan.programme.resolve import procedures

Sort = Literal["stuck", "cut off", "second start"]


@dataclass(frozen=True)
class _Trouble:
    """What is wrong with a stage; `first` is the stage where its procedure begins."""

    stage: str
    sort: Sort
    first: str


def check_graph(call: Call, package: Package) -> None:
    """Follow the actions of every procedure, for each time in which the same ones exist."""
    found: dict[_Trouble, dict[str, None]] = {}
    for procedure in procedures(call):
        for trouble in _troubles(call, procedure):
            found.setdefault(trouble, {})[lookup.procedure(call, procedure).name] = None
        if not lookup.stages_of(call, procedure):
            _tell_no_stage(call, package, procedure)
    for trouble, names in found.items():
        _tell(call, package, trouble, listed(names))
    for action in call.actions.values():
        _check_targets(call, package, action)


def _times(call: Call) -> list[date]:
    """A day of each span of time between amendments of stages and actions."""
    elements = (*call.stages.values(), *call.actions.values())
    changes = {each.since for each in elements if each.since}
    changes |= {each.until + timedelta(days=1) for each in elements if each.until and each.until < date.max}
    return [date.min, *sorted(changes)]


def _troubles(call: Call, procedure: str) -> Iterator[_Trouble]:
    """What is wrong with the stages of a procedure on any day on which it has some."""
    own = [action for action in call.actions.values() if procedure in action.concerns]
    for day in _times(call):
        stages = [stage for stage in lookup.stages_of(call, procedure) if stage.holds_on(day)]
        actions = [action for action in own if action.holds_on(day)]
        reached = _reached(stages, actions)
        for stage in stages:
            if not stage.end and not any(stage.id in each.from_stages and each.to for each in actions):
                yield _Trouble(stage.id, "stuck", stages[0].id)
            if stage.id not in reached:
                has_way_in = any(each.to == stage.id and each.from_stages != (stage.id,) for each in actions)
                yield _Trouble(stage.id, "cut off" if has_way_in else "second start", stages[0].id)


def _reached(stages: list[Stage], actions: list[Action]) -> set[str]:
    """The stages that can be reached from the first one."""
    waiting = [stage.id for stage in stages[:1]]
    found, own = set(waiting), {stage.id for stage in stages}
    while waiting:
        here = waiting.pop()
        for action in actions:
            if here in action.from_stages and action.to in own - found:
                found.add(action.to)
                waiting.append(action.to)
    return found


def _tell(call: Call, package: Package, trouble: _Trouble, names: str) -> None:
    if trouble.sort == "stuck":
        problem = say("对“{names}”没有出路：没有办理从这里通向别处", names=names)
        hint = say("写一个从这里开始、有 to 的 action；是终点就写 end = true")
    else:
        problem = say("对“{names}”到不了：通向它的环节本身到不了", names=names)
        hint = say("写一个 to 是它的 action；起点是文件里的第一个环节，只有一个")
    if trouble.sort == "second start":
        problem = say(
            "对“{names}”到不了：没有办理通向它，起点已是“{first}”", names=names, first=trouble.first
        )
    package.faults.add(Part("stage", call.stages[trouble.stage]).place, problem, hint)


def _tell_no_stage(call: Call, package: Package, procedure: str) -> None:
    kind = "track" if procedure in call.tracks else "round"
    element = lookup.procedure(call, procedure)
    problem = say("“{name}”没有办理环节", name=element.name)
    package.faults.add(Part(kind, element).place, problem, say("写 [stage.…]，用 for 写上它"))


def _check_targets(call: Call, package: Package, action: Action) -> None:
    """An action that is for somebody needs one of its stages there, and the one it leads to."""
    place = Part("action", action).place
    hint = say("改它的 for，或改环节的 for")
    starts = [call.stages[each] for each in action.from_stages if each in call.stages]
    for procedure in action.concerns:
        name = lookup.procedure(call, procedure).name
        if not any(procedure in each.concerns for each in starts):
            if len(starts) == len(action.from_stages):
                package.faults.add(place / "from", say("“{name}”没有这些环节", name=name), hint)
        elif action.to in call.stages and procedure not in call.stages[action.to].concerns:
            problem = say("“{name}”没有环节“{stage}”", name=name, stage=action.to)
            package.faults.add(place / "to", problem, hint)
