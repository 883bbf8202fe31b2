"""A rule or a parameter of a call, whole: in words, with the notice's text, and where it is used."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from linxuan.cases import cases_of
from linxuan.checking.demand import demand
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Citation, Expression, Parameter, Rule
from linxuan.programme.scope import scope_of
from linxuan.programme.situations import ApplicationCase
from linxuan.rules import figures
from linxuan.rules.check import inlined, names_in, parameters_in
from linxuan.rules.phrasing import phrase
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope
from linxuan.rules.telling.operands import operand
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Param, Term


@dataclass(frozen=True)
class Quoted:
    """Words of the notice in their sentence: `before` + `words` + `after`. `clause` is its address."""

    clause: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class Asked:
    """A field that a rule asks for; `section` is where on the form, empty for what no form asks."""

    field: str
    label: str
    section: str


@dataclass(frozen=True)
class Value:
    """A value of a parameter: in general, or where `when` holds."""

    value: str
    when: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True)
class ParameterExplained:
    """A number of the notice with a name, and the rules that use it."""

    id: str
    name: str
    value: str
    quotes: tuple[Quoted, ...]
    reading: str
    source: str
    why: str
    values: tuple[Value, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class ExceptionExplained:
    """Where `when` holds, `holds` is asked instead; empty if the exception alone is enough."""

    when: str
    holds: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True)
class Uses:
    """Who asks for a rule: tracks and rounds, acts that need it met, standings, and cases that name it."""

    tracks: tuple[str, ...]
    actions: tuple[str, ...]
    cases: tuple[str, ...]


@dataclass(frozen=True)
class RuleExplained:
    """A rule, whole. `condition` and `when` are in words; `written` is the expression of the package."""

    id: str
    name: str
    strength: str
    condition: str
    when: str
    quotes: tuple[Quoted, ...]
    source: str
    why: str
    reading: str
    exceptions: tuple[ExceptionExplained, ...]
    written: str
    parameters: tuple[ParameterExplained, ...]
    asked: tuple[Asked, ...]
    used: Uses


def explain_rule(call: Call, rule: Rule) -> RuleExplained:
    """Return all there is to say of a rule, in the language in use."""
    procedure = rule.concerns[0]
    scope = scope_of(call, procedure)
    term = inlined(demand(rule), scope)
    when = inlined(rule.when.term, scope) if rule.when else None
    used = dict.fromkeys(id for each in (when, term) if each for id in parameters_in(each))
    return RuleExplained(
        id=rule.id,
        name=rule.name,
        strength=rule.strength,
        condition=_words(call, rule.holds, scope),
        when=_words(call, rule.when, scope),
        quotes=quotes(call, rule.cites),
        source=rule.source,
        why=rule.why,
        reading=rule.reading,
        exceptions=tuple(
            ExceptionExplained(
                _words(call, each.when, scope), _words(call, each.holds, scope), quotes(call, each.cites)
            )
            for each in rule.exceptions
        ),
        written=rule.holds.text.strip(),
        parameters=tuple(explain_parameter(call, call.parameters[id]) for id in used),
        asked=tuple(_asked(call, procedure, scope, [each for each in (when, term) if each])),
        used=_uses(call, rule),
    )


def fields_asked(call: Call, procedure: str) -> frozenset[str]:
    """Return the ids of the fields that the conditions of a procedure look at, and of those that these hang on."""
    scope = scope_of(call, procedure)
    found = set[str]()
    for rule in lookup.rules_of(call, procedure):
        terms = [demand(rule), *([rule.when.term] if rule.when else [])]
        found |= {_answered_by(call, name) for each in terms for name in names_in(inlined(each, scope))}
    open_ones = found & set(call.fields)
    while open_ones:
        conditions = [call.fields[one].when for one in open_ones]
        hung_on = {name for each in conditions if each for name in names_in(inlined(each.term, scope))}
        open_ones = (hung_on & set(call.fields)) - found
        found |= open_ones
    return frozenset(found & set(call.fields))


def explain_parameter(call: Call, parameter: Parameter) -> ParameterExplained:
    """Return all there is to say of a parameter, in the language in use."""
    users = [rule for rule in call.rules.values() if parameter.id in _parameters_of(call, rule)]
    procedure = (users[0].concerns if users else tuple(call.tracks))[0]
    scope = scope_of(call, procedure)
    told = operand(Speaker.of(scope), Param(parameter.id))

    def value(given: object) -> str:
        return figures.with_unit(told.figure(Record({}), given), told.unit)

    return ParameterExplained(
        id=parameter.id,
        name=parameter.name,
        value=value(parameter.value),
        quotes=quotes(call, parameter.cites),
        reading=parameter.reading,
        source=parameter.source,
        why=parameter.why,
        values=tuple(
            Value(value(each.value), _words(call, each.when, scope), quotes(call, each.cites))
            for each in parameter.values
        ),
        rules=tuple(rule.id for rule in users),
    )


def _words(call: Call, expression: Expression | None, scope: Scope) -> str:
    if expression is None:
        return ""
    settled = {id: each.value for id, each in call.parameters.items()}
    return phrase(expression.term, scope, settled)


# ── the notice ──


def quotes(call: Call, cites: Iterable[Citation]) -> tuple[Quoted, ...]:
    """Return the sentences of the notice that citations quote, the quoted words apart."""
    return tuple(_quoted(call, cite) for cite in cites)


def _quoted(call: Call, cite: Citation) -> Quoted:
    clause = call.notices[cite.notice].by_address.get(cite.address)
    sentence = "" if clause is None else (clause.heading, *clause.sentences)[cite.sentence]
    before, words, after = sentence.partition(cite.words)
    place = cite.place.partition("#")[0]
    return Quoted(place, before, words, after) if words else Quoted(place, "", cite.words, "")


# ── what it asks, and who asks it ──


def _asked(call: Call, procedure: str, scope: Scope, terms: Iterable[Term]) -> Iterator[Asked]:
    sections = {
        field: section.name for section in lookup.sections_of(call, procedure) for field in section.fields
    }
    for id in dict.fromkeys(_answered_by(call, name) for term in terms for name in names_in(term)):
        variable = scope.names.get(id)
        if variable is not None:
            yield Asked(id, variable.name, sections.get(id, ""))


def _answered_by(call: Call, name: str) -> str:
    field = call.fields.get(name)
    return field.by if field and field.kind == "lookup" else name


def _parameters_of(call: Call, rule: Rule) -> frozenset[str]:
    scope = scope_of(call, rule.concerns[0])
    terms = [demand(rule), *([rule.when.term] if rule.when else [])]
    return frozenset(id for each in terms for id in parameters_in(inlined(each, scope)))


def _uses(call: Call, rule: Rule) -> Uses:
    actions = (
        action.name
        for action in call.actions.values()
        if "eligible" in action.needs and set(action.concerns) & set(rule.concerns)
    )
    return Uses(
        tracks=tuple(lookup.procedure(call, each).name for each in rule.concerns),
        actions=tuple(dict.fromkeys(actions)),
        cases=tuple(f"{case.file}:{case.id}" for case in cases_of(call) if _names(case, rule.id)),
    )


def _names(case: object, rule: str) -> bool:
    return isinstance(case, ApplicationCase) and (
        rule in case.finds or rule in case.missing or rule in case.absent
    )
