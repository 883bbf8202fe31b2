"""Values that follow from other answers: what was left out, sums, shares, columns of a list."""

from collections.abc import Callable, Mapping
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import TypeAlias

from linxuan.programme.definition import Call, Field
from linxuan.rules.evaluate import evaluate, evaluator
from linxuan.rules.record import Record
from linxuan.rules.terms import Value, YearTable
from linxuan.rules.walk import names_in

Computation: TypeAlias = Callable[[Record], Value | None]
_SHARE_SHOWN = Decimal("0.0001")
_BOUND = Decimal("0.005")
"""What thresholds are multiples of."""
_LARGEST_SHARE = Decimal(10) ** 12


def with_none_where_left_out(
    fields: Mapping[str, Field], answers: Mapping[str, Value | None]
) -> dict[str, Value]:
    """Return the known answers with what `none_if_given` counts as none: zero, or an empty list.

    A year table is completed year by year, for those years that its partner gives.
    """
    filled = {key: value for key, value in answers.items() if value is not None}
    for field in fields.values():
        partner = answers.get(field.none_if_given)
        if partner is not None and (none := _none_beside(field, answers.get(field.id), partner)) is not None:
            filled[field.id] = none
    return filled


def _none_beside(field: Field, own: Value | None, partner: Value) -> Value | None:
    if field.kind in ("integer", "decimal"):
        if field.years and isinstance(partner, Mapping):
            return {**dict.fromkeys(partner, _zero(field)), **(own if isinstance(own, Mapping) else {})}
        return _zero(field) if own is None else own
    return () if own is None and field.kind in ("choices", "group") else own


def _zero(field: Field) -> Decimal | int:
    return 0 if field.kind == "integer" else Decimal(0)


def with_lookups(call: Call, fields: Mapping[str, Field], answers: Mapping[str, Value]) -> dict[str, Value]:
    """Return the answers with every `lookup`: a column of the row that another answer names."""
    looked_up = (field for field in fields.values() if field.kind == "lookup")
    found = {field.id: text_at(call, field.id, answers) for field in looked_up}
    return {**answers, **{id: text for id, text in found.items() if text}}


def text_at(call: Call, field_id: str, answers: Mapping[str, Value]) -> str:
    """Return an answer as text, a `lookup` by what its own key looks up to; empty where it is not known."""
    field = call.fields.get(field_id)
    if field is None or field.kind != "lookup":
        return str(answers.get(field_id) or "")
    row = call.lists[field.list].rows.get(text_at(call, field.by, answers), {})
    return row.get(field.column, "")


def computations(fields: Mapping[str, Field]) -> tuple[tuple[str, Computation], ...]:
    """Return what works out each `computed` field, those first that others stand on."""
    terms = {id: field.value.term for id, field in fields.items() if field.kind == "computed" and field.value}
    ordered: dict[str, None] = {}

    def place(id: str, above: tuple[str, ...]) -> None:
        for name in names_in(terms[id]):
            if name in terms and name not in above:
                place(name, (*above, name))
        ordered[id] = None

    for id in terms:
        if id not in ordered:
            place(id, (id,))
    return tuple((id, evaluator(terms[id])) for id in ordered)


def shares(fields: Mapping[str, Field], record: Record) -> dict[str, Decimal]:
    """Return every `share` for showing, in hundredths of a percent, as the sentences of rules round it.

    One that would be rounded up to a bound is cut off, so that 29.999 % never reads as 30 %.
    Rules compare exactly and never see these. A share of a base of zero or less has no value.
    """
    known = ((field.id, _share(field, record)) for field in fields.values() if field.kind == "share")
    return {id: share for id, share in known if share is not None}


def _share(field: Field, record: Record) -> Decimal | None:
    part = _amount(evaluate(field.part.term, record)) if field.part else None
    whole = _amount(evaluate(field.whole.term, record)) if field.whole else None
    if part is None or whole is None or whole <= 0 or abs(part) > whole * _LARGEST_SHARE:
        return None
    return _shown(part / whole)


def _shown(share: Decimal) -> Decimal:
    rounded = share.quantize(_SHARE_SHOWN, ROUND_HALF_UP)
    is_taken_for_a_bound = rounded > share and rounded % _BOUND == 0
    return share.quantize(_SHARE_SHOWN, ROUND_FLOOR) if is_taken_for_a_bound else rounded


def _amount(value: Value | None) -> Decimal | None:
    """A number; of a year table the latest year."""
    if isinstance(value, Mapping):
        return _amount(_latest(value))
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _latest(table: YearTable) -> Decimal | int | None:
    return table[max(table)] if table else None
