"""The record of changes as people read it: what one person did at a stretch stands as one entry."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan_site.permissions import Reader, helps, is_applicant, is_officer, may_see_field
from linxuan_site.portal.applicant.pages import filing_of
from linxuan_site.portal.changes.pieces import Piece, pieces_of
from linxuan_site.queries.applications import Dossier
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.changes import readable_changes
from linxuan_site.queries.delegations import who_acted

STRETCH = timedelta(minutes=10)
"""Saves of one person that follow each other so closely stand as one entry."""


@dataclass(frozen=True)
class Changed:
    """One field and what was changed in it."""

    slot: str
    label: str
    pieces: Sequence[Piece]
    is_file: bool = False


@dataclass(frozen=True)
class Save:
    """One save, as it was recorded."""

    at: datetime
    fields: Sequence[Changed]


@dataclass(frozen=True)
class Stretch:
    """What one person did in saves that followed each other closely; the oldest save stands first."""

    name: str
    office: str
    source: str
    saves: Sequence[Save]

    @property
    def since(self) -> datetime:
        """When it began."""
        return self.saves[0].at

    @property
    def until(self) -> datetime:
        """When it ended."""
        return self.saves[-1].at

    @cached_property
    def fields(self) -> list[Changed]:
        """What came of it all, field by field."""
        found: dict[str, Changed] = {}
        for one in (field for save in self.saves for field in save.fields):
            known = found.get(one.slot)
            pieces = _together([*known.pieces, *one.pieces] if known else one.pieces, one.is_file)
            found[one.slot] = Changed(one.slot, one.label, pieces, one.is_file)
        return list(found.values())


def changes_page(
    reader: Reader, dossier: Dossier, *, field: str = "", before: int | None = None
) -> dict[str, object]:
    """Return what the page of changes shows; `field` keeps to one field, `before` is where the page begins."""
    rows, more = readable_changes(reader, dossier.application, field=field, before_version=before)
    fields = labels(reader, dossier.call, dossier.application.procedure)
    return {
        "dossier": dossier,
        "call": dossier.call,
        "stretches": list(_stretches(dossier, rows)),
        "field": field,
        "field_name": _label(dossier.call, field),
        "field_at": _input_of(reader, dossier, field),
        "fields": fields.items(),
        "more": more,
        "first": before is None,
        "for_office": is_officer(reader),
        "form_name": lookup.form_of(dossier.call, dossier.application.procedure).name,
    }


def labels(reader: Reader, call: Call, procedure: str) -> dict[str, str]:
    """Return the names of the fields of a form that somebody fills in and the reader may see, by id."""
    sections = lookup.sections_of(call, procedure)
    derived = ("computed", "share", "lookup")
    return {
        one: call.fields[one].name
        for section in sections
        for one in section.fields
        if call.fields[one].kind not in derived and may_see_field(reader, call.fields[one].visible)
    }


def _input_of(reader: Reader, dossier: Dossier, field: str) -> str:
    """The address of the input of a field, for those who fill it in; '' for all others."""
    if not (is_applicant(reader) or helps(reader, dossier.application)):
        return ""
    return filing_of(dossier).links.get(field.partition(".")[0], ("", ""))[1]


def _stretches(dossier: Dossier, rows: Sequence[Any]) -> Iterator[Stretch]:
    """Newest first; within each the oldest save first."""
    stretch: list[Any] = []
    for row in rows:
        if stretch and not _belongs(row, stretch[-1]):
            yield _stretch(dossier, stretch)
            stretch = []
        stretch.append(row)
    if stretch:
        yield _stretch(dossier, stretch)


def _belongs(row: Any, later: Any) -> bool:
    columns = ("changed_by_id", "on_behalf_of_id", "office", "copied_from_id")
    mine = all(getattr(row, one) == getattr(later, one) for one in columns)
    return mine and later.recorded_at - row.recorded_at <= STRETCH


def _stretch(dossier: Dossier, rows: Sequence[Any]) -> Stretch:
    first, application = rows[0], dossier.application
    office = (
        office_name(dossier.call, first.office, application.offices.get(first.office, ""))
        if first.office
        else ""
    )
    source = str(first.copied_from) if first.copied_from else ""
    return Stretch(who_acted(first), office, source, [_save(dossier, row) for row in reversed(rows)])


def _save(dossier: Dossier, row: Any) -> Save:
    call, procedure = dossier.call, dossier.application.procedure
    return Save(
        row.at,
        [
            Changed(slot, _label(call, slot), pieces_of(call, procedure, slot, change), _is_file(call, slot))
            for slot, change in row.changes.items()
        ],
    )


def _label(call: Call, slot: str) -> str:
    parts = slot.split(".")
    return " ".join(call.fields[one].name if one in call.fields else one for one in parts)


def _is_file(call: Call, slot: str) -> bool:
    field = call.fields.get(slot.rsplit(".", maxsplit=1)[-1])
    return field is not None and field.kind == "file"


def _together(pieces: Sequence[Piece], separate: bool) -> list[Piece]:
    """Changes at one place as one; files that come and go stay apart."""
    found: list[Piece] = []
    for piece in pieces:
        place = next((n for n, one in enumerate(found) if one.place == piece.place), None)
        joined = None if separate or place is None else found[place].followed_by(piece)
        if joined is None or place is None:
            found.append(piece)
        else:
            found[place] = joined
    return found
