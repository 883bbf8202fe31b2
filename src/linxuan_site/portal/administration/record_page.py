"""What was done by administrators, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan_site.queries.administration import newest_records, overview, records

ACTS: Mapping[str, Promise] = {
    "account.created": _("开账号"),
    "account.moved": _("调整部门或单位"),
    "account.administrator": _("系统管理员"),
    "account.stopped": _("停用账号"),
    "account.restored": _("恢复账号"),
    "office.opened": _("开部门"),
    "office.renamed": _("部门改名"),
    "office.ended": _("部门结束"),
    "office.kept": _("撤回部门的结束"),
    "programme.published": _("发布项目"),
    "programme.discarded": _("放弃上传的项目"),
    "holidays.imported": _("导入放假安排"),
}


@dataclass(frozen=True)
class Done:
    """One row of the record with its act in words."""

    row: Any
    act: str | Promise
    before: str = ""
    after: str = ""


def home_page() -> dict[str, object]:
    """Return what the first page of administration shows."""
    return {"there": overview(), "done": done(newest_records())}


def record_page(wanted: Mapping[str, str]) -> dict[str, object]:
    """Return one page of the record: the rows before the one that `before` names."""
    found = records(before=_number(wanted.get("before", "")), subject=wanted.get("subject", ""))
    return {"done": done(found.rows), "more": found.next, "subject": wanted.get("subject", "")}


def done(rows: Any) -> list[Done]:
    """Return rows of the record with their acts in words."""
    return [_done(row) for row in rows]


def _done(row: Any) -> Done:
    before, after = (str(row.details.get(key, "")) for key in ("before", "after"))
    return Done(row, ACTS.get(row.act, row.act), before, after)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
