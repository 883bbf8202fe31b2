"""What the pages of imported lists show: uploads, what a list would do to the register, and rows to decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan.designations.cells import Lookups, lookups_of
from linxuan.designations.columns import heading_of
from linxuan.designations.deciding import row_field
from linxuan.designations.known import KnownTitle
from linxuan.designations.matching import Match
from linxuan.designations.tables import ListedTitle
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.list_imports import GIVEN
from linxuan_site.queries.list_imports import ListPreview, entered_lists, undecided, waiting_lists

PAGE = 50
MOST_FAULTS = 100
SHOWN: dict[str, Promise] = {
    "open": _("等您决定"),
    "doubtful": _("存疑"),
    "changed": _("与名录不同"),
    "new": _("新登记"),
    "same": _("名录里已有"),
    "repeated": _("表里重复"),
}
"""The parts of a preview, in this order."""
CHOICE_WORDS: dict[str, Promise] = {
    "same": _("就是这一家，名录不改"),
    "renamed": _("就是这一家，改用表里的名称"),
    "new": _("是另一家，新登记"),
    "correct": _("按表里的改名录"),
    "take": _("取这一行"),
    "leave_out": _("这一行不登记"),
}


@dataclass(frozen=True)
class ShownRow:
    """A row of a list as people read it, with what the register has and what may be decided."""

    match: Match
    id: str
    says: Sequence[tuple[str, str]]
    """Its cells under their headings; empty ones are left away."""
    held: Sequence[str]
    """The titles that the entity has in the register."""
    changes: Sequence[tuple[str, str, str]]
    choices: Sequence[tuple[str, Promise]]
    chosen: str


def lists_page(
    call: Call, typed: Mapping[str, str], held: str = "", held_name: str = ""
) -> dict[str, object]:
    """Return what the page with the lists of a register shows; `held` stands for a file that came before."""
    return {
        "call": call,
        "tracks": list(call.tracks.values()),
        "typed": {key: typed.get(key, "") for key in GIVEN},
        "held": held,
        "held_name": held_name,
        "today": clock.today().isoformat(),
        "waiting": waiting_lists(call.id),
        "entered": entered_lists(call.id),
    }


def list_page(
    preview: ListPreview, upload: object, asked: Mapping[str, str], decisions: Mapping[str, str]
) -> dict[str, object]:
    """Return what the preview of a list shows: its counts, and one page of the part that is asked for."""
    parts = _parts(preview, decisions)
    part = asked.get("show", "")
    if not parts.get(part):
        part = next((one for one, rows in parts.items() if rows), "new")
    number = max(1, _whole(asked.get("page", "")))
    rows = parts[part][(number - 1) * PAGE : number * PAGE]
    lookups = lookups_of(preview.call)
    return {
        "call": preview.call,
        "preview": preview,
        "upload": upload,
        "faults_of_cells": preview.faults[:MOST_FAULTS],
        "more_faults": max(0, len(preview.faults) - MOST_FAULTS),
        "parts": [(one, SHOWN[one], len(found)) for one, found in parts.items() if found],
        "part": part,
        "part_name": SHOWN[part],
        "rows": [_shown(lookups, one, decisions.get(one.row.place, "")) for one in rows],
        "page": number,
        "next": number + 1 if number * PAGE < len(parts[part]) else None,
        "open": len(parts["open"]),
        "asks_day": any(one.outcome in ("changed", "doubtful") for one in preview.matches),
        "since": asked.get("since") or clock.today().isoformat(),
        "left_out": sum(one == "leave_out" for one in decisions.values()),
    }


def _parts(preview: ListPreview, decisions: Mapping[str, str]) -> dict[str, list[Match]]:
    parts: dict[str, list[Match]] = {one: [] for one in SHOWN}
    parts["open"] = undecided(preview.matches, decisions)
    for one in preview.matches:
        parts[one.outcome].append(one)
    return parts


def _shown(lookups: Lookups, match: Match, decided: str) -> ShownRow:
    row = match.row
    ids = ("credit_code", "old_names", "cohort", "track", "category", "mode", "item", "in_charge", "document")
    says = [(heading_of(id), lookups.written(id, row.track, getattr(row, id))) for id in ids]
    first = match.choices[0] if match.outcome == "changed" and match.choices else ""
    return ShownRow(
        match=match,
        id=row_field(row.place),
        says=[(head, text) for head, text in says if text],
        held=[_title(lookups, one) for one in match.entity.titles],
        changes=[
            (
                heading_of(one.id),
                _cell(lookups, row, one.id, one.before),
                _cell(lookups, row, one.id, one.after),
            )
            for one in match.changes
        ],
        choices=[(one, CHOICE_WORDS[one]) for one in match.choices],
        chosen=decided if decided in match.choices else first,
    )


def _title(lookups: Lookups, title: KnownTitle) -> str:
    words = (
        _("第 %(cohort)d 批") % {"cohort": title.cohort},
        lookups.written("track", title.track, title.track),
        title.item,
        lookups.written("category", title.track, title.category),
        lookups.written("in_charge", title.track, title.in_charge),
        title.document,
    )
    return " · ".join(str(one) for one in words if one)


def _cell(lookups: Lookups, row: ListedTitle, id: str, value: object) -> str:
    return lookups.written(id, row.track, value) or "—"


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
