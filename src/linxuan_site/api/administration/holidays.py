"""Working days by API: what is known of a year, what a table would change, and its import."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Path, Router, Schema, Status, UploadedFile

from linxuan.errors import BadInput
from linxuan.holiday_table import HolidayRow, filled_by_week
from linxuan.working_days import days_of, is_weekend
from linxuan_site.actions.holidays import import_holidays, read_uploaded_table
from linxuan_site.api.opening import FAULTS, let_in
from linxuan_site.permissions import is_administrator, signed_in
from linxuan_site.queries.holidays import changes_of, known_days

router = Router()
ADMINISTRATOR = let_in(is_administrator)


class DayOut(Schema):
    """What is known of a day: whether offices work (null where nothing is known), and which document says so."""

    day: date
    works: bool | None
    name: str
    source: str
    imported: bool


class YearOut(Schema):
    """A year: the days that are not as their day of the week, and how many are of which kind."""

    year: int
    special: list[DayOut]
    working: int
    off: int
    unknown: int


class ChangeOut(Schema):
    """What a table says of a day that is not known like that; `worked` is what was known."""

    day: date
    works: bool
    name: str
    document: str
    worked: bool | None


class ImportedOut(Schema):
    """How many days were kept."""

    imported: int


@router.post(
    "/administration/holidays/preview", response={200: list[ChangeOut], **FAULTS}, auth=ADMINISTRATOR
)
def preview(
    request: HttpRequest,  # noqa: ARG001 - the framework passes it by this name
    table: File[UploadedFile],
    whole_year: Form[bool] = False,
) -> Any:
    """Return what a table (CSV or xlsx) would change; nothing is kept.

    With `whole_year` the days that it does not name are as their day of the week.
    """
    return [
        {
            "day": one.row.day,
            "works": one.row.works,
            "name": one.row.name,
            "document": one.row.document,
            "worked": one.before.works,
        }
        for one in changes_of(_rows(table, whole_year))
    ]


# After the preview, which would else be taken for a year.
@router.get("/administration/holidays/{year}", response={200: YearOut, **FAULTS}, auth=ADMINISTRATOR)
def year(request: HttpRequest, year: Annotated[int, Path(ge=1990, le=2199)]) -> Any:  # noqa: ARG001 - as elsewhere
    """Return the working days of a year, as far as they are known."""
    known = known_days(days_of(year))
    return {
        "year": year,
        "special": [one for one in known if one.works is not None and one.works is is_weekend(one.day)],
        "working": sum(one.works is True for one in known),
        "off": sum(one.works is False for one in known),
        "unknown": sum(one.works is None for one in known),
    }


@router.post("/administration/holidays", response={201: ImportedOut, **FAULTS}, auth=ADMINISTRATOR)
def import_(
    request: HttpRequest, table: File[UploadedFile], document: Form[str] = "", whole_year: Form[bool] = False
) -> Any:
    """Import a table of working days; `document` is that of the days that name none."""
    rows = _rows(table, whole_year)
    return Status(201, {"imported": import_holidays(rows, document=document, by=signed_in(request.user))})


def _rows(table: UploadedFile, whole_year: bool) -> Any:
    found = read_uploaded_table((table.name or "", table.read()), "")
    if found.faults:
        raise BadInput("\n".join(found.faults), field="table")
    rows: list[HolidayRow] = list(filled_by_week(found.rows) if whole_year else found.rows)
    return rows
