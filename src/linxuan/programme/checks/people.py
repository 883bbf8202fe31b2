"""Offices, tracks and judgements against the forms: who is in charge, who applies, what is judged where."""

from collections.abc import Iterable

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Judgement, Office, Round, Track
from linxuan.programme.package import Package
from linxuan.programme.resolve import procedures


def check_people(call: Call, package: Package) -> None:
    """Check offices, tracks, rounds and judgements."""
    if any(file.startswith("forms/") for file in package.documents.broken):
        return
    for office in call.offices.values():
        if office.each and office.field in call.fields:
            _check_office(call, package, office)
    for track in call.tracks.values():
        if track.open:
            _check_track(call, package, track)
    for round_ in call.rounds.values():
        if round_.form:
            _check_choices(call, package, "round", round_)
    for judgement in call.judgements.values():
        _check_judgement(call, package, judgement)


def _on_form(call: Call, procedure: str) -> dict[str, str]:
    """The fields on a procedure's form, with their kinds."""
    if procedure_form(call, procedure) not in call.forms:
        return {}
    sections = lookup.sections_of(call, procedure)
    return {id: call.fields[id].kind for section in sections for id in section.fields if id in call.fields}


def procedure_form(call: Call, procedure: str) -> str:
    """Return the id of the form that a procedure is filed on."""
    return lookup.procedure(call, procedure).form


def _check_office(call: Call, package: Package, office: Office) -> None:
    """Who is in charge is told by an answer, so it is asked of all on whom the office acts."""
    for procedure in _acted_on(call, office.id):
        found = _on_form(call, procedure)
        if found and office.field not in found:
            name = lookup.procedure(call, procedure).name
            problem = say("“{name}”由它办理，申报书上却没有栏目“{field}”", name=name, field=office.field)
            package.faults.add(Part("office", office).place / "field", problem, say("把这一栏放进申报书"))


def _acted_on(call: Call, office: str) -> Iterable[str]:
    return (
        procedure
        for procedure in procedures(call)
        if any(
            procedure in action.concerns and office in (*action.by, *action.jointly)
            for action in call.actions.values()
        )
    )


def _check_track(call: Call, package: Package, track: Track) -> None:
    found = _on_form(call, track.id)
    if not found:
        return
    for key, field in (("identified_by", track.identified_by), ("item", track.item)):
        if field and field not in found:
            problem = say("申报书上没有栏目“{field}”", field=field)
            hint = say("把这一栏放进申报书，或改 {key}", key=key)
            package.faults.add(Part("track", track).place / key, problem, hint)
    _check_choices(call, package, "track", track)


def _check_choices(call: Call, package: Package, kind: str, procedure: Track | Round) -> None:
    """A field of kind mode or category chooses from what the track has, so it has to have some."""
    kinds = set(_on_form(call, procedure.id).values())
    tracks = (
        [procedure]
        if isinstance(procedure, Track)
        else [call.tracks[each] for each in procedure.tracks if each in call.tracks]
    )
    place = Part(kind, procedure).place
    for key, own, wanted in (
        ("modes", any(each.modes for each in tracks), "mode"),
        ("categories", any(each.categories for each in tracks), "category"),
    ):
        if wanted in kinds and not own:
            problem = say("申报书上有 {kind} 类栏目，却没有 {key}", kind=wanted, key=key)
            package.faults.add(place, problem, say("写上 {key}，或从申报书去掉这一栏", key=key))
        if own and wanted not in kinds and isinstance(procedure, Track) and kinds:
            problem = say("有 {key}，申报书上却没有 {kind} 类栏目", key=key, kind=wanted)
            package.faults.add(place / key, problem, say("把这一栏放进申报书"))


# ── judgements ──


def _check_judgement(call: Call, package: Package, judgement: Judgement) -> None:
    """What is judged has to be written before, or at, the stage where it is judged."""
    place = Part("judgement", judgement).place
    for procedure in judgement.concerns:
        if procedure_form(call, procedure) not in call.forms:
            continue
        name = lookup.procedure(call, procedure).name
        sections = {each.id: each for each in lookup.sections_of(call, procedure)}
        for id in judgement.sections:
            if id not in sections and not package.known.lacks("section", id):
                problem = say("“{name}”的申报书没有“{id}”这一节", name=name, id=id)
                package.faults.add(place / "sections", problem, say("改 sections，或用 for 只写有它的类别"))
        for stage in judgement.stages:
            if stage not in call.stages:
                continue
            if procedure not in call.stages[stage].concerns:
                problem = say("“{name}”没有环节“{stage}”", name=name, stage=stage)
                package.faults.add(place / "stages", problem)
                continue
            for id in judgement.sections:
                if id in sections and not _is_written_by(
                    call, procedure, lookup.open_at(call, procedure, sections[id]), stage
                ):
                    problem = say("“{id}”一节到“{stage}”还没有人填，看不到", id=id, stage=stage)
                    package.faults.add(place / "sections", problem, say("在填写之后的环节判断"))


def _is_written_by(call: Call, procedure: str, written: str, judged: str) -> bool:
    """Tell whether a case can come from the stage where a section is written to the one where it is judged."""
    found, waiting = {written}, [written]
    while waiting:
        for action in lookup.actions_from(call, procedure, waiting.pop()):
            if action.to in call.stages and action.to not in found:
                found.add(action.to)
                waiting.append(action.to)
    return judged in found
