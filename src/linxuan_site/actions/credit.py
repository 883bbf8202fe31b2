"""An office notes what it found when it looked an applicant up in a register of credit."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock
from linxuan_site.actions.attachments import keep_file
from linxuan_site.actions.files import Upload
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, CreditCheck
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import CREDIT_SLOT
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.reviewing import judges

LONGEST_SOURCE, LONGEST_RESULT = 200, 2000


@dataclass(frozen=True)
class Found:
    """What a look-up gave: where, when, whether nothing was found (`clear`), in words, with its proof."""

    source: str
    checked_at: datetime
    clear: bool
    result: str = ""
    proof: Upload | None = None


@transaction.atomic
def record_credit_check(application_id: int, found: Found, *, account: Account) -> CreditCheck:
    """Record a look-up; raises `BadInput` at what cannot be, `Refused` for an office that does not review it."""
    refuse_unstorable([found.source, found.result], field="result")
    application = Application.objects.select_for_update().get(pk=application_id)
    call = definition_of(application.published_call)
    if not may_read_application(account, application) or not judges(call, application, account):
        raise Refused(say("这一件现在不在您这里审核，不能登记核查"), code="stage")
    _refuse_unreadable(found)
    proof = keep_file(application, CREDIT_SLOT, found.proof, account=account) if found.proof else None
    return CreditCheck.objects.create(
        application=application,
        source=found.source.strip(),
        checked_at=found.checked_at,
        clear=found.clear,
        result=found.result.strip(),
        file=proof,
        office=account.office.kind if account.office else "",
        office_key=account.office.key if account.office else "",
        checked_by=account,
        recorded_at=clock.now(),
        **signature(account),
    )


def _refuse_unreadable(found: Found) -> None:
    source, result = found.source.strip(), found.result.strip()
    if not source:
        raise BadInput(say("请填写在哪里查的"), field="source")
    if len(source) > LONGEST_SOURCE:
        raise BadInput(say("来源最多 {most} 字", most=LONGEST_SOURCE), field="source")
    if found.checked_at > clock.now():
        raise BadInput(say("查询时间还没有到"), field="checked_at")
    if not found.clear and not result:
        raise BadInput(say("请写明查到什么"), field="result")
    if len(result) > LONGEST_RESULT:
        raise BadInput(say("结果最多 {most} 字", most=LONGEST_RESULT), field="result")
