"""The rules as Polars expressions, written by hand. Polars' `&`, `|` and `~` are Kleene's."""

from collections.abc import Mapping
from datetime import date

import polars as pl
from polars import Expr, col

DISTRICTS = ["990301", "990302", "990303", "990304", "990305", "990306"]
CLEAN_SINCE = date(2028, 1, 1)


def hundredths(name: str) -> Expr:
    """An amount as a whole number: 64 bits are quicker than decimals, and as exact."""
    return (col(name) * 100).cast(pl.Int64)


def _share(part: Expr, whole: Expr, percent: int) -> Expr:
    return (whole > 0) & (part * 100 >= whole * percent)


def rules() -> Mapping[str, Expr]:
    """Return each rule as a yes/no column, null where it is unknown."""
    return {**_who(), **_business(), **_ability(), **_credit()}


def _who() -> Mapping[str, Expr]:
    return {
        "legal-person": col("is_legal_person"),
        "here": col("district").is_in(DISTRICTS),
        "three-years": col("founded_on").dt.offset_by("3y") <= col("filed_on"),
        "trade": col("industry").str.starts_with("65")
        | col("industry").str.starts_with("64")
        | col("scale").is_in(["large", "medium"]),
        "active": ~col("status").is_in(["suspended", "dormant", "cancelled"]),
        "capital": hundredths("capital").is_between(10_000, 5_000_000),
        "owner-agrees": (col("ownership") != "state") | col("owner_agrees"),
    }


def _business() -> Mapping[str, Expr]:
    revenue, before = hundredths("revenue@2030"), hundredths("revenue@2029")
    research = hundredths("research")
    return {
        "service-share": _share(hundredths("service_income"), revenue, 30),
        "research": _share(research, revenue, 3) | (col("scale") == "large") & _share(research, revenue, 2),
        "growth": _share(revenue, before, 105),
        "profit": (col("profit@2029") > 0) & (col("profit@2030") > 0),
        "debt": (hundredths("assets") > 0) & (hundredths("debts") * 100 <= hundredths("assets") * 70),
    }


def _ability() -> Mapping[str, Expr]:
    staff, online = col("staff"), col("platform_on")
    functions, modes = col("functions"), col("modes")
    return {
        "staff": (staff >= 20) & (staff - col("insured_staff") <= 10),
        "platform": (online >= date(2026, 1, 1)) & (online.dt.offset_by("18mo") <= col("filed_on")),
        "functions": functions.list.contains("order") & functions.list.contains("settle"),
        "modes": modes.list.contains("design")
        | modes.list.contains("remote")
        | modes.list.contains("testing"),
        "certificates": col("certificates").list.len() >= 2,
        "strength": (col("patents") >= 5) | (col("standards") >= 1) | _share(col("service_staff"), staff, 20),
    }


def _credit() -> Mapping[str, Expr]:
    grade = col("credit_grade")
    waited = col("designated_on").dt.offset_by("3y") <= col("filed_on")
    return {
        "no-accident": ~col("accident") | (col("accident_on") < CLEAN_SINCE),
        "no-pollution": ~col("pollution") | (col("pollution_on") < CLEAN_SINCE),
        "honest": ~col("dishonest") & ~col("owes_tax"),
        "credit": grade.is_in(["a", "b"]) | (grade == "c") & col("provincial"),
        "again": ~col("designated") | waited,
    }
