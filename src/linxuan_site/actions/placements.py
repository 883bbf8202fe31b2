"""An office orders or scores what lies before it. A row says it, a newer row corrects it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.models import Account, Application, Placement
from linxuan_site.permissions import may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import within
from linxuan_site.queries.delegations import signature, signed_name

HIGHEST_SCORE = Decimal("99999.99")
LAST_RANK = 9999


@dataclass(frozen=True)
class Placing:
    """A rank (from 1), a score or both for one application.

    `seen` is the id of the placement that the person saw, 0 if there was none; None does not ask.
    """

    application: int
    rank: int | None = None
    score: Decimal | None = None
    seen: int | None = None


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
    return place_all([Placing(application_id, rank, score)], account=account, reason=reason)[0]


@transaction.atomic
def place_all(placings: Sequence[Placing], *, account: Account, reason: str = "") -> list[Placement]:
    """Give several applications their ranks or scores at once, all or none; so two can change places.

    Raises `BadInput` that names the application, or `Refused` where somebody else was faster.
    """
    wanted = {one.application: one for one in placings}
    rows = Application.objects.select_for_update().filter(pk__in=wanted).order_by("pk")
    applications = list(rows.prefetch_related("placements__placed_by"))
    if len(applications) < len(wanted):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    for application in applications:
        _refuse_strangers(application, account)
        _refuse_overtaken(application, account, wanted[application.pk].seen)
        _refuse_numbers(application, wanted[application.pk])
    written = [
        _write(one, account, wanted[one.pk].rank, wanted[one.pk].score, reason) for one in applications
    ]
    for application in applications:
        _refuse_taken_rank(application, account, wanted[application.pk].rank)
    return written


def _refuse_numbers(application: Application, placing: Placing) -> None:
    name, rank, score = application.subject, placing.rank, placing.score
    if rank is None and score is None:
        raise BadInput(say("请填写“{name}”的名次或分值", name=name), field=f"score-{application.pk}")
    if rank is not None and not 1 <= rank <= LAST_RANK:
        told = say("“{name}”的名次应在 1 到 {last} 之间", name=name, last=LAST_RANK)
        raise BadInput(told, field=f"rank-{application.pk}")
    if score is None:
        return
    if not 0 <= score <= HIGHEST_SCORE:
        told = say("“{name}”的分值应在 0 到 {highest} 之间", name=name, highest=HIGHEST_SCORE)
        raise BadInput(told, field=f"score-{application.pk}")
    # Rounding would make equals of those who are not.
    if score != round(score, 2):
        told = say("“{name}”的分值最多两位小数", name=name)
        raise BadInput(told, field=f"score-{application.pk}")


def _refuse_overtaken(application: Application, account: Account, seen: int | None) -> None:
    newest = _newest(application, account)
    if seen is None or seen == (newest.pk if newest else 0) or newest is None:
        return
    told = say(
        "{who}刚刚改了“{name}”：{what}。您填的还在本页，请核对后再记录。",
        who=signed_name(newest.placed_by, newest),
        name=application.subject,
        what=_spoken(newest),
    )
    raise Refused(told, code="overtaken", element=str(application.pk))


def _spoken(placement: Placement) -> str:
    score = "" if placement.score is None else say("{score} 分", score=placement.score)
    rank = "" if placement.rank is None else say("第 {rank} 名", rank=placement.rank)
    return say("，").join(one for one in (rank, score) if one)


def _newest(application: Application, account: Account) -> Placement | None:
    own = [one for one in application.placements.all() if one.office == _office(account)]
    return max(own, key=lambda one: one.pk, default=None)


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
        **signature(account),
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
    for rival in within(rivals, account.office).prefetch_related("placements"):
        own = [one for one in rival.placements.all() if one.office == account.office.kind]
        if own and max(own, key=lambda one: one.pk).rank == rank:
            raise Refused(
                say("第 {rank} 名已经是“{name}”，请换一个名次", rank=rank, name=rival.subject),
                code="rank",
            )
