"""Short ways to read a text and to ask what was found in it."""

from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

from linxuan.notice.clauses import Clause, Correction, Finding, Notice
from linxuan.notice.findings import findings
from linxuan.notice.reading import read_notice

DALIAN = Path(__file__).parents[3] / "programmes" / "dalian-2023"


def reading(text: str, *, closing: str = "", corrections: tuple[Correction, ...] = ()) -> Notice:
    """Read an indented text."""
    return read_notice(dedent(text), closing=closing, corrections=corrections)


def addresses(notice: Notice) -> list[str]:
    return [clause.address for clause in notice.walk()]


def own(notice: Notice, address: str) -> tuple[str, ...]:
    """The sentences of a clause."""
    return notice.by_address[address].sentences


def found(text: str, kind: str) -> list[Finding]:
    """What of a kind is found in an indented text."""
    raw = dedent(text)
    return [each for each in findings(read_notice(raw), raw) if each.kind == kind]


def values(text: str, kind: str) -> list[str]:
    return [each.value for each in found(text, kind)]


def pieces(notice: Notice) -> Iterator[str]:
    """Every heading and sentence, in the order of the text."""
    for clause in notice.walk():
        yield from _of(clause)


def _of(clause: Clause) -> Iterator[str]:
    yield clause.heading
    yield from clause.sentences
