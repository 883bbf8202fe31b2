"""A ranking as an office keeps it, in a table: read row by row into entries, or refused by its line."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Track
from linxuan.selection import Entry

COLUMNS = ("id", "track", "category", "score")
MOST_BYTES = 8_000_000
_SCORE = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
_SHOWN = 40


def read_ranking(call: Call, raw: bytes) -> tuple[Entry, ...]:
    """Read a CSV table with the columns id, track, category, score; other columns are left aside.

    UTF-8, with or without its mark, or GB18030. A track or category is given by its id or its name.
    Raises BadInput with one sentence that names the line of the first fault.
    """
    lines: dict[str, int] = {}
    entries = []
    for line, row in _rows(raw):
        entry = _entry(call, line, row)
        if entry.id in lines:
            told = say(
                "第{line}行：“{id}”在第{first}行已经有了", line=line, id=entry.id, first=lines[entry.id]
            )
            raise BadInput(told)
        lines[entry.id] = line
        entries.append(entry)
    return tuple(entries)


def _rows(raw: bytes) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield each row that is not empty with its line, counted from 1, as cells by column."""
    reader = csv.reader(io.StringIO(_text(raw), newline=""), strict=True)
    try:
        head = _head(next(reader, []))
        for cells in reader:
            if any(map(str.strip, cells)):
                yield reader.line_num, _row(head, reader.line_num, cells)
    except csv.Error:
        told = say("第{line}行：不是CSV，请检查引号", line=reader.line_num)
        raise BadInput(told) from None


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        raise BadInput(say("文件超过8 MB，不像是一份排序表"))
    if b"\0" in raw:
        raise BadInput(say("不是CSV文本，请另存为“CSV UTF-8”"))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(say("既不是UTF-8也不是GB18030编码，请另存为“CSV UTF-8”"))


def _head(cells: list[str]) -> list[str]:
    head = [cell.strip().lower() for cell in cells]
    missing = [column for column in COLUMNS if column not in head]
    if missing:
        told = say(
            "第1行：缺少{missing}列；要有的列：{columns}",
            missing="、".join(missing),
            columns="、".join(COLUMNS),
        )
        raise BadInput(told)
    twice = [column for column in COLUMNS if head.count(column) > 1]
    if twice:
        raise BadInput(say("第1行：{column}列写了两次，请只留一列", column=twice[0]))
    return head


def _row(head: list[str], line: int, cells: list[str]) -> Mapping[str, str]:
    if len(cells) != len(head):
        told = say("第{line}行：有{count}格，表头有{wanted}格", line=line, count=len(cells), wanted=len(head))
        raise BadInput(told)
    return {column: cell.strip() for column, cell in zip(head, cells, strict=True)}


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
    return say("、").join(key if key == name else f"{key}（{name}）" for key, name in names.items())


def _shown(word: str) -> str:
    return word if len(word) <= _SHOWN else word[:_SHOWN] + "…"
