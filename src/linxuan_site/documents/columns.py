"""The columns of what an office lists: their heads, and what stands in them for each application."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeGuard

from linxuan.answers import display_answer, fields_of
from linxuan.checking.outcomes import outcomes
from linxuan.derive import shown_values
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value
from linxuan_site.documents.content import Cell, CellKind, Column
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.papers import Listed

HEADS = {
    "rank": "推荐顺序",
    "track": "遴选类别",
    "category": "类",
    "number": "编号",
    "recommender": "推荐单位",
    "remark": "备注",
}
KINDS: Mapping[str, CellKind] = {
    "decimal": "amount",
    "computed": "amount",
    "integer": "count",
    "share": "share",
}


def columns_of(call: Call, ids: Sequence[str]) -> tuple[Column, ...]:
    """Return the columns; a unit stands in the head unless all amounts have the same, see `unit_of`."""
    same = unit_of(call, ids)
    return tuple(_column(call, id, same) for id in ids)


def unit_of(call: Call, ids: Sequence[str]) -> str:
    """Return the one unit of all amounts, or '' where they have several."""
    units = {call.fields[id].unit for id in ids if id in call.fields and id not in HEADS} - {""}
    return units.pop() if len(units) == 1 else ""


def exact_cells(listed: Listed, ids: Sequence[str]) -> tuple[Cell, ...]:
    """Return the cells for a workbook: numbers stay numbers."""
    return tuple(value if _is_number(value) else shown for shown, value in _cells(listed, ids))


def shown_cells(listed: Listed, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the cells for a page: numbers as people read them."""
    return tuple(shown for shown, _value in _cells(listed, ids))


def name_of(listed: Listed) -> str:
    """Return the name under which the applicant filed."""
    return str(listed.case.answers.get("name") or listed.application.organisation.name)


def _column(call: Call, id: str, same_unit: str) -> Column:
    if id in HEADS:
        return Column(HEADS[id], "count" if id == "rank" else "text")
    field = call.fields[id]
    head = f"{field.name}（{field.years[-1]}年）" if field.years else field.name
    unit = f"（{field.unit}）" if field.unit not in ("", same_unit) else ""
    return Column(head + unit, KINDS.get(field.kind, "text"))


def _cells(listed: Listed, ids: Sequence[str]) -> Iterator[tuple[str, Value | None]]:
    """Yield what is shown in each column, with the value behind it."""
    call = listed.call
    procedure = listed.case.procedure
    fields = fields_of(call, procedure)
    values = shown_values(call, procedure, listed.case.answers)
    life = _life(call, listed)
    for id in ids:
        if id in life:
            yield life[id], listed.rank if id == "rank" else None
        elif id in fields:
            value = _latest(fields[id], values.get(id))
            yield display_answer(call, procedure, id, value), value
        else:
            yield "", None  # the form of this track does not ask for it


def _life(call: Call, listed: Listed) -> dict[str, str]:
    """What the life gives and no answer says."""
    application = listed.application
    track = call.tracks.get(application.track)
    return {
        "rank": "" if listed.rank is None else str(listed.rank),
        "track": lookup.procedure(call, application.procedure).name,
        "category": track.categories.get(application.category, "") if track else "",
        "number": application.number or "",
        "recommender": _recommender(call, application.in_charge),
        "remark": "；".join(_passed_over(call, listed)),
    }


def _recommender(call: Call, key: str) -> str:
    office = next((one for one in call.offices.values() if one.each), None)
    return office_name(call, office.id, key) if office and key else ""


def _passed_over(call: Call, listed: Listed) -> Iterator[str]:
    """The conditions in principle that are not met, each with the reason for recommending all the same."""
    case = listed.case
    if not case.reasons:
        return
    found = outcomes(call, case.procedure, on=case.filed_on)(case.answers)
    for rule, outcome in zip(lookup.rules_of(call, case.procedure), found, strict=True):
        if rule.strength == "in_principle" and outcome in ("not_met", "unknown") and rule.id in case.reasons:
            yield f"{rule.name}：{case.reasons[rule.id]}"


def _latest(field: Field, value: Value | None) -> Value | None:
    return value.get(field.years[-1]) if field.years and isinstance(value, Mapping) else value


def _is_number(value: Value | None) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)
