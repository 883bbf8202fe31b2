"""What was read, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WORDS: Mapping[str, Promise] = {
    "application": _("申报内容和联系人"),
    "file": _("材料文件"),
    "objection": _("异议人和异议材料"),
    "person": _("账号和联系方式"),
    "list": _("带联系人的名单"),
    "export": _("全部材料的导出包"),
}


@dataclass(frozen=True)
class Line:
    """One row: when, who for which office, what."""

    at: datetime
    who: str
    username: str
    office: str
    what: str | Promise
    subject: str
    application: Any = None


def lines_of(rows: Iterable[Any]) -> list[Line]:
    """Return the rows in words; a delegate is named with whom he stood in for."""
    return [_line(row) for row in rows]


def number_of(text: str) -> int | None:
    """Return the key that a page goes on from; None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _line(row: Any) -> Line:
    who = row.account.full_name
    if row.on_behalf_of is not None:
        who = gettext("%(delegate)s（代%(absent)s）") % {
            "delegate": who,
            "absent": row.on_behalf_of.full_name,
        }
    return Line(
        at=row.at,
        who=who,
        username=row.account.username,
        office=row.account.office.name if row.account.office else gettext("系统管理"),
        what=WORDS[row.what],
        # A list that is of nothing in particular is kept by its address, which tells a reader nothing.
        subject="" if "/" in row.subject else row.subject,
        application=row.application,
    )
