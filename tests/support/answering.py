"""Random typed answers to the form of any call: edges of every kind, and gaps."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from linxuan.answers import fields_of
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value

_AMOUNTS = [
    Decimal(n) for n in ("0", "0.01", "-5", "29.99", "30", "100", "1000.50", "99999999999999999999.99")
]
_HUGE = [Decimal("-9999999999999999999999999999.99"), Decimal("1E+40"), Decimal("1E-40")]
_DAYS = [
    date(1900, 1, 1),
    date(2018, 2, 28),
    date(2020, 2, 29),
    date(2020, 12, 31),
    date(2021, 1, 1),
    date(2021, 5, 15),
    date(2021, 5, 16),
    date(2023, 5, 1),
    date(2023, 5, 15),
    date(2023, 5, 16),
    date(2199, 12, 31),
]
_TEXTS = ["", "文字", "𠮷野家", "O'Brien \\ ;", "3484", "6513", "0111", "9999", "17"]


def answers_to(call: Call, procedure: str) -> st.SearchStrategy[dict[str, Value]]:
    """Return answers of the types that the fields have; any of them may be left out."""
    fields = fields_of(call, procedure)
    each = {id: _answer(call, procedure, field) for id, field in fields.items() if _is_answered(field)}
    life: dict[str, st.SearchStrategy[Any]] = {
        "filed_on": st.sampled_from(_DAYS),
        "category": st.sampled_from([*_categories(call), "none"]),
        "rank": st.integers(1, 5),
    }
    return st.fixed_dictionaries({}, optional={**life, **each})


def _is_answered(field: Field) -> bool:
    return field.kind not in ("computed", "share")


def _categories(call: Call) -> list[str]:
    return [id for track in call.tracks.values() for id in track.categories]


def _answer(call: Call, procedure: str, field: Field) -> st.SearchStrategy[Any]:
    if field.kind == "group":
        return _rows(call, procedure, field)
    if field.years:
        tables = st.dictionaries(st.sampled_from(field.years), _one(call, field), max_size=len(field.years))
        return tables | _one(call, field)
    return _one(call, field)


def _one(call: Call, field: Field) -> st.SearchStrategy[Any]:
    match field.kind:
        case "integer":
            return st.integers(-1, 12) | st.sampled_from([10**30])
        case "decimal":
            return st.sampled_from([*_AMOUNTS, *_HUGE])
        case "date":
            return st.sampled_from(_DAYS)
        case "yes_no":
            return st.booleans()
        case "choices":
            return st.lists(st.sampled_from(_options(call, field)), unique=True).map(tuple)
    return st.sampled_from([*_options(call, field), *_TEXTS])


def _options(call: Call, field: Field) -> list[str]:
    if field.list in call.lists:
        return list(call.lists[field.list].rows)[:5]
    if field.kind == "category":
        return _categories(call) or ["none"]
    return list(field.options) or ["other"]


def _rows(call: Call, procedure: str, group: Field) -> st.SearchStrategy[Any]:
    fields: Mapping[str, Field] = {id: call.fields[id] for id in group.fields}
    row: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {}, optional={id: _answer(call, procedure, field) for id, field in fields.items()}
    )
    return st.lists(row, max_size=3).map(tuple)
