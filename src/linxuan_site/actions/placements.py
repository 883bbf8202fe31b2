"""An office orders or scores what lies before it. A row says it, a newer row corrects it."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Account, Application, Placement
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of

HIGHEST_SCORE = Decimal("99999.99")


@transaction.atomic
def place(
    application_id: int,
    *,
    account: Account,
    rank: int | None = None,
    score: Decimal | None = None,
    reason: str = "",
) -> Placement:
    """Give an application its rank (from 1) or its score in the order of the account's office.

    Equal scores stay a tie; two applications of one quota line cannot have one rank. A rank that
    decides between equal scores needs its reason.
    """
    application = Application.objects.select_for_update().get(pk=application_id)
    _refuse_strangers(application, account)
    if rank is None and score is None:
        raise BadInput(say("请填写名次或分值"), field="score")
    if rank is not None and rank < 1:
        raise BadInput(say("名次从 1 开始"), field="rank")
    if score is not None and not 0 <= score <= HIGHEST_SCORE:
        raise BadInput(say("分值应在 0 到 {highest} 之间", highest=HIGHEST_SCORE), field="score")
    _refuse_taken_rank(application, account, rank)
    return _write(application, account, rank, score, reason)


@transaction.atomic
def put_in_order(application_ids: Sequence[int], *, account: Account, reason: str) -> None:
    """Give several applications the ranks 1, 2, 3 … in the order given, with one reason."""
    applications = Application.objects.select_for_update().in_bulk(list(application_ids))
    for rank, application_id in enumerate(application_ids, start=1):
        application = applications[application_id]
        _refuse_strangers(application, account)
        newest = application.placements.filter(office=_office(account)).order_by("pk").last()
        _write(application, account, rank, newest.score if newest else None, reason)


def _write(
    application: Application, account: Account, rank: int | None, score: Decimal | None, reason: str
) -> Placement:
    return Placement.objects.create(
        application=application,
        office=_office(account),
        office_key=account.office.key if account.office else "",
        rank=rank,
        score=score,
        reason=reason.strip(),
        placed_by=account,
        placed_at=clock.now(),
    )


def _office(account: Account) -> str:
    return account.office.kind if account.office else ""


def _refuse_strangers(application: Application, account: Account) -> None:
    call: Call = definition_of(application.published_call)
    if account.office is None or not may_read_application(account, application):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    stage = call.stages[application.stage]
    if stage.office != account.office.kind:
        raise Refused(say("这一件现在处于“{stage}”，不能排序", stage=stage.name), code="stage")


def _refuse_taken_rank(application: Application, account: Account, rank: int | None) -> None:
    if rank is None or account.office is None:
        return
    rivals = Application.objects.filter(
        call=application.call,
        procedure=application.procedure,
        category=application.category,
        stage=application.stage,
    ).exclude(pk=application.pk)
    if account.office.key:
        rivals = rivals.filter(in_charge=account.office.key)
    for rival in rivals.prefetch_related("placements"):
        own = [one for one in rival.placements.all() if one.office == account.office.kind]
        if own and max(own, key=lambda one: one.pk).rank == rank:
            raise Refused(
                say("第 {rank} 名已经是“{name}”，请换一个名次", rank=rank, name=rival.organisation.name),
                code="rank",
            )
