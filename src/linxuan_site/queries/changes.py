"""Reads of what was changed in the answers of an application: the rows, and what stood there before."""

from collections.abc import Collection, Mapping
from typing import Any

from linxuan.answers.changes import before
from linxuan_site.models import Account, AnswerChange, Application
from linxuan_site.permissions import Reader, may_read_draft, may_see_field
from linxuan_site.queries.calls import definition_of

PAGE = 50
"""Rows of changes on one page."""


def answers_seen(application: Application, version: int, fields: Collection[str]) -> dict[str, Any]:
    """Return what stood in fields at an earlier version; a field whose changes were not kept is left out."""
    if not fields:
        return {}
    rows = application.answer_changes.filter(version__gt=version).order_by("-version")
    now = {field: application.answers.get(field) for field in fields}
    known = set()
    for changes in rows.values_list("changes", flat=True):
        for field in now.keys() & changes.keys():
            now[field] = before(changes[field], now[field])
            known.add(field)
    return {field: now[field] for field in known}


def last_changed_by(
    application: Application, fields: Collection[str], *, after: int
) -> dict[str, AnswerChange]:
    """Return the newest row after a version that changed each of the fields."""
    found: dict[str, AnswerChange] = {}
    for row in application.answer_changes.filter(version__gt=after).order_by("version"):
        found |= {field: row for field in row.changes if field in fields}
    return found


def changed_by(application: Application, fields: Collection[str], *, after: int) -> dict[str, str]:
    """Return who changed each of the fields last since a version."""
    if not fields:
        return {}
    return {field: row.name for field, row in last_changed_by(application, fields, after=after).items()}


def readable_changes(
    reader: Reader, application: Application, *, field: str = "", before_version: int | None = None
) -> tuple[list[AnswerChange], int | None]:
    """Return one page of rows, newest first, of what the reader may see, and where the next page begins."""
    if not isinstance(reader, Account) or not may_read_draft(
        reader, application, definition_of(application.published_call)
    ):
        return [], None
    rows = application.answer_changes.select_related("copied_from__organisation").order_by("-version")
    rows = rows.filter(version__lt=before_version) if before_version is not None else rows
    rows = rows.filter(changes__has_any_keys=_slots(application, field)) if field else rows
    found = list(rows[: PAGE + 1])
    more = found[PAGE - 1].version if len(found) > PAGE else None
    shown = [_without_hidden(reader, application, one, field) for one in found[:PAGE]]
    return [one for one in shown if one.changes], more


def _slots(application: Application, field: str) -> list[str]:
    """Where changes of a field are noted: under its id, and files in the rows of a group under their column."""
    known = definition_of(application.published_call).fields.get(field)
    return [field, *(f"{field}.{column}" for column in (known.fields if known else ()))]


def _without_hidden(reader: Reader, application: Application, row: AnswerChange, field: str) -> AnswerChange:
    fields = definition_of(application.published_call).fields
    slots = _slots(application, field)

    def shown(slot: str) -> bool:
        own = slot.partition(".")[0]
        return (not field or slot in slots) and (
            own not in fields or may_see_field(reader, fields[own].visible)
        )

    changes: Mapping[str, Any] = row.changes
    row.changes = {slot: change for slot, change in changes.items() if shown(slot)}
    return row
