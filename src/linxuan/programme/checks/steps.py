"""Deadlines, papers, publicity and needs: whatever they name has to be there for those they concern."""

from datetime import date

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Action, Call, Deadline, Stage
from linxuan.programme.faults import Place
from linxuan.programme.package import Package


def check_steps(call: Call, package: Package) -> None:
    """Check what stages, actions and deadlines name."""
    for stage in call.stages.values():
        _check_publicity(call, package, stage)
    for action in call.actions.values():
        _check_needs(call, package, action)
    for deadline in call.deadlines.values():
        _check_deadline(call, package, deadline)


def _check_publicity(call: Call, package: Package, stage: Stage) -> None:
    if stage.publicity is None:
        return
    for id in stage.publicity.shows:
        if id in call.fields and call.fields[id].visible != "public":
            problem = say("栏目“{label}”不公开，不能公示", label=call.fields[id].name)
            place = Part("stage", stage).place / "publicity" / "shows"
            package.faults.add(
                place, problem, say('在 [field.{id}] 写 visible = "public"，或从 shows 去掉', id=id)
            )


def _check_needs(call: Call, package: Package, action: Action) -> None:
    place = Part("action", action).place
    if "publicity" in action.needs and not any(
        call.stages[id].publicity for id in action.from_stages if id in call.stages
    ):
        problem = say("需要公示，但它开始的环节没有公示")
        package.faults.add(place / "needs", problem, say("在环节里写 [stage.….publicity]"))
    for need in action.needs:
        word, _, id = need.partition(":")
        if word == "section" and not _has_section(call, action, id):
            _fault(package, place / "needs", say("有关类别的申报书都没有“{id}”这一节", id=id))
        if word in ("paper", "received") and id in call.papers:
            if not set(call.papers[id].concerns) & set(action.concerns):
                _fault(package, place / "needs", say("材料“{id}”与这项办理没有共同的类别", id=id))
            if word == "received" and not _is_received(call, id):
                _fault(package, place / "needs", say("没有办理登记收到“{id}”，永远满足不了", id=id))


def _fault(package: Package, place: Place, problem: str) -> None:
    package.faults.add(place, problem, say("改这一项，或改 for"))


def _has_section(call: Call, action: Action, section: str) -> bool:
    forms = [lookup.procedure(call, procedure).form for procedure in action.concerns]
    known = [call.forms[form] for form in forms if form in call.forms]
    # A form that could not be read may have it.
    return len(known) < len(forms) or any(section in form.sections for form in known)


def _is_received(call: Call, paper: str) -> bool:
    return any(paper in action.papers for action in call.actions.values() if action.kind == "receive")


def _check_deadline(call: Call, package: Package, deadline: Deadline) -> None:
    place = Part("deadline", deadline).place
    for id in deadline.actions:
        if id in call.actions and not set(call.actions[id].concerns) & set(deadline.concerns):
            _fault(package, place / "actions", say("办理“{id}”与这个截止日没有共同的类别", id=id))
    if deadline.earlier and deadline.earlier.list in call.lists:
        _check_earlier(call, package, deadline, place / "earlier" / "list")


def _check_earlier(call: Call, package: Package, deadline: Deadline, place: Place) -> None:
    table = call.lists[deadline.earlier.list] if deadline.earlier else None
    if table is None or "day" not in table.columns:
        package.faults.add(place, say("名单没有 day 列"), say("各行提前到的日子写在 day 列，如 2023-05-10"))
        return
    for key, row in table.rows.items():
        written, day = row["day"], _day(row["day"])
        if written and day is None:
            package.faults.add(place, say("“{key}”的 day 不是日期：{day}", key=key, day=written))
        elif day and deadline.days and day > deadline.days[-1]:
            problem = say("“{key}”的 {day} 晚于截止日，不是提前", key=key, day=written)
            package.faults.add(place, problem)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
