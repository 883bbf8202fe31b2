"""The rules in JsonLogic. Amounts are whole hundreds of yuan (0.01 万元), dates are ISO text."""

from collections.abc import Mapping
from typing import Any, TypeAlias

Logic: TypeAlias = Mapping[str, Any]


def _of(name: str) -> Logic:
    return {"var": name}


def _among(name: str, options: list[str]) -> Logic:
    return {"in": [_of(name), options]}


def _begins(name: str, front: str) -> Logic:
    return {"==": [{"substr": [_of(name), 0, len(front)]}, front]}


def _share(part: str, whole: str, percent: int) -> Logic:
    return {"and": [{">": [_of(whole), 0]}, {">=": [{"*": [_of(part), 100]}, {"*": [_of(whole), percent]}]}]}


def _full(day: str, months: int) -> Logic:
    return {"<=": [{"add_months": [_of(day), months]}, _of("filed_on")]}


def _clean(what: str) -> Logic:
    return {"or": [{"!": _of(what)}, {"<": [_of(f"{what}_on"), "2028-01-01"]}]}


LOGIC: Mapping[str, Any] = {
    "legal-person": _of("is_legal_person"),
    "here": _among("district", ["990301", "990302", "990303", "990304", "990305", "990306"]),
    "three-years": _full("founded_on", 36),
    "trade": {
        "or": [_begins("industry", "65"), _begins("industry", "64"), _among("scale", ["large", "medium"])]
    },
    "active": {"!": _among("status", ["suspended", "dormant", "cancelled"])},
    "capital": {"<=": [10_000, _of("capital"), 5_000_000]},
    "owner-agrees": {"or": [{"!=": [_of("ownership"), "state"]}, _of("owner_agrees")]},
    "service-share": _share("service_income", "revenue", 30),
    "research": {
        "if": [
            {"==": [_of("scale"), "large"]},
            _share("research", "revenue", 2),
            _share("research", "revenue", 3),
        ]
    },
    "growth": _share("revenue", "revenue_2029", 105),
    "profit": {"and": [{">": [_of("profit_2029"), 0]}, {">": [_of("profit_2030"), 0]}]},
    "debt": {
        "and": [{">": [_of("assets"), 0]}, {"<=": [{"*": [_of("debts"), 100]}, {"*": [_of("assets"), 70]}]}]
    },
    "staff": {"and": [{">=": [_of("staff"), 20]}, {"<=": [{"-": [_of("staff"), _of("insured_staff")]}, 10]}]},
    "platform": {"and": [{">=": [_of("platform_on"), "2026-01-01"]}, _full("platform_on", 18)]},
    "functions": {"and": [{"in": ["order", _of("functions")]}, {"in": ["settle", _of("functions")]}]},
    "modes": {"some": [_of("modes"), {"in": [_of(""), ["design", "remote", "testing"]]}]},
    "certificates": {">=": [{"size": [_of("certificates")]}, 2]},
    "strength": {
        "or": [
            {">=": [_of("patents"), 5]},
            {">=": [_of("standards"), 1]},
            _share("service_staff", "staff", 20),
        ]
    },
    "no-accident": _clean("accident"),
    "no-pollution": _clean("pollution"),
    "honest": {"and": [{"!": _of("dishonest")}, {"!": _of("owes_tax")}]},
    "credit": {
        "or": [
            _among("credit_grade", ["a", "b"]),
            {"and": [{"==": [_of("credit_grade"), "c"]}, _of("provincial")]},
        ]
    },
    "again": {"or": [{"!": _of("designated")}, _full("designated_on", 36)]},
}
