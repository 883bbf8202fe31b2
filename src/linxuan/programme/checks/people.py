"""Offices, tracks and rounds against the forms: who is in charge, who applies, what there is to choose."""

from collections.abc import Iterable

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Office, Round, Track
from linxuan.programme.package import Package
from linxuan.programme.resolve import procedures


def check_people(call: Call, package: Package) -> None:
    """Check offices, tracks and rounds."""
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


def _on_form(call: Call, procedure: str) -> dict[str, str]:
    """The fields on a procedure's form, with their kinds."""
    if lookup.procedure(call, procedure).form not in call.forms:
        return {}
    sections = lookup.sections_of(call, procedure)
    return {id: call.fields[id].kind for section in sections for id in section.fields if id in call.fields}


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
    modes, categories = any(each.modes for each in tracks), any(each.categories for each in tracks)
    for key, own, wanted in (("modes", modes, "mode"), ("categories", categories, "category")):
        if wanted in kinds and not own:
            problem = say("申报书上有 {kind} 类栏目，却没有 {key}", kind=wanted, key=key)
            package.faults.add(place, problem, say("写上 {key}，或从申报书去掉这一栏", key=key))
    if categories and kinds and "category" not in kinds and isinstance(procedure, Track):
        problem = say("分了类，申报书上却没有 category 类栏目")
        package.faults.add(place / "categories", problem, say("把这一栏放进申报书"))
