"""Which fields of a form the rules of a procedure look at: the others of a register are not even read."""

from collections.abc import Iterable, Iterator

from linxuan.answers.fields import FILED_ON
from linxuan.checking.ruleset import Demand, RuleSet
from linxuan.programme.definition import Call
from linxuan.rules.check import inlined, names_in
from linxuan.rules.terms import Term


def wanted_fields(ruleset: RuleSet, demands: Iterable[Demand] | None = None) -> tuple[str, ...]:
    """Return the ids of the fields that outcomes depend on, each once; of all rules, or of `demands`."""
    chosen = ruleset.demands if demands is None else demands
    names = (name for demand in chosen for term in _terms(ruleset, demand) for name in names_in(term))
    found: dict[str, None] = {FILED_ON: None}
    for name in names:
        found.update(dict.fromkeys(_asked(ruleset.call, name)))
    return tuple(found)


def _terms(ruleset: RuleSet, demand: Demand) -> Iterator[Term]:
    """The terms of a rule, and the conditions of its parameters."""
    yield demand.term
    if demand.when:
        yield demand.when
    for id in demand.parameters:
        for case in ruleset.call.parameters[id].values:
            yield inlined(case.when.term, ruleset.scope)


def _asked(call: Call, name: str) -> Iterator[str]:
    """A field with what it stands on: the key of a lookup, the partner beside which it counts as none."""
    field = call.fields.get(name)
    if field is None:
        yield name
    elif field.kind == "lookup":
        yield from _asked(call, field.by)
    else:
        yield name
        if field.none_if_given:
            yield field.none_if_given
