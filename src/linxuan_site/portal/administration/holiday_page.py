"""A year of working days as a calendar, and what a table would change of it."""

from calendar import Calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from linxuan.holiday_table import HolidayRow, HolidayTable, filled_by_week
from linxuan.working_days import days_of, is_weekend
from linxuan_site.actions.holidays import as_text
from linxuan_site.queries.holidays import Change, KnownDay, changes_of, imported_years, known_days


@dataclass(frozen=True)
class Cell:
    """One day of the calendar; `special` where it is not as its day of the week."""

    known: KnownDay
    special: bool

    @property
    def kind(self) -> str:
        """`work`, `off`, or `unknown`."""
        if self.known.works is None:
            return "unknown"
        return "work" if self.known.works else "off"


@dataclass(frozen=True)
class Month:
    """A month as weeks that begin on Monday; None where a week reaches out of the month."""

    first: date
    weeks: Sequence[Sequence[Cell | None]]


@dataclass(frozen=True)
class Preview:
    """What a table says, what is wrong with it, and what it would change."""

    rows: Sequence[HolidayRow]
    faults: Sequence[str]
    text: str
    """The rows of the table as they are brought back with the confirmation."""
    changes: Sequence[Change] = field(default_factory=tuple)


def year_page(year: int) -> dict[str, object]:
    """Return what the page of a year shows."""
    cells = [_cell(known) for known in known_days(days_of(year))]
    by_day = {cell.known.day: cell for cell in cells}
    return {
        "year": year,
        "is_known": any(cell.known.works is not None for cell in cells),
        "months": [_month(year, number, by_day) for number in range(1, 13)],
        "special": [cell for cell in cells if cell.special],
        "sources": Counter(cell.known.source for cell in cells if cell.known.works is not None).items(),
        "working": sum(cell.known.works is True for cell in cells),
        "off": sum(cell.known.works is False for cell in cells),
        "unknown": sum(cell.known.works is None for cell in cells),
        "imported": imported_years(),
    }


def preview_of(table: HolidayTable, *, whole_year: bool) -> Preview:
    """Return what a table would change; with faults it changes nothing."""
    if table.faults:
        return Preview(table.rows, table.faults, "")
    rows = filled_by_week(table.rows) if whole_year else table.rows
    return Preview(rows, (), as_text(table.rows), changes_of(rows))


def preview_page(preview: Preview | None, typed: Mapping[str, str]) -> dict[str, object]:
    """Return what the page of the import shows."""
    changes = preview.changes if preview else ()
    return {
        "preview": preview if preview and not preview.faults else None,
        "changes": changes,
        "turning": sum(change.turns for change in changes),
        "document": typed.get("document", ""),
        "whole_year": "whole_year" in typed,
    }


def _cell(known: KnownDay) -> Cell:
    return Cell(known, known.works is not None and known.works is is_weekend(known.day))


def _month(year: int, number: int, cells: Mapping[date, Cell]) -> Month:
    weeks = Calendar().monthdatescalendar(year, number)
    return Month(
        date(year, number, 1),
        [[cells[day] if day.month == number else None for day in week] for week in weeks],
    )
