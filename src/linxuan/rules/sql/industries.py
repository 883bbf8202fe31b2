"""The section of an industrial class as SQL."""

from itertools import groupby

from linxuan.rules.industries import section_of
from linxuan.rules.sql.dialect import Dialect

_DIVISIONS = [(f"{number:02}", section_of(f"{number:02}")) for number in range(100)]


def section(dialect: Dialect, code: str) -> str:
    """Return the section, a letter, of a code of two to four digits; NULL for anything else."""
    division = f"substring({code}, 1, 2)"
    cases = []
    for letter, group in groupby(_DIVISIONS, key=lambda each: each[1]):
        numbers = [number for number, _ in group]
        if letter:
            cases.append(f"WHEN {division} <= '{numbers[-1]}' THEN '{letter}'")
        else:
            cases.append(f"WHEN {division} <= '{numbers[-1]}' THEN NULL")
    return f"CASE WHEN {dialect.is_industry_code(code)} THEN CASE {' '.join(cases)} END END"
