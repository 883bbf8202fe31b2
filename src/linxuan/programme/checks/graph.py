"""Stages and actions: from the start every stage is reached, and each has a way on or is an end."""

from datetime import date, timedelta

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Action, Call, Stage
from linxuan.programme.faults import Place
from linxuan.programme.package import Package
from linxuan.programme.resolve import procedures


def check_graph(call: Call, package: Package) -> None:
    """Follow the actions of every procedure, for each time in which the same ones exist."""
    for day in _times(call):
        for procedure in procedures(call):
            _check_procedure(call, package, procedure, day)
    for action in call.actions.values():
        _check_targets(call, package, action)


def _times(call: Call) -> list[date]:
    """A day of each span of time between amendments of stages and actions."""
    elements = (*call.stages.values(), *call.actions.values())
    changes = {each.since for each in elements if each.since}
    changes |= {each.until + timedelta(days=1) for each in elements if each.until and each.until < date.max}
    return [date.min, *sorted(changes)]


def _check_procedure(call: Call, package: Package, procedure: str, day: date) -> None:
    stages = [each for each in call.stages.values() if procedure in each.concerns and each.holds_on(day)]
    actions = [each for each in call.actions.values() if procedure in each.concerns and each.holds_on(day)]
    name = lookup.procedure(call, procedure).name
    if not stages:
        _fault_of_procedure(call, package, procedure, say("“{name}”没有办理环节", name=name))
        return
    reached = _reached(stages, actions)
    for stage in stages:
        out = [each for each in actions if stage.id in each.from_stages]
        if not stage.end and not any(each.to for each in out):
            problem = say("对“{name}”没有出路：没有办理从这里通向别处", name=name)
            _fault(package, stage, problem, say("写一个从这里开始、有 to 的 action；是终点就写 end = true"))
        if stage.id not in reached:
            _fault_unreached(package, stage, stages[0], actions, name)


def _reached(stages: list[Stage], actions: list[Action]) -> set[str]:
    """The stages that can be reached from the first one."""
    found, waiting = {stages[0].id}, [stages[0].id]
    own = {each.id for each in stages}
    while waiting:
        here = waiting.pop()
        for action in actions:
            if here in action.from_stages and action.to in own - found:
                found.add(action.to)
                waiting.append(action.to)
    return found


def _fault_unreached(package: Package, stage: Stage, first: Stage, actions: list[Action], name: str) -> None:
    if any(each.to == stage.id and each.from_stages != (stage.id,) for each in actions):
        problem = say("对“{name}”到不了：通向它的环节本身到不了", name=name)
    else:
        problem = say("对“{name}”到不了：没有办理通向它，起点已是“{first}”", name=name, first=first.id)
    _fault(package, stage, problem, say("写一个 to 是它的 action；起点是文件里的第一个环节，只有一个"))


def _fault(package: Package, stage: Stage, problem: str, hint: str) -> None:
    package.faults.add(Part("stage", stage).place, problem, hint)


def _fault_of_procedure(call: Call, package: Package, procedure: str, problem: str) -> None:
    kind = "track" if procedure in call.tracks else "round"
    element = lookup.procedure(call, procedure)
    hint = say("写 [stage.…]，用 for 写上它")
    package.faults.add(Place(element.file, (kind, procedure)), problem, hint)


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
