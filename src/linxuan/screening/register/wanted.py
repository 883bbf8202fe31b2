"""The fields that are read from a register: those that the rules stand on, as far as anybody fills them in."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from linxuan.answers.fields import DERIVED, FILED_ON, fields_of, filing_date
from linxuan.answers.texts import LONGEST
from linxuan.programme.definition import Call, Expression, Field
from linxuan.rules.walk import names_in

_MOST_ROWS = 1000


def without_bounds(call: Call) -> Call:
    """Return the call with fields that take whatever their type can hold.

    A register is not a form: an amount below its least is a value all the same, and worth a warning.
    """
    return replace(call, fields={id: _without_bounds(each) for id, each in call.fields.items()})


def fields_for(call: Call, procedure: str, wanted: Collection[str]) -> dict[str, Field]:
    """Return the fields to look for in a register, by id: the wanted ones and what they follow from."""
    known = {FILED_ON: filing_date(), **fields_of(call, procedure)}
    found: dict[str, Field] = {}
    waiting = [FILED_ON, *(each.partition("@")[0] for each in wanted)]
    while waiting:
        id = waiting.pop()
        if id in known and id not in found:
            found[id] = known[id]
            waiting += _behind(known[id])
    return {id: field for id, field in known.items() if id in found and field.kind not in DERIVED}


def _behind(field: Field) -> Iterator[str]:
    """The fields that a value may follow from."""
    for expression in (field.value, field.part, field.whole):
        if isinstance(expression, Expression):
            yield from names_in(expression.term)
    yield from (each for each in (field.by, field.none_if_given) if each)


def _without_bounds(field: Field) -> Field:
    chars = field.chars if field.chars > LONGEST.get(field.kind, 0) else 0
    rows = (0, _MOST_ROWS) if field.kind == "group" else field.rows
    return replace(field, min=None, max=None, chars=chars, rows=rows)


def codes_of(call: Call, procedure: str) -> dict[str, Field]:
    """Return the fields that hold a credit code, by id."""
    return {id: field for id, field in fields_of(call, procedure).items() if field.kind == "credit_code"}
