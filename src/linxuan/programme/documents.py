"""The files of a package as texts and TOML tables; one that cannot be read leaves the others readable."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from linxuan.language import say
from linxuan.programme.faults import Faults
from linxuan.programme.kept import is_binary
from linxuan.programme.lines import Lines
from linxuan.programme.sizes import within_limits

MOST_DATES = 20
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[Tt ][0-9:.]+(?:[Zz]|[+-]\d{2}:\d{2})?)?")
_TWICE = re.compile(r"Cannot (?:declare|overwrite|redefine|mutate)|Duplicate", re.IGNORECASE)


@dataclass(frozen=True)
class Documents:
    """What could be read: texts by path, and the tables of those that are TOML. `broken` could not be read."""

    texts: Mapping[str, str]
    tables: Mapping[str, Mapping[str, object]]
    broken: frozenset[str]


def open_documents(files: Mapping[str, bytes], faults: Faults) -> Documents:
    """Decode the files of a package and parse what is TOML."""
    readable = within_limits(files, faults)
    written = sorted(file for file in files if not is_binary(file))
    texts = {file: _text(file, readable[file], faults) if file in readable else None for file in written}
    tables = {
        file: _toml(file, text, faults)
        for file, text in texts.items()
        if text is not None and file.endswith(".toml")
    }
    return Documents(
        {file: text for file, text in texts.items() if text is not None},
        {file: table for file, table in tables.items() if table is not None},
        frozenset(file for file in texts if texts[file] is None or tables.get(file, {}) is None),
    )


def _text(file: str, content: bytes, faults: Faults) -> str | None:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.add_at(file, line, say("不是 UTF-8 编码"), say("用编辑器另存为 UTF-8"))
        return None


def _toml(file: str, text: str, faults: Faults) -> Mapping[str, object] | None:
    """Parse a text. A date that is none becomes a text, so that it is told with everything else."""
    text = text.replace("\r\n", "\n")
    dates: list[_Date] = []
    while True:
        try:
            table = tomllib.loads(text)
            faults.know(file, Lines(text))
        except tomllib.TOMLDecodeError as error:
            date = _wrong_date(text, str(error)) if len(dates) < MOST_DATES else None
            if date is None:
                _tell(file, text, str(error), dates, faults)
                return None
            dates.append(date)
            text = f'{text[: date.start]}"{date.written}"{text[date.start + len(date.written) :]}'
        except ValueError:
            # The one that is no error of TOML: Python reads no whole number of more than 4,300 digits.
            faults.add_at(file, 0, say("有一个数太长"), say("数最多写到千万亿"))
            return None
        except RecursionError:
            faults.add_at(file, 0, say("括号套得太深"), say("这里用不到这么多层，检查括号是否成对"))
            return None
        else:
            return table


@dataclass(frozen=True)
class _Date:
    """A date that is none: what is written, and where it starts in its text and on which line."""

    written: str
    start: int
    line: int


def _wrong_date(text: str, error: str) -> _Date | None:
    """Return the date that an error of TOML is about; None where it is about something else."""
    line, column = _position(text, error)
    lines = text.split("\n")
    start = sum(len(each) + 1 for each in lines[: line - 1])
    for date in _DATE.finditer(text, start, start + len(lines[line - 1])):
        if date.start() < start + column <= date.end() + 1 and not _is_day(date.group()):
            return _Date(date.group(), date.start(), line)
    return None


def _tell(file: str, text: str, error: str, dates: Sequence[_Date], faults: Faults) -> None:
    """Tell the error that ends the reading of a file, and the dates before it."""
    for date in dates:
        faults.add_at(file, date.line, say("“{day}”不是日期", day=date.written))
    faults.add_at(file, _position(text, error)[0], *_told(_AT.sub("", error)))


def _position(text: str, error: str) -> tuple[int, int]:
    """The line and column that an error of TOML names, both from 1."""
    found = _AT.search(error)
    if found and found[1]:
        return int(found[1]), int(found[2])
    return text.count("\n") + 1, 1


def _is_day(written: str) -> bool:
    try:
        datetime.fromisoformat(written)
    except ValueError:
        return False
    return True


def _told(message: str) -> tuple[str, str]:
    if _TWICE.search(message):
        return say("同一个表或键写了两次"), say("每个代号只写一次：改名，或合并")
    return (
        say("不是 TOML：{message}", message=message),
        say("检查这一行的引号、括号和等号；文字要放在引号里"),
    )
