"""A table of working days as an office keeps it: a day, 休 or 班, its name, and the document behind it.

Whatever is wrong is told at once, each with its row, so that the table can be mended in one go.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from linxuan.errors import BadInput
from linxuan.headings import Headings, headings_in, row_fault, words_of
from linxuan.language import say
from linxuan.working_days import days_of, is_weekend

MOST_ROWS = 4_000
"""More than ten years, each with all of its days."""
MOST_YEARS = 5
MOST_FAULTS = 50
LONGEST = 200
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "date"),
    "is": ("休班", "休/班", "类型"),
    "name": ("名称",),
    "document": ("依据", "文件", "source"),
}
"""What the heading of each column may be called, the id as well; the first two have to be there."""
WORDS = {
    "班": True,
    "上班": True,
    "working": True,
    "休": False,
    "休息": False,
    "放假": False,
    "holiday": False,
}
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


@dataclass(frozen=True)
class HolidayRow:
    """What a table says of one day: whether offices work, what the day is called, and which document says so."""

    day: date
    works: bool
    name: str = ""
    document: str = ""


@dataclass(frozen=True)
class HolidayTable:
    """The days of a table in their order, and what is wrong with it, row by row."""

    rows: tuple[HolidayRow, ...]
    faults: tuple[str, ...]


def read_holiday_table(lines: Sequence[Sequence[str]]) -> HolidayTable:
    """Read a table from its lines as cells: a row of headings, and below it a line for each day."""
    numbered = [(number, cells) for number, cells in enumerate(lines, 1) if any(map(str.strip, cells))]
    if not numbered:
        return HolidayTable((), (say("表是空的"),))
    if len(numbered) > MOST_ROWS:
        return HolidayTable((), (say("超过{most}行，不像放假安排表", most=MOST_ROWS),))
    head = headings_in(lines, words_of(COLUMNS), [("day",), ("is",)])
    if head is None:
        told = say("要有一行列名：日期、休班，还可以有名称、依据；{found}", found=_headings(numbered[0][1]))
        return HolidayTable((), (told,))
    reading, below = _Reading(head), [(number, cells) for number, cells in numbered if number > head.line]
    for number, cells in below:
        reading.take(number, cells)
    if not below:
        reading.faults.append(say("只有列名，没有日子"))
    days = sorted(reading.days.values(), key=lambda row: row.day)
    return HolidayTable(tuple(days), tuple(_cut(reading.faults)))


def filled_by_week(rows: Sequence[HolidayRow]) -> tuple[HolidayRow, ...]:
    """Return rows for every day of the years of a table: what it does not list goes by the week.

    That is how an arrangement of a whole year is written: it names the days that differ from the week.
    """
    years = sorted({row.day.year for row in rows})
    if len(years) > MOST_YEARS:
        raise BadInput(say("一次最多导入{most}年的全年安排", most=MOST_YEARS), field="table")
    listed = {row.day: row for row in rows}
    document = next((row.document for row in rows if row.document), "")
    return tuple(
        listed.get(day) or HolidayRow(day, not is_weekend(day), "", document)
        for year in years
        for day in days_of(year)
    )


def _headings(cells: Sequence[str]) -> str:
    return say("现在是：{headings}", headings=say("、").join(cell.strip()[:20] or "—" for cell in cells[:8]))


def _cut(faults: list[str]) -> Iterator[str]:
    yield from faults[:MOST_FAULTS]
    if len(faults) > MOST_FAULTS:
        yield say("还有{count}处，先改这些", count=len(faults) - MOST_FAULTS)


class _Reading:
    """The days so far, and the faults."""

    def __init__(self, head: Headings) -> None:
        self._head = head
        self._lines: dict[date, int] = {}
        self.days: dict[date, HolidayRow] = {}
        self.faults: list[str] = []

    def take(self, number: int, cells: Sequence[str]) -> None:
        day, word, name, document = (self._head.text(cells, id) for id in COLUMNS)
        read, works = read_day(day), WORDS.get(word.lower())
        if read is None:
            self._fault(number, "day", say("“{day}”不是日期，要写成 2027-01-01", day=day[:20]))
        if works is None:
            self._fault(number, "is", say("要写“休”或“班”，不能是“{word}”", word=word[:20]))
        for id, text in (("name", name), ("document", document)):
            if len(text) > LONGEST:
                self._fault(number, id, say("名称和依据最多{most}字", most=LONGEST))
        if read is not None and works is not None:
            self._keep(number, HolidayRow(read, works, name[:LONGEST], document[:LONGEST]))

    def _keep(self, number: int, row: HolidayRow) -> None:
        before = self.days.get(row.day)
        if before is not None and before.works != row.works:
            told = say("{day}在第{line}行写的不一样，请只留一个", day=row.day, line=self._lines[row.day])
            self.faults.append(row_fault(number, told))
            return
        self.days[row.day] = row
        self._lines[row.day] = number

    def _fault(self, number: int, id: str, told: str) -> None:
        self.faults.append(self._head.fault(number, id, told))


def read_day(text: str) -> date | None:
    """Return the day that a cell says: 2027-01-01, 2027/1/1 or 2027年1月1日; None for anything else."""
    found = _DAY.fullmatch(text.removesuffix(" 00:00:00"))
    if found is None:
        return None
    try:
        return datetime(*map(int, found.groups())).date()  # type: ignore[arg-type] # noqa: DTZ001 - a day has no zone
    except ValueError:
        return None
