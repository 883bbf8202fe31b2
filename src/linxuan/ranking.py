"""A ranking as an office keeps it, in a table: read row by row into entries, or refused by its line."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Track
from linxuan.selection import Entry
from linxuan.sheet import rows_of

COLUMNS = ("id", "track", "category", "score")
_SCORE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_SHOWN = 40


def read_ranking(call: Call, raw: bytes) -> tuple[Entry, ...]:
    """Read a CSV table with the columns id, track, category, score; other columns are left aside.

    UTF-8, with or without its mark, or GB18030. A track or category is given by its id or its name.
    Raises BadInput with one sentence that names the line of the first fault.
    """
    lines: dict[str, int] = {}
    entries = []
    for line, row in rows_of(raw, COLUMNS):
        entry = _entry(call, line, row)
        if entry.id in lines:
            told = say(
                "第{line}行：“{id}”在第{first}行已经有了", line=line, id=entry.id, first=lines[entry.id]
            )
            raise BadInput(told)
        lines[entry.id] = line
        entries.append(entry)
    return tuple(entries)


def _entry(call: Call, line: int, row: Mapping[str, str]) -> Entry:
    if not row["id"]:
        raise BadInput(say("第{line}行：没有写id", line=line))
    track = _track(call, line, row["track"])
    return Entry(row["id"], track.id, _category(track, line, row["category"]), _score(line, row["score"]))


def _track(call: Call, line: int, word: str) -> Track:
    tracks = lookup.open_tracks(call)
    found = next((track for track in tracks if word in (track.id, track.name)), None)
    if found is None:
        names = {track.id: track.name for track in tracks}
        raise BadInput(
            say(
                "第{line}行：track不能是“{word}”，可以是：{known}",
                line=line,
                word=_shown(word),
                known=_listed(names),
            )
        )
    return found


def _category(track: Track, line: int, word: str) -> str:
    if not track.categories and not word:
        return ""
    found = next((key for key, name in track.categories.items() if word in (key, name)), None)
    if found is None:
        known = _listed(track.categories) or say("空着")
        told = say(
            "第{line}行：{track}的category不能是“{word}”，可以是：{known}",
            line=line,
            track=track.name,
            word=_shown(word),
            known=known,
        )
        raise BadInput(told)
    return found


def _score(line: int, word: str) -> Decimal:
    number = unicodedata.normalize("NFKC", word)
    if not _SCORE.fullmatch(number):
        told = say("第{line}行：score不能是“{word}”，要写成数，如 88.5", line=line, word=_shown(word))
        raise BadInput(told)
    return Decimal(number)


def _listed(names: Mapping[str, str]) -> str:
    return say("、").join(
        key if key == name else say("{key}（{label}）", key=key, label=name) for key, name in names.items()
    )


def _shown(word: str) -> str:
    return word if len(word) <= _SHOWN else word[:_SHOWN] + "…"
