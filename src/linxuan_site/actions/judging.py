"""An office judges the conditions of an application beside their evidence. A newer row corrects an older one."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, ConditionJudgement
from linxuan_site.models.reviewing import CONFIRMED, DOUBTED, REFUSED
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import signature, signed_name
from linxuan_site.queries.reviewing import conditions_to_judge, judgements_of, judges, own_judgements

__all__ = ["CONFIRMED", "DOUBTED", "REFUSED", "Judged", "judge"]

LONGEST_REMARK = 2000


@dataclass(frozen=True)
class Judged:
    """What an officer holds of one condition (`rule:ID`, `judgement:ID`).

    `seen` is the id of the judgement that he saw, 0 if there was none; None does not ask.
    """

    condition: str
    verdict: str
    remark: str = ""
    seen: int | None = None


@transaction.atomic
def judge(application_id: int, judged: Sequence[Judged], *, account: Account) -> list[ConditionJudgement]:
    """Record what an officer holds of conditions, all or none; what he did not change is left as it is.

    Raises `BadInput` at what cannot be read, `Refused` where a colleague changed the same one meanwhile.
    """
    refuse_unstorable([(one.condition, one.remark) for one in judged])
    application = Application.objects.select_for_update().get(pk=application_id)
    call = definition_of(application.published_call)
    if not may_read_application(account, application) or not judges(call, application, account):
        raise Refused(say("这一件现在不在您这里审核，不能记录判断"), code="stage")
    standing = own_judgements(judgements_of(application), account)
    revision = application.submissions.count()
    changed = [one for one in judged if _is_new(one, standing.get(one.condition), revision)]
    for one in changed:
        _refuse_unreadable(one, call, application)
        _refuse_overtaken(one, standing.get(one.condition))
    return [_write(application, one, revision, account) for one in changed]


def _is_new(judged: Judged, standing: ConditionJudgement | None, revision: int) -> bool:
    # What was judged in an earlier revision is judged again where it is said again.
    if standing is None or standing.revision < revision:
        return True
    return (standing.verdict, standing.remark) != (judged.verdict, judged.remark.strip())


def _refuse_unreadable(judged: Judged, call: Call, application: Application) -> None:
    if judged.condition not in conditions_to_judge(call, application):
        raise BadInput(say("没有“{id}”这一项条件", id=judged.condition), field=judged.condition)
    if judged.verdict not in (CONFIRMED, DOUBTED, REFUSED):
        raise BadInput(say("请选择属实、存疑或不认可"), field=judged.condition)
    if len(judged.remark) > LONGEST_REMARK:
        told = say("疑点最多 {most} 字，现在 {now} 字", most=LONGEST_REMARK, now=len(judged.remark))
        raise BadInput(told, field=judged.condition)


def _refuse_overtaken(judged: Judged, standing: ConditionJudgement | None) -> None:
    if standing is None or judged.seen is None or judged.seen == standing.pk:
        return
    told = say(
        "{who}刚刚也判断了这一项，您的没有记录。请重新打开本页，看过再改。",
        who=signed_name(standing.judged_by, standing),
    )
    raise Refused(told, code="overtaken", element=judged.condition)


def _write(application: Application, judged: Judged, revision: int, account: Account) -> ConditionJudgement:
    return ConditionJudgement.objects.create(
        application=application,
        condition=judged.condition,
        office=account.office.kind if account.office else "",
        office_key=account.office.key if account.office else "",
        verdict=judged.verdict,
        remark=judged.remark.strip(),
        revision=revision,
        judged_by=account,
        judged_at=clock.now(),
        **signature(account),
    )
