"""Which days are working days here: what was imported, else the installed arrangements, else unknown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from linxuan.holiday_table import HolidayRow
from linxuan.working_days import arranged, installed_arrangements, with_corrections
from linxuan_site.models import HolidayDay


@dataclass(frozen=True)
class KnownDay:
    """What is known of one day and which document says so; `works` is None where nothing is known."""

    day: date
    works: bool | None
    name: str = ""
    source: str = ""
    imported: bool = False


@dataclass(frozen=True)
class Change:
    """What a table would change: its row, and what is known of the day now."""

    row: HolidayRow
    before: KnownDay

    @property
    def turns(self) -> bool:
        """Whether the day would be a working day where it was none, or the other way round."""
        return self.before.works is not self.row.works


def working_days() -> Callable[[date], bool]:
    """Return what tells whether offices work on a day, with all that was imported, in one read.

    It raises Refused for a day of which nothing is known.
    """
    return with_corrections(dict(HolidayDay.objects.order_by("pk").values_list("day", "works")))


def known_days(days: Sequence[date]) -> list[KnownDay]:
    """Return what is known of each of these days, in one read."""
    if not days:
        return []
    rows = HolidayDay.objects.filter(day__range=(min(days), max(days))).order_by("pk")
    imported = {row.day: row for row in rows}
    return [_known(day, imported.get(day)) for day in days]


def changes_of(rows: Iterable[HolidayRow]) -> list[Change]:
    """Return what of a table is not known like that yet, in the order of the days."""
    ordered = sorted(rows, key=lambda row: row.day)
    pairs = zip(ordered, known_days([row.day for row in ordered]), strict=True)
    return [Change(row, known) for row, known in pairs if _differs(row, known)]


def imported_years() -> list[int]:
    """Return the years of which something was imported."""
    return sorted({day.year for day in HolidayDay.objects.dates("day", "year")})


def _known(day: date, row: HolidayDay | None) -> KnownDay:
    if row is not None:
        return KnownDay(day, row.works, row.name, row.document, imported=True)
    found = arranged(day)
    if found is None:
        return KnownDay(day, None)
    return KnownDay(day, found.works, found.name, installed_arrangements())


def _differs(row: HolidayRow, known: KnownDay) -> bool:
    """A table that only repeats what is installed says nothing new; one that renames a day does."""
    if known.works is not row.works:
        return True
    return known.imported and (row.name, row.document) != (known.name, known.source)
