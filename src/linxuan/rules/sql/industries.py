"""The section of an industrial class as SQL, by where its code stands among the divisions."""

from collections.abc import Iterable, Mapping

from linxuan.rules.industries import section_of
from linxuan.rules.sql.comparing import one_holds
from linxuan.rules.sql.dialect import Dialect

_AFTER_DIGITS = ":"
"""The character that follows 9: '43:' stands after every code that begins with 43."""


def _ranges() -> Mapping[str, tuple[str, str]]:
    """The first and the last division of each section."""
    found: dict[str, tuple[str, str]] = {}
    for division in (f"{number:02}" for number in range(100)):
        if letter := section_of(division):
            found[letter] = (found.get(letter, (division,))[0], division)
    return found


RANGES = _ranges()


def section(dialect: Dialect, code: str) -> str:
    """Return the section, a letter, of a code of two to four digits; NULL for anything else."""
    cases = [f"WHEN {_within(code, letter)} THEN '{letter}'" for letter in RANGES]
    return f"CASE WHEN {dialect.is_industry_code(code)} THEN CASE {' '.join(cases)} END END"


def in_section(dialect: Dialect, code: str, letters: Iterable[str]) -> str:
    """Return whether the section of a code is one of `letters`; NULL for what is no code."""
    known = [letter for letter in letters if letter in RANGES]
    standard = one_holds([_between(code, first, last) for first, last in _runs(RANGES)])
    found = one_holds([_within(code, letter) for letter in known]) if known else "FALSE"
    return f"CASE WHEN {dialect.is_industry_code(code)} AND {standard} THEN {found} END"


def _runs(letters: Iterable[str]) -> list[tuple[str, str]]:
    """The sections' divisions with no gap between them, together."""
    found: list[tuple[str, str]] = []
    for first, last in sorted(RANGES[letter] for letter in letters):
        if found and int(found[-1][1]) + 1 == int(first):
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return found


def _within(code: str, letter: str) -> str:
    return _between(code, *RANGES[letter])


def _between(code: str, first: str, last: str) -> str:
    return f"({code} >= '{first}' AND {code} < '{last}{_AFTER_DIGITS}')"
