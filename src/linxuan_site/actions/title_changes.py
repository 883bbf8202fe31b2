"""What an officer of the authority learned of a title is recorded: all but what has a procedure of its own."""

from typing import Any

from linxuan.designations import Kind
from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.mergers import take_merger_back
from linxuan_site.models import Account, Designation, RegisterEvent

DECIDED: tuple[Kind, ...] = ("designated", "revoked", "restored", "absorbed")
"""What comes about by a procedure, or by a merger of two titles, alone."""


def record_change(
    designation: Designation, kind: Kind, *, corrects: int | None = None, account: Account, **more: Any
) -> RegisterEvent:
    """Record what an officer of the authority learned of a title.

    Takes what `record_event` takes. A merger of two titles is taken back of both. Raises `Refused` for a title that
    is given, taken away, restored or merged, and for the correction of a decision that did so.
    """
    corrected = designation.events.filter(number=corrects).first() if corrects is not None else None
    if kind == "corrected" and corrected is not None and corrected.other_id is not None:
        return take_merger_back(designation, corrected.number, account=account, **_only_words(more))
    if kind in DECIDED or (corrected is not None and corrected.kind in DECIDED):
        raise Refused(say("认定、取消和恢复示范资格按各自的程序办理，不在这里登记"), code="procedure")
    if corrected is not None and corrected.other_id is not None:
        raise Refused(say("两个称号的合并登记错了，先用“更正登记”撤回，再重新登记合并"), code="merger")
    return record_event(designation, kind, corrects=corrects, account=account, **more)


def _only_words(more: dict[str, Any]) -> dict[str, Any]:
    if any((more.get("changes") or {}).values()):
        raise Refused(say("撤回合并时不能同时改别的，另登记一条"), code="merger")
    return {"document": more.get("document", ""), "reason": more.get("reason", "")}
