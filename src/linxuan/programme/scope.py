"""What expressions may speak of: the fields of a form, what the life gives, parameters, lists, scores, titles."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from linxuan.language import current_language, say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Parameter, Track
from linxuan.programme.list_names import list_names
from linxuan.programme.points import names_of
from linxuan.programme.ready import once_per_call
from linxuan.programme.titles import titles_for
from linxuan.rules.check import check
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.terms import Call as Function
from linxuan.rules.terms import Term

_TYPES: Mapping[str, Type] = {
    "integer": Type.INTEGER,
    "decimal": Type.DECIMAL,
    "date": Type.DATE,
    "yes_no": Type.YES_NO,
    "choice": Type.CHOICE,
    "choices": Type.CHOICES,
    "category": Type.CHOICE,
    "mode": Type.CHOICE,
    "group": Type.GROUP,
    "share": Type.RATIO,
}
"""Kinds of fields whose values are not plain text."""


def scope_of(call: Call, procedure: str) -> Scope:
    """Return what conditions on a case of a track or round may speak of, named in the language in use.

    The same call gets the same scope again: a form asks for it once a section.
    """
    return _scope(call, procedure, current_language())


@once_per_call
def _scope(call: Call, procedure: str, _language: str) -> Scope:
    fields = {
        id: call.fields[id]
        for section in lookup.sections_of(call, procedure)
        for id in section.fields
        if id in call.fields and procedure in call.fields[id].concerns
    }
    names = {**_of_life(call, procedure), **_plain(call, procedure, fields.values())}
    titles = titles_for(call, (procedure,))
    scope = Scope(names, _parameters(call), frozenset(call.lists), titles, list_names(call))
    return _with_scores(call, procedure, _with_derived(scope, fields.values()))


def scope_of_history(call: Call) -> Scope:
    """Return what the condition of a standing may speak of: a designated entity, not an application."""
    names = [
        _status(call),
        Variable("cohort", Type.INTEGER, say("批次")),
        Variable("as_of", Type.INTEGER, say("看到哪一年")),
    ]
    lists = frozenset(call.lists)
    return Scope({each.id: each for each in names}, _parameters(call), lists, list_names=list_names(call))


def _parameters(call: Call) -> Mapping[str, Variable]:
    return {id: _parameter(call, each) for id, each in call.parameters.items()}


def _parameter(call: Call, parameter: Parameter) -> Variable:
    field = call.fields.get(parameter.field)
    options = {id: option.label for id, option in field.options.items()} if field else {}
    return Variable(parameter.id, Type(parameter.kind), parameter.name, parameter.unit, options)


# ── what the life gives ──


def _of_life(call: Call, procedure: str) -> dict[str, Variable]:
    tracks = {track.id: track.name for track in call.tracks.values() if track.open}
    offices = {office.id: office.name for office in call.offices.values() if office.each}
    found = [
        Variable("filed_on", Type.DATE, say("申报日")),
        Variable("as_of", Type.DATE, say("核验日")),
        Variable("track", Type.CHOICE, say("遴选类别"), options=tracks),
        Variable("category", Type.CHOICE, say("类别"), options=_categories(call, procedure)),
        Variable("cohort", Type.INTEGER, say("批次")),
        Variable("number", Type.TEXT, say("申报编号")),
        Variable("rank", Type.INTEGER, say("名次")),
        Variable("batch", Type.INTEGER, say("批")),
        Variable("recommender", Type.TEXT, say("推荐部门")),
        Variable("recommender_kind", Type.CHOICE, say("推荐部门的种类"), options=offices),
        _status(call),
    ]
    return {each.id: each for each in found}


LIFE = frozenset(
    [
        "filed_on",
        "as_of",
        "track",
        "category",
        "cohort",
        "number",
        "rank",
        "batch",
        "recommender",
        "recommender_kind",
        "operating_status",
    ]
)
"""The names that the life gives; a field may share only `category` and `operating_status`."""


def _categories(call: Call, procedure: str) -> Mapping[str, str]:
    """The categories of a track. One that has none can still be told apart from the others by them."""
    own = _of_tracks(call, procedure)
    return own or {id: name for track in call.tracks.values() for id, name in track.categories.items()}


def _of_tracks(call: Call, procedure: str) -> dict[str, str]:
    return {id: name for track in _tracks(call, procedure) for id, name in track.categories.items()}


def _tracks(call: Call, procedure: str) -> list[Track]:
    if procedure in call.tracks:
        return [call.tracks[procedure]]
    return [call.tracks[id] for id in call.rounds[procedure].tracks if id in call.tracks]


def _status(call: Call) -> Variable:
    field = call.fields.get("operating_status")
    if field is None:
        return Variable("operating_status", Type.TEXT, say("经营状态"))
    options = {id: option.label for id, option in field.options.items()}
    return Variable(field.id, Type.CHOICE, field.name, options=options)


# ── fields ──


def _plain(call: Call, procedure: str, fields: Iterable[Field]) -> dict[str, Variable]:
    return {each.id: _variable(call, procedure, each) for each in fields if each.kind != "computed"}


def _variable(call: Call, procedure: str, field: Field) -> Variable:
    columns = [call.fields[id] for id in field.fields if id in call.fields]
    return Variable(
        field.id,
        _type(field),
        field.name,
        field.unit,
        _options(call, procedure, field),
        field.years,
        _plain(call, procedure, columns),
        _share(field),
        field.min,
        field.max,
    )


def _type(field: Field) -> Type:
    """A choice from a list is text: the list may change without the conditions."""
    return Type.TEXT if field.list else _TYPES.get(field.kind, Type.TEXT)


def _options(call: Call, procedure: str, field: Field) -> Mapping[str, str]:
    if field.kind == "mode":
        return {mode: mode for track in _tracks(call, procedure) for mode in track.modes}
    if field.kind == "category":
        return _of_tracks(call, procedure)
    if field.list in call.lists:
        return {key: row.get("name") or key for key, row in call.lists[field.list].rows.items()}
    return {
        id: option.label
        for id, option in field.options.items()
        if not option.concerns or procedure in option.concerns
    }


def _share(field: Field) -> Term | None:
    if field.part is None or field.whole is None:
        return None
    return Function("share", (field.part.term, field.whole.term))


def _with_derived(scope: Scope, fields: Iterable[Field]) -> Scope:
    """Add what is computed, each with the type of its expression; one may stand on another."""
    waiting = [field for field in fields if field.kind == "computed" and field.id not in scope.names]
    found = {field.id: made for field in waiting if (made := _computed(field, scope))}
    if found:
        names = {**scope.names, **found}
        return _with_derived(replace(scope, names=names), waiting)
    # What is left has a fault of its own, which is told there.
    unknown = {field.id: Variable(field.id, Type.DECIMAL, field.name, field.unit) for field in waiting}
    return replace(scope, names={**scope.names, **unknown})


def _computed(field: Field, scope: Scope) -> Variable | None:
    if field.value is None:
        return None
    type, problems = check(field.value.term, scope)
    if type is None or problems:
        return None
    return Variable(field.id, type, field.name, field.unit, meaning=field.value.term)


# ── scores ──


def _with_scores(call: Call, procedure: str, scope: Scope) -> Scope:
    """Add what a procedure is scored by; a field of the same name, which is a fault, stays."""
    scores = (score for score in call.scores.values() if procedure in score.concerns)
    names = {each.id: each for score in scores for each in names_of(score)}
    return replace(scope, names={**names, **scope.names})
