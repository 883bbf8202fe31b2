"""Every act of administration leaves a row that says who did what, when, and why."""

from typing import Any

from django.utils import timezone

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.models import Account, AdministrationRecord

LONGEST_WHY = 2_000
COMMAND_LINE = "命令行"
"""Who acted where nobody signed in. Words of the record are kept in Chinese, whoever acts in which language."""


def record(
    act: str,
    subject: str,
    name: str,
    *,
    by: Account | None,
    why: str = "",
    details: dict[str, Any] | None = None,
) -> AdministrationRecord:
    """Leave the row of an act; `by` is None for the command line."""
    return AdministrationRecord.objects.create(
        act=act,
        subject=subject[:80],
        name=name[:200],
        by=by,
        by_name=by.full_name or by.username if by else COMMAND_LINE,
        at=timezone.now(),
        why=why.strip()[:LONGEST_WHY],
        details=details or {},
    )


def reason(text: str) -> str:
    """Return the reason that an act needs; raises `BadInput` where there is none."""
    if not text.strip():
        raise BadInput(say("请写明理由，以后查得到"), field="why")
    return text.strip()
