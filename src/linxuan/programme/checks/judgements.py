"""Judgements: what is judged has to be written by then, in a section that those who judge can see."""

from collections.abc import Iterator

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Judgement
from linxuan.programme.package import Package


def check_judgements(call: Call, package: Package) -> None:
    """Check the sections and stages of every judgement, for each procedure that it concerns."""
    for judgement in call.judgements.values():
        for procedure in judgement.concerns:
            for key, problem, hint in _faults(call, package, judgement, procedure):
                package.faults.add(Part("judgement", judgement).place / key, problem, hint)


def _faults(
    call: Call, package: Package, judgement: Judgement, procedure: str
) -> Iterator[tuple[str, str, str]]:
    found = lookup.procedure(call, procedure)
    stages = [id for id in judgement.stages if id in call.stages]
    own = [id for id in stages if procedure in call.stages[id].concerns]
    for id in stages:
        if id not in own:
            problem = say("“{name}”没有环节“{stage}”", name=found.name, stage=id)
            yield "stages", problem, say("改 stages，或改环节的 for")
    if found.form not in call.forms:
        return
    sections = call.forms[found.form].sections
    for id in judgement.sections:
        if id not in sections or procedure not in sections[id].concerns:
            if not package.known.lacks("section", id):
                problem = say("“{name}”的申报书没有“{id}”这一节", name=found.name, id=id)
                yield "sections", problem, say("改 sections，或用 for 只写有它的类别")
            continue
        seen = _seen_at(call, procedure, sections[id].stage)
        for stage in own:
            if stage not in seen:
                problem = say("“{id}”一节到“{stage}”还没有人填，看不到", id=id, stage=stage)
                yield "sections", problem, say("在填写之后的环节判断")


def _seen_at(call: Call, procedure: str, written: str) -> set[str]:
    """The stages that a case can come to from the one where a section is written."""
    stages = [stage.id for stage in lookup.stages_of(call, procedure)]
    start = written or next(iter(stages), "")
    found, waiting = {start}, [start] if start in stages else []
    while waiting:
        for action in lookup.actions_from(call, procedure, waiting.pop()):
            if action.to in stages and action.to not in found:
                found.add(action.to)
                waiting.append(action.to)
    return found
