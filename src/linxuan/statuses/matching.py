"""Whom the lines of a status file are about: by credit code, else by name; what is doubtful asks a person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from linxuan.designations.names import Near, comparable
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.statuses.tables import StatusRow
from linxuan.statuses.words import status_of_word

Outcome = Literal["recorded", "asked", "same", "doubtful", "strange"]
"""To be recorded; to be recorded with a word that a person has to judge; nothing new; for a person to say whom
it is about, or which of two lines holds; of nobody in the register."""
LEAVE_OUT = "leave_out"


@dataclass(frozen=True)
class KnownEntity:
    """A designated entity as it is matched: its key, all of its names, and what was recorded of it last."""

    key: str
    code: str
    names: tuple[str, ...]
    word: str = ""
    holds_from: date | None = None


@dataclass(frozen=True)
class StatusMatch:
    """What becomes of one line. `status` is None for a word that a person has to judge; `candidates` are those whom
    a doubtful line may be about, `why` says what is doubtful.
    """

    row: StatusRow
    outcome: Outcome
    status: str | None = None
    entity: KnownEntity | None = None
    candidates: tuple[KnownEntity, ...] = ()
    why: str = ""


def match_statuses(
    call: Call, rows: Sequence[StatusRow], known: Iterable[KnownEntity]
) -> tuple[StatusMatch, ...]:
    """Return what becomes of each line, in their order."""
    looking = _Register(known)
    found = [(row, *looking.whom(row)) for row in rows]
    words: dict[tuple[str, date | None], set[str]] = defaultdict(set)
    for row, entities, why in found:
        if len(entities) == 1 and not why:
            words[entities[0].key, row.day].add(row.word)
    return tuple(_match(call, row, entities, why, words) for row, entities, why in found)


def accepted(matches: Iterable[StatusMatch], decisions: Mapping[int, str]) -> Iterator[StatusMatch]:
    """Yield what is to be recorded: lines without doubt, and those for which a person chose an entity by line.

    Raises BadInput that names the lines which nobody decided.
    """
    matches = list(matches)
    open_lines = [
        one.row.line for one in matches if one.outcome == "doubtful" and not decisions.get(one.row.line)
    ]
    if open_lines:
        lines = say("、").join(map(str, open_lines[:10]))
        told = say("还有{count}行没有决定：第{lines}行", count=len(open_lines), lines=lines)
        raise BadInput(told, field=f"row-{open_lines[0]}")
    for one in matches:
        if one.outcome in ("recorded", "asked"):
            yield one
        elif one.outcome == "doubtful" and decisions[one.row.line] != LEAVE_OUT:
            yield _decided(one, decisions[one.row.line])


def _decided(match: StatusMatch, key: str) -> StatusMatch:
    chosen = next((one for one in match.candidates if one.key == key), None)
    if chosen is None:
        told = say("第{line}行：请从列出的示范主体里选一个", line=match.row.line)
        raise BadInput(told, field=f"row-{match.row.line}")
    return StatusMatch(match.row, "recorded" if match.status else "asked", match.status, chosen)


def _match(
    call: Call,
    row: StatusRow,
    entities: tuple[KnownEntity, ...],
    why: str,
    words: Mapping[tuple[str, date | None], set[str]],
) -> StatusMatch:
    status = status_of_word(call, row.word)
    if not entities:
        return StatusMatch(row, "strange", status)
    if len(entities) == 1 and not why and len(words[entities[0].key, row.day]) > 1:
        why = say("这份文件里，同一家同一天有两种经营状态")
    if len(entities) > 1 or why:
        return StatusMatch(row, "doubtful", status, candidates=entities, why=why)
    entity = entities[0]
    if _says_so_already(entity, row):
        return StatusMatch(row, "same", status, entity)
    return StatusMatch(row, "recorded" if status else "asked", status, entity)


def _says_so_already(entity: KnownEntity, row: StatusRow) -> bool:
    return entity.word == row.word and (row.day is None or entity.holds_from == row.day)


class _Register:
    """The entities by code and by name."""

    def __init__(self, known: Iterable[KnownEntity]) -> None:
        self._by_code: dict[str, KnownEntity] = {}
        self._by_name: dict[str, dict[str, KnownEntity]] = defaultdict(dict)
        for one in known:
            if one.code:
                self._by_code[one.code] = one
            for name in one.names:
                self._by_name[comparable(name)][one.key] = one
        self._near = Near(self._by_name)

    def whom(self, row: StatusRow) -> tuple[tuple[KnownEntity, ...], str]:
        """Return whom a line may be about, and what is doubtful of it."""
        name = comparable(row.name)
        named = tuple(self._by_name[name].values()) if name in self._by_name else ()
        by_code = self._by_code.get(row.credit_code) if row.credit_code else None
        if by_code is not None:
            if not name or by_code in named:
                return (by_code,), ""
            others = tuple(one for one in named if one != by_code)
            told = say("信用代码是“{known}”的，名称写的是“{name}”", known=by_code.names[0], name=row.name)
            return (by_code, *others), told
        if named:
            return named, self._doubt(row, named)
        near = (
            tuple(one for each in self._near.to(name) for one in self._by_name[each].values()) if name else ()
        )
        return near, say("名称只是相近") if near else ""

    def _doubt(self, row: StatusRow, named: Sequence[KnownEntity]) -> str:
        if len(named) > 1:
            return say("有{count}家叫这个名称", count=len(named))
        if row.credit_code and named[0].code:
            return say("名称相同，信用代码不同（名录里是{code}）", code=named[0].code)
        return ""
