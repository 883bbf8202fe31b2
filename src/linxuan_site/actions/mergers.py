"""Two titles become one: one lives on with the names of both, the other ends, by one document and in one transaction."""

from datetime import date

from django.db import transaction

from linxuan.designations import ENDED, JOINED
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.revocation import BEGUN
from linxuan_site.actions.designations import record_event
from linxuan_site.models import Account, Designation, RegisterEvent, RegisterLine
from linxuan_site.queries.register_lines import counting_rows, line_of


@transaction.atomic
def merge_titles(
    surviving: Designation,
    absorbed: Designation,
    *,
    holds_from: date | None,
    document: str,
    account: Account,
    name: str = "",
    holder: str = "",
    holder_name: str = "",
    reason: str = "",
) -> RegisterEvent:
    """Record that a title took in another from a day on, by a document; return the event of the one that lives on.

    Which of the two it is, whoever records it decides. Its names are those of both from then on, so that each finds
    it; `name` and `holder` are new ones of it, as of any merger. Raises `Refused` for who may not, for a title that
    was not held on the day and for one whose revocation is under way; `BadInput` for what is lacking.
    """
    _refuse_strangers(surviving, absorbed)
    if holds_from is None:
        raise BadInput(say("请写明从哪一天起"), field="holds_from")
    # Two mergers at once lock in one order, whichever title each began at.
    list(Designation.objects.select_for_update().filter(pk__in=(surviving.pk, absorbed.pk)).order_by("pk"))
    taken = [_held(one, holds_from) for one in (surviving, absorbed)][1]
    _refuse_under_way(absorbed)
    more = {"holds_from": holds_from, "document": document, "account": account, "reason": reason}
    record_event(absorbed, "absorbed", other=surviving, **more)  # type: ignore[arg-type]
    changes = {"name": name, "holder": holder, JOINED: taken.names}
    return record_event(
        surviving,
        "merged",
        other=absorbed,
        changes={key: value for key, value in changes.items() if value.strip()},
        holder_name=holder_name,
        **more,  # type: ignore[arg-type]
    )


@transaction.atomic
def take_merger_back(
    designation: Designation, number: int, *, document: str, reason: str, account: Account
) -> RegisterEvent:
    """Record that a merger was entered by mistake, of both titles: each is again what it was. Return the event of
    the one that was asked for.
    """
    taken_back = [
        record_event(
            row.designation,
            "corrected",
            holds_from=row.holds_from,
            document=document,
            account=account,
            reason=reason,
            corrects=row.number,
        )
        for row in _both(designation, number)
    ]
    return taken_back[0]


def _both(designation: Designation, number: int) -> list[RegisterEvent]:
    row = designation.events.select_related("other", "designation").filter(number=number).first()
    if row is None or row.other is None:
        raise Refused(say("没有可更正的第{number}条变更，或它已经更正过了", number=number), code="corrects")
    kinds = {"merged", "absorbed"} - {row.kind}
    theirs = counting_rows(row.other.events.select_related("designation"))
    twins = [one for one in theirs if one.other_id == designation.pk and one.kind in kinds]
    return [row, *twins[-1:]]


def _refuse_strangers(surviving: Designation, absorbed: Designation) -> None:
    if surviving.pk == absorbed.pk:
        raise BadInput(say("请选择与它合并的另一个称号"), field="other")
    if (surviving.programme, surviving.authority) != (absorbed.programme, absorbed.authority):
        raise Refused(say("只能合并同一个主管部门同一项目的称号"), code="programme")


def _held(designation: Designation, day: date) -> RegisterLine:
    line = line_of(designation, day)
    if line is None or line.state in ENDED:
        told = say("“{name}”在这一天没有有效的称号，不能合并", name=line.name if line else designation.name)
        raise Refused(told, code="state")
    return line


def _refuse_under_way(absorbed: Designation) -> None:
    if absorbed.revocation_cases.filter(state__in=BEGUN).exists():
        told = say("“{name}”正在办理取消，请先办结，再登记合并", name=absorbed.name)
        raise Refused(told, code="open")
