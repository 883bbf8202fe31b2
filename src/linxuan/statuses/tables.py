"""A file of operating statuses as a register hands it out: who, the register's word, from when, and where it is from.

Every line that is wrong is told with its number, so that the file can be mended in one go.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.credit_code import is_credit_code, normalised
from linxuan.holiday_table import read_day
from linxuan.language import say

MOST_ROWS = 50_000
MOST_FAULTS = 100
LONGEST: Mapping[str, int] = {"name": 200, "word": 60, "source": 300}
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "credit_code": ("统一社会信用代码", "社会信用代码", "信用代码", "统一代码", "code"),
    "name": ("名称", "企业名称", "单位名称", "主体名称", "公司名称", "企业", "单位"),
    "word": ("经营状态", "登记状态", "企业状态", "主体状态", "状态", "status"),
    "day": (
        "日期",
        "从哪一天起",
        "状态日期",
        "变更日期",
        "注销日期",
        "吊销日期",
        "核准日期",
        "date",
        "holds_from",
    ),
    "source": ("依据", "来源", "数据来源", "出处"),
}
"""What the heading of each column may be called; the id is one as well."""


@dataclass(frozen=True)
class StatusRow:
    """One line of the file. `credit_code` or `name` may be '', `day` None and `source` '' where the file is silent."""

    line: int
    credit_code: str
    name: str
    word: str
    day: date | None
    source: str


@dataclass(frozen=True)
class StatusTable:
    """The lines that can be read, in their order, and what is wrong with the others, line by line."""

    rows: tuple[StatusRow, ...]
    faults: tuple[str, ...]


def read_status_table(lines: Sequence[Sequence[str]], *, today: date) -> StatusTable:
    """Read a table from its lines as cells; the first that is not empty holds the headings."""
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(map(str.strip, cells))]
    if not numbered:
        return StatusTable((), (say("表是空的"),))
    if len(numbered) > MOST_ROWS:
        return StatusTable((), (say("超过{most}行，请分几次导入", most=MOST_ROWS),))
    places = _places(numbered[0][1])
    lacking = _lacking(places)
    if lacking:
        return StatusTable((), (lacking,))
    rows: list[StatusRow] = []
    faults: list[str] = []
    for number, cells in numbered[1:]:
        row, wrong = _row(number, _cells(cells, places), today)
        faults += [say("第{line}行：{told}", line=number, told=one) for one in wrong]
        rows += [] if wrong else [row]
    if not numbered[1:]:
        faults.append(say("只有列名，没有企业"))
    return StatusTable(tuple(rows), tuple(_cut(faults)))


def as_text(rows: Iterable[StatusRow]) -> str:
    """Return rows as CSV, one line for each line of the file up to the last, so that numbers stay."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    at = 1
    for row in rows:
        # An empty line is no row; it only keeps the numbers of those that follow.
        written.write("\n" * (row.line - at - 1))
        day = row.day.isoformat() if row.day else ""
        writer.writerow((row.credit_code, row.name, row.word, day, row.source))
        at = row.line
    return written.getvalue()


def _places(head: Sequence[str]) -> dict[str, int]:
    written = ["".join(cell.split()).lower() for cell in head]
    found = {
        id: next((written.index(word) for word in (id, *words) if word in written), None)
        for id, words in COLUMNS.items()
    }
    return {id: place for id, place in found.items() if place is not None}


def _lacking(places: Mapping[str, int]) -> str:
    if "word" not in places:
        return say("第1行要写列名，缺少“经营状态”一列")
    if "name" not in places and "credit_code" not in places:
        return say("第1行要写列名，要有“统一社会信用代码”或“名称”一列")
    return ""


def _cells(cells: Sequence[str], places: Mapping[str, int]) -> dict[str, str]:
    found = {id: cells[place] if place < len(cells) else "" for id, place in places.items()}
    return {id: " ".join(found.get(id, "").split()) for id in COLUMNS}


def _row(line: int, cells: Mapping[str, str], today: date) -> tuple[StatusRow, list[str]]:
    code, day = normalised(cells["credit_code"]), read_day(cells["day"]) if cells["day"] else None
    row = StatusRow(line, code, cells["name"], cells["word"], day, cells["source"])
    return row, list(_wrong(row, cells["day"], today))


def _wrong(row: StatusRow, day: str, today: date) -> Iterator[str]:
    if not row.credit_code and not row.name:
        yield say("要写统一社会信用代码或名称")
    if row.credit_code and not is_credit_code(row.credit_code):
        yield say("“{code}”不是校验无误的18位统一社会信用代码", code=row.credit_code[:30])
    if not row.word:
        yield say("没有写经营状态")
    if day and row.day is None:
        yield say("“{day}”不是日期，要写成 2027-01-01", day=day[:20])
    if row.day is not None and row.day > today:
        yield say("{day}还没有到", day=row.day.isoformat())
    for text, most in (
        (row.name, LONGEST["name"]),
        (row.word, LONGEST["word"]),
        (row.source, LONGEST["source"]),
    ):
        if len(text) > most:
            yield say("“{words}…”最多{most}字", words=text[:12], most=most)


def _cut(faults: list[str]) -> Iterator[str]:
    yield from faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        yield say("还有{count}处，先改这些", count=len(faults) - MOST_FAULTS)
