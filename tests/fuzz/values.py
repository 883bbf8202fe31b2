"""Answers at the edges, for whatever expression comes."""

from datetime import date
from decimal import Decimal
from typing import Any

from tests.core.rules.vocabulary import NAMES, latest, yearly

_HUGE = Decimal("9999999999999999.99")
_YEARLY = ("income", "direct", "indirect", "staff")

ANSWERS: tuple[dict[str, Any], ...] = (
    {},
    {each.id: None for each in NAMES},
    {id: yearly(0, 0, 0) for id in _YEARLY} | {"capital": Decimal(0), "designated": 0, "legal": False},
    {id: yearly("-0.01", 0, str(_HUGE)) for id in _YEARLY} | {"capital": -_HUGE, "centres": -(10**15)},
    {id: latest(1) for id in _YEARLY}
    | {
        "capital": _HUGE,
        "designated": 10**15,
        "centres": 3,
        "live_on": date(1900, 1, 1),
        "filed_on": date(2199, 12, 31),
        "accident_on": date(2024, 2, 29),
        "legal": True,
        "accident": False,
        "status": "active",
        "category": "sharing",
        "functions": ("a", "c"),
        "district": "990101",
        "industry": "C3411",
        "patents": ({"granted": True, "granted_on": date(2020, 2, 29)}, {"granted": None}, {}),
    },
)
