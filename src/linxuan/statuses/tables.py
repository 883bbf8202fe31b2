"""A file of operating statuses as a register hands it out: who, the register's word, from when, and where it is from.

Every line that is wrong is told with its number, so that the file can be mended in one go.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.credit_code import is_credit_code, normalised
from linxuan.headings import Headings, headings_in, row_fault, words_of
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
NEEDED = (("word",), ("credit_code", "name"))


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
    """Read a table from its lines as cells: a row of headings, and below it a line for each."""
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(map(str.strip, cells))]
    if not numbered:
        return StatusTable((), (say("表是空的"),))
    if len(numbered) > MOST_ROWS:
        return StatusTable((), (say("超过{most}行，请分几次导入", most=MOST_ROWS),))
    head = headings_in(lines, words_of(COLUMNS), NEEDED)
    if head is None:
        return StatusTable((), (_lacking(headings_in(lines, words_of(COLUMNS))),))
    rows: list[StatusRow] = []
    faults: list[str] = []
    below = [(number, cells) for number, cells in numbered if number > head.line]
    for number, cells in below:
        row, wrong = _row(number, cells, head, today)
        faults += wrong
        rows += [] if wrong else [row]
    if not below:
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


def _lacking(head: Headings | None) -> str:
    if head is not None and head.has("word"):
        return say("要有一行列名，其中要有“统一社会信用代码”或“名称”一列")
    return say("要有一行列名，缺少“经营状态”一列")


def _row(line: int, cells: Sequence[str], head: Headings, today: date) -> tuple[StatusRow, list[str]]:
    code, name, word, day, source = (" ".join(head.text(cells, id).split()) for id in COLUMNS)
    row = StatusRow(line, normalised(code), name, word, read_day(day) if day else None, source)
    told = [] if code or name else [row_fault(line, say("要写统一社会信用代码或名称"))]
    return row, [*told, *(head.fault(line, id, problem) for id, problem in _wrong(row, day, today))]


def _wrong(row: StatusRow, day: str, today: date) -> Iterator[tuple[str, str]]:
    """The columns whose cells are wrong, and why."""
    if row.credit_code and not is_credit_code(row.credit_code):
        told = say("“{code}”不是校验无误的18位统一社会信用代码", code=row.credit_code[:30])
        yield "credit_code", told
    if not row.word:
        yield "word", say("没有写经营状态")
    if day and row.day is None:
        yield "day", say("“{day}”不是日期，要写成 2027-01-01", day=day[:20])
    if row.day is not None and row.day > today:
        yield "day", say("{day}还没有到", day=row.day.isoformat())
    for id, text in (("name", row.name), ("word", row.word), ("source", row.source)):
        if len(text) > LONGEST[id]:
            yield id, say("“{words}…”最多{most}字", words=text[:12], most=LONGEST[id])


def _cut(faults: list[str]) -> Iterator[str]:
    yield from faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        yield say("还有{count}处，先改这些", count=len(faults) - MOST_FAULTS)
