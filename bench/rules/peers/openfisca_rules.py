"""The rules as OpenFisca formulas over numpy vectors. Amounts are whole hundreds of yuan (0.01 万元).

Whole numbers are 32 bits wide there, so that products are taken in 64. Codes are whole numbers, and each
option of several choices is a flag of its own, because OpenFisca has no lists.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import numpy as np

Vector: TypeAlias = Any
Inputs: TypeAlias = Callable[[str], Vector]
Formula: TypeAlias = Callable[[Inputs], Vector]

LARGE, MEDIUM = 1, 2
STATE = 1
ACTIVE = 1
GRADE_A, GRADE_B, GRADE_C = 1, 2, 3
DISTRICTS = (990301, 990302, 990303, 990304, 990305, 990306)
CERTIFICATES = ("quality", "environment", "safety", "information", "energy")


def _months_later(days: Vector, months: int) -> Vector:
    """Calendar arithmetic: a day that the month lacks becomes its last."""
    month = days.astype("datetime64[M]")
    moved = month + np.timedelta64(months, "M")
    last = (moved + np.timedelta64(1, "M")).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(moved.astype("datetime64[D]") + (days - month.astype("datetime64[D]")), last)


def _wide(numbers: Vector) -> Vector:
    return numbers.astype(np.int64)


def _share(part: Vector, whole: Vector, percent: Vector | int) -> Vector:
    return (whole > 0) & (_wide(part) * 100 >= _wide(whole) * percent)


def _since(day: str) -> Vector:
    return np.datetime64(day)


FORMULAS: Mapping[str, Formula] = {
    "legal-person": lambda of: of("is_legal_person"),
    "here": lambda of: np.isin(of("district"), DISTRICTS),
    "three-years": lambda of: _months_later(of("founded_on"), 36) <= of("filed_on"),
    "trade": lambda of: np.isin(of("industry") // 100, (64, 65)) | np.isin(of("scale"), (LARGE, MEDIUM)),
    "active": lambda of: of("status") == ACTIVE,
    "capital": lambda of: (of("capital") >= 10_000) & (of("capital") <= 5_000_000),
    "owner-agrees": lambda of: (of("ownership") != STATE) | of("owner_agrees"),
    "service-share": lambda of: _share(of("service_income"), of("revenue"), 30),
    "research": lambda of: _share(of("research"), of("revenue"), np.where(of("scale") == LARGE, 2, 3)),
    "growth": lambda of: _share(of("revenue"), of("revenue_2029"), 105),
    "profit": lambda of: (of("profit_2029") > 0) & (of("profit_2030") > 0),
    "debt": lambda of: (of("assets") > 0) & (_wide(of("debts")) * 100 <= _wide(of("assets")) * 70),
    "staff": lambda of: (of("staff") >= 20) & (of("staff") - of("insured_staff") <= 10),
    "platform": lambda of: (
        (of("platform_on") >= _since("2026-01-01")) & (_months_later(of("platform_on"), 18) <= of("filed_on"))
    ),
    "functions": lambda of: of("functions_order") & of("functions_settle"),
    "modes": lambda of: of("modes_design") | of("modes_remote") | of("modes_testing"),
    "certificates": lambda of: sum(of(f"certificates_{each}").astype(np.int8) for each in CERTIFICATES) >= 2,
    "strength": lambda of: (
        (of("patents") >= 5) | (of("standards") >= 1) | _share(of("service_staff"), of("staff"), 20)
    ),
    "no-accident": lambda of: ~of("accident") | (of("accident_on") < _since("2028-01-01")),
    "no-pollution": lambda of: ~of("pollution") | (of("pollution_on") < _since("2028-01-01")),
    "honest": lambda of: ~of("dishonest") & ~of("owes_tax"),
    "credit": lambda of: (
        np.isin(of("credit_grade"), (GRADE_A, GRADE_B)) | (of("credit_grade") == GRADE_C) & of("provincial")
    ),
    "again": lambda of: ~of("designated") | (_months_later(of("designated_on"), 36) <= of("filed_on")),
}
