"""The invented scheme of technology centres, whose grades are computed, and what is filed under its round."""

from decimal import Decimal
from pathlib import Path

from linxuan.evaluation import Report
from linxuan.programme.definition import Call
from linxuan.programme.reading import package_files, read_files
from linxuan.rules.terms import Value

FILES = package_files(Path(__file__).parents[2] / "programmes" / "centre-2025")
CALL = read_files(FILES, "centre-2025")
ROUND = "biennial-2025"
SHARES = {"excellent": 'at_most = "0.20"', "good": 'at_most = "0.50"', "basic": 'lowest = "0.10"'}
"""At most 20 % are excellent and half are good; the last 10 % are no better than basically qualified."""
READING = 'reading = "虚构的比例"\n'


def changed(*pairs: tuple[str, str]) -> dict[str, bytes]:
    """Return the package with some words of its call replaced."""
    text = FILES["call.toml"].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return {**FILES, "call.toml": text.encode()}


def with_shares(**shares: str) -> Call:
    """Shares by grade, such as `excellent='at_most = "0.20"'`."""
    given = shares or SHARES
    pairs = ((f"[grade.{grade}]\n", f"[grade.{grade}]\n{share}\n{READING}") for grade, share in given.items())
    return read_files(changed(*pairs), "centre-2025")


def filed(entity: str, score: str | int | None, staff: int | None = 400) -> Report:
    """A report with a score and so many research staff; None for what is not known."""
    answers: dict[str, Value | None] = {} if staff is None else {"research_staff": staff}
    return Report(entity, answers, score=None if score is None else Decimal(score))
