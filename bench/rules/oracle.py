"""The rules once more, by hand, in plain Python: nothing of Linxuan is used.

It is what our own evaluators are held against, so that an error in the language cannot hide. Unknown is
None; `both` and `either` are Kleene's.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

Row: TypeAlias = Mapping[str, Any]
Known: TypeAlias = bool | None

DISTRICTS = ("990301", "990302", "990303", "990304", "990305", "990306")
CLEAN_SINCE = date(2028, 1, 1)
ONLINE_SINCE = date(2026, 1, 1)


def cells(row: Row) -> list[Known]:
    """Return what each rule says of a row, in the order of the package."""
    return [rule(row) for rule in _RULES]


# ------------------------------------------------------------------------------------ three values


def both(values: Iterable[Known]) -> Known:
    """False as soon as one is, else unknown as soon as one is."""
    found = list(values)
    return False if False in found else None if None in found else True


def either(values: Iterable[Known]) -> Known:
    """True as soon as one is, else unknown as soon as one is."""
    found = list(values)
    return True if True in found else None if None in found else False


def opposite(value: Known) -> Known:
    """Turn it round; unknown stays."""
    return None if value is None else not value


def known(condition: Callable[..., bool], *values: Any) -> Known:
    """The condition, where all its values are known."""
    return None if None in values else condition(*values)


def later(day: date | None, months: int) -> date | None:
    """Return the day so many months later; a day that the month lacks is its last."""
    if day is None:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def share_at_least(part: Decimal | None, whole: Decimal | None, least: str) -> Known:
    """False over zero or less, whatever the part is; otherwise by multiplying."""
    if whole is None:
        return None
    if whole <= 0:
        return False
    return None if part is None else part >= Decimal(least) * whole


# ----------------------------------------------------------------------------------------- the rules


def _trade(row: Row) -> Known:
    industry = row["industry"]
    trade = known(lambda code: code[:2] in ("64", "65"), industry)
    return either([trade, known(lambda scale: scale in ("large", "medium"), row["scale"])])


def _owner_agrees(row: Row) -> Known:
    state = known(lambda ownership: ownership == "state", row["ownership"])
    return either([opposite(state), row["owner_agrees"]])


def _research(row: Row) -> Known:
    if row["scale"] is not None:
        return _research_at(row, "0.02" if row["scale"] == "large" else "0.03")
    low, high = _research_at(row, "0.02"), _research_at(row, "0.03")
    return low if low == high else None


def _research_at(row: Row, least: str) -> Known:
    return share_at_least(row["research"], row["revenue@2030"], least)


def _growth(row: Row) -> Known:
    return share_at_least(row["revenue@2030"], row["revenue@2029"], "1.05")


def _profit(row: Row) -> Known:
    return both(known(lambda profit: profit > 0, row[year]) for year in ("profit@2029", "profit@2030"))


def _debt(row: Row) -> Known:
    assets = row["assets"]
    if assets is None:
        return None
    return known(lambda debts: debts <= Decimal("0.70") * assets, row["debts"]) if assets > 0 else False


def _staff(row: Row) -> Known:
    enough = known(lambda staff: staff >= 20, row["staff"])
    return both([enough, known(lambda all, insured: all - insured <= 10, row["staff"], row["insured_staff"])])


def _platform(row: Row) -> Known:
    since = known(lambda day: day >= ONLINE_SINCE, row["platform_on"])
    return both(
        [since, known(lambda full, filed: full <= filed, later(row["platform_on"], 18), row["filed_on"])]
    )


def _strength(row: Row) -> Known:
    patents = known(lambda count: count >= 5, row["patents"])
    standards = known(lambda count: count >= 1, row["standards"])
    return either([patents, standards, share_at_least(row["service_staff"], row["staff"], "0.20")])


def _clean(row: Row, what: str) -> Known:
    return either([opposite(row[what]), known(lambda day: day < CLEAN_SINCE, row[f"{what}_on"])])


def _honest(row: Row) -> Known:
    return both([opposite(row["dishonest"]), opposite(row["owes_tax"])])


def _credit(row: Row) -> Known:
    grade = row["credit_grade"]
    if grade is None:
        return None
    return True if grade in "ab" else row["provincial"] if grade == "c" else False


def _again(row: Row) -> Known:
    waited = known(lambda day, filed: day <= filed, later(row["designated_on"], 36), row["filed_on"])
    return either([opposite(row["designated"]), waited])


_RULES: tuple[Callable[[Row], Known], ...] = (
    lambda row: row["is_legal_person"],
    lambda row: known(lambda district: district in DISTRICTS, row["district"]),
    lambda row: known(lambda day, filed: day <= filed, later(row["founded_on"], 36), row["filed_on"]),
    _trade,
    lambda row: known(lambda status: status == "active", row["status"]),
    lambda row: known(lambda capital: 100 <= capital <= 50000, row["capital"]),
    _owner_agrees,
    lambda row: share_at_least(row["service_income"], row["revenue@2030"], "0.30"),
    _research,
    _growth,
    _profit,
    _debt,
    _staff,
    _platform,
    lambda row: known(lambda chosen: "order" in chosen and "settle" in chosen, row["functions"]),
    lambda row: known(lambda chosen: bool({"design", "remote", "testing"} & set(chosen)), row["modes"]),
    lambda row: known(lambda chosen: len(chosen) >= 2, row["certificates"]),
    _strength,
    lambda row: _clean(row, "accident"),
    lambda row: _clean(row, "pollution"),
    _honest,
    _credit,
    _again,
)
