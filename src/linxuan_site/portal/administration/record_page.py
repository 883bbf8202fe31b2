"""What was done by administrators, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan_site.queries.administration import newest_records, overview, records

ACTS: Mapping[str, Promise] = {
    "account.created": _("开账号"),
    "programme.published": _("发布项目"),
    "programme.discarded": _("放弃上传的项目"),
    "holidays.imported": _("导入放假安排"),
}


@dataclass(frozen=True)
class Done:
    """One row of the record with its act in words."""

    row: Any
    act: str | Promise


def home_page() -> dict[str, object]:
    """Return what the first page of administration shows."""
    return {"there": overview(), "done": done(newest_records())}


def record_page(wanted: Mapping[str, str]) -> dict[str, object]:
    """Return one page of the record: the rows before the one that `before` names."""
    found = records(before=_number(wanted.get("before", "")), subject=wanted.get("subject", ""))
    return {"done": done(found.rows), "more": found.next, "subject": wanted.get("subject", "")}


def done(rows: Any) -> list[Done]:
    """Return rows of the record with their acts in words."""
    return [Done(row, ACTS.get(row.act, row.act)) for row in rows]


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
