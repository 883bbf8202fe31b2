"""Corrections of the working days are imported: rows that stand as they came, the newest counts."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput
from linxuan.holiday_table import HolidayRow, HolidayTable, read_holiday_table
from linxuan.language import say
from linxuan.screening.table_file import table_lines
from linxuan_site.actions.recording import record
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, HolidayDay
from linxuan_site.queries.holidays import changes_of


@transaction.atomic
def import_holidays(rows: Sequence[HolidayRow], *, document: str = "", by: Account | None) -> int:
    """Keep what a table says that differs from what is known, and return how many days that are.

    `document` is that of the rows that name none. Raises `BadInput` where a day has no document at
    all, or where the table says nothing new.
    """
    refuse_unstorable([document, *(text for row in rows for text in (row.name, row.document))])
    sourced = [replace(row, document=row.document or document.strip()[:200]) for row in rows]
    if any(not row.document for row in sourced):
        raise BadInput(say("请写明依据的文件：表里有的日子没有写"), field="document")
    changed = [one.row for one in changes_of(sourced)]
    if not changed:
        raise BadInput(say("与已有的安排相同，没有要导入的"), field="table")
    now = timezone.now()
    HolidayDay.objects.bulk_create(
        HolidayDay(
            day=row.day,
            works=row.works,
            name=row.name,
            document=row.document,
            imported_by=by,
            imported_at=now,
        )
        for row in changed
    )
    days = [row.day.isoformat() for row in changed]
    documents = sorted({row.document for row in changed})
    record(
        "holidays.imported",
        "holidays",
        say("、").join(documents),
        by=by,
        details={"days": len(days), "first": min(days), "last": max(days)},
    )
    return len(changed)


def read_uploaded_table(came: tuple[str, bytes] | None, read_before: str) -> HolidayTable:
    """Return the table of an upload (its name and bytes), else of what was read from one before.

    A file of a stranger is opened in a confined child. Raises `BadInput` where there is neither.
    """
    if came is None:
        if not read_before.strip():
            raise BadInput(say("请选择放假安排表"), field="table")
        return read_holiday_table(list(csv.reader(read_before.splitlines())))
    name, content = came
    with TemporaryDirectory(prefix="linxuan-table-") as folder:
        path = Path(folder) / f"table{PurePath(name).suffix.lower()[:5]}"
        path.write_bytes(content)
        return read_holiday_table(table_lines(path))


def as_text(rows: Sequence[HolidayRow]) -> str:
    """Return rows as the CSV that `read_uploaded_table` takes back."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("day", "is", "name", "document"))
    for row in rows:
        is_ = "working" if row.works else "holiday"
        writer.writerow(
            (row.day.isoformat(), is_, " ".join(row.name.split()), " ".join(row.document.split()))
        )
    return written.getvalue()
