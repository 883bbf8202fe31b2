"""A register and its grades, made from a seed: the same number of entities gives the same files."""

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from linxuan.programme.definition import Call

YEARS = range(2004, 2024)
"""Twenty years, with a grade in nearly every one."""
SEED = 20
_WITHOUT_GRADE, _NOT_ACTIVE, _NOT_KNOWN = 0.03, 0.02, 0.01
_WEIGHTS = (20, 65, 15)
"""Of a hundred grades so many are the best, the next and the last."""


def write(call: Call, entities: int, folder: Path) -> tuple[Path, Path]:
    """Write the register and its grades as CSV; return both files."""
    register, grades = folder / f"register-{entities}.csv", folder / f"grades-{entities}.csv"
    chance = random.Random(SEED)
    with register.open("w", encoding="utf-8") as rows, grades.open("w", encoding="utf-8") as marks:
        rows.write("entity,name,cohort,track,status\n")
        marks.write("entity,year,grade,source\n")
        for number in range(entities):
            rows.write(_row(call, number, chance))
            marks.writelines(_grades(list(call.grades), number, chance))
    return register, grades


def _row(call: Call, number: int, chance: random.Random) -> str:
    statuses = list(call.fields["operating_status"].options)
    drawn = chance.random()
    status = "" if drawn < _NOT_KNOWN else statuses[0]
    if _NOT_KNOWN <= drawn < _NOT_KNOWN + _NOT_ACTIVE:
        status = chance.choice(statuses[1:])
    return f"{_id(number)},示例{number}号有限公司,{number % 4 + 1},enterprise,{status}\n"


def _grades(ids: Sequence[str], number: int, chance: random.Random) -> Iterator[str]:
    for year in YEARS:
        if chance.random() >= _WITHOUT_GRADE:
            (grade,) = chance.choices(ids, _WEIGHTS)
            yield f"{_id(number)},{year},{grade},部发〔{year + 1}〕12号\n"


def _id(number: int) -> str:
    return f"91210200{number:010}"
