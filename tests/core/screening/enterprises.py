"""Invented registers for Dalian's enterprises, and what the one-record evaluator says of each row."""

import csv
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from linxuan.answers import read_answers
from linxuan.checking import Check, check
from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme
from linxuan.screening.request import Request

ROOT = Path(__file__).resolve().parents[3]
DALIAN = ROOT / "programmes" / "dalian-2023"
TRACK = "enterprise"
Row = Mapping[str, str]

_CHOICES: Mapping[str, Sequence[str]] = {
    "district": ["210211", "210202", "310101", ""],
    "is_legal_person": ["true", "true", "true", "false", ""],
    "operations_sound": ["true", "true", ""],
    "finances_sound": ["true", "true", "false", ""],
    "operating_status": ["active", "存续", "active", "suspended", ""],
    "has_major_accident": ["false", "false", "true", ""],
    "has_violation": ["false", "false", "否", ""],
    "under_investigation": ["false", "", "false"],
    "operating_income": ["10000", "10,000.00", "0", "", "9999999999.99"],
    "service_income_direct": ["3000", "2999.99", "3,000", "", "0"],
    "service_income_indirect": ["", "0", "0.01"],
    "industry_code": ["3484", "6513", "9999", ""],
}


@cache
def dalian() -> Call:
    """Return the call of the repository's first programme."""
    return read_programme(DALIAN)


def rows(count: int, seed: int = 1) -> list[Row]:
    """Return rows of an invented register, the same for the same seed."""
    chance = random.Random(seed)
    made = []
    for at in range(count):
        cells = {key: chance.choice(values) for key, values in _CHOICES.items()}
        accident = date(2019, 1, 1) + timedelta(days=chance.randrange(2000))
        cells["last_major_accident_on"] = accident.isoformat() if chance.random() < 0.6 else ""
        made.append({"name": f"示例企业{at + 1}", **cells})
    return made


def write_csv(path: Path, given: Sequence[Row]) -> Path:
    """Write rows as CSV, their keys as the heading."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    return path


def checked(row: Row, *, on: date | None = None, **overrides: object) -> Check:
    """Return what the one-record evaluator says of a row."""
    given = {key: value for key, value in row.items() if value}
    values = read_answers(dalian(), TRACK, given).values
    return check(dalian(), TRACK, values, on=on, overrides=overrides)  # type: ignore[arg-type]


def verdicts(given: Sequence[Row], **options: object) -> Counter[str]:
    """Return how often each verdict is given."""
    return Counter(checked(row, **options).verdict for row in given)  # type: ignore[arg-type]


def request(data: Path, scratch: Path, **options: object) -> Request:
    """Return a request for a register of Dalian's enterprises, its files going to a new folder."""
    folder = scratch / f"scratch{len(list(scratch.iterdir()))}"
    folder.mkdir()
    given = {"call": DALIAN, "track": TRACK, "data": data, "scratch": folder, **options}
    return Request(**given)  # type: ignore[arg-type]
