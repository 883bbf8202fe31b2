"""The figures that a round looks at: each is a number on its form, and whatever has a bound is looked at."""

from collections.abc import Iterable

from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.anatomy import Part
from linxuan.programme.definition import Call, Round
from linxuan.programme.known import FIELDS
from linxuan.programme.package import Package

NUMBERS = ("integer", "decimal", "share", "computed")


def check_figures(call: Call, package: Package) -> None:
    """Check what `[round.ID.figures]` of every round names."""
    for round_ in call.rounds.values():
        if round_.figures and round_.form in call.forms and not package.is_broken(FIELDS):
            _check_round(call, package, round_)


def _check_round(call: Call, package: Package, round_: Round) -> None:
    terms, place = round_.figures, Part("round", round_).place / "figures"
    assert terms is not None
    on_form = {id for section in lookup.sections_of(call, round_.id) for id in section.fields}
    peers = terms.peers.fields if terms.peers else ()
    named: Iterable[tuple[str, str]] = [
        *(("fields", id) for id in terms.fields),
        *(("peers", id) for id in peers),
    ]
    for key, id in named:
        field = call.fields.get(id)
        if field is not None and id not in on_form:
            problem = say("申报书上没有栏目“{field}”", field=id)
            package.faults.add(place / key, problem, say("把这一栏放进申报书"))
        elif field is not None and field.kind not in NUMBERS:
            problem = say("栏目“{field}”不是数，比不出增减", field=id)
            package.faults.add(place / key, problem, say("只写填数的栏目"))
    for id in terms.jumps:
        if id in call.fields and id not in terms.fields:
            problem = say("栏目“{field}”不在 fields 里，它的界限用不上", field=id)
            package.faults.add(place / "jumps" / id, problem, say("把它加进 fields，或删去它"))
