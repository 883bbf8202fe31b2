"""An evaluation round is opened: its filing list is made from the register of a day, and everybody on it finds a report waiting."""

from datetime import date

from django.db import IntegrityError, transaction

from linxuan.designations import ENDED
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import (
    Account,
    Application,
    FilingAddition,
    FilingList,
    PublishedCall,
    RegisterLine,
)
from linxuan_site.permissions import grades
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.cases import answers_of_place
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.register_lines import lines_as_of


@transaction.atomic
def open_round(call: str, round_id: str, *, as_of: date | None = None, account: Account | None = None) -> int:
    """Make the filing list of a round and open a report for each on it; return how many they are.

    On it is every title of the round's cohorts and tracks that the register holds on `as_of` (today). The list is
    made once: a second time opens nothing, see `add_to_round`. `account` is None for the command line.
    """
    published, definition, round_ = _round(call, round_id, account)
    day = as_of or clock.today()
    if day > clock.today():
        raise BadInput(say("名单的日期不能晚于今天"), field="as_of")
    # Two who make it at once: the second finds that it is there.
    given = {"as_of": day, "made_by": account, "made_at": clock.now()}
    given |= signature(account) if account else {}
    made, new = FilingList.objects.get_or_create(call=call, round=round_id, defaults=given)
    if not new:
        return 0
    due = _due(round_, definition, made.as_of)
    for line in due:
        _open_report(published, definition, round_id, line)
    return len(due)


@transaction.atomic
def add_to_round(
    call: str, round_id: str, designation_id: int, *, reason: str, account: Account
) -> FilingAddition:
    """Put one more title on a filing list that was made, with the reason; its report is open from now on.

    It may be of another cohort or track than the round names: the reason says why. Raises `Refused`.
    """
    refuse_unstorable(reason)
    published, definition, _ = _round(call, round_id, account)
    if not reason.strip():
        raise BadInput(say("请写明为什么加进名单"), field="reason")
    if not FilingList.objects.filter(call=call, round=round_id).exists():
        raise Refused(say("名单还没有定，请先按名录生成"), code="state")
    lines = lines_as_of().filter(programme=definition.programme, authority=published.authority)
    line = lines.select_related("designation", "organisation").filter(designation=designation_id).first()
    if line is None:
        raise BadInput(say("名录里没有这个示范主体"), field="entity")
    try:
        with transaction.atomic():
            report = _open_report(published, definition, round_id, line)
    except IntegrityError as fault:
        raise Refused(say("“{name}”已经在名单里了", name=line.name), code="state") from fault
    return FilingAddition.objects.create(
        report=report,
        reason=reason.strip(),
        added_by=account,
        added_at=clock.now(),
        **signature(account),
    )


def _round(call: str, round_id: str, account: Account | None) -> tuple[PublishedCall, Call, Round]:
    published = current_call(call)
    if account is not None:
        refuse_stand_in_over(account)
        if not grades(account, published.authority):
            raise Refused(say("填报名单由{authority}办理", authority=published.authority), code="office")
    definition = definition_of(published)
    if round_id not in definition.rounds:
        known = say("、").join(definition.rounds)
        raise BadInput(say("没有“{round}”这一轮评估评价，可以是：{known}", round=round_id, known=known))
    return published, definition, definition.rounds[round_id]


def _due(round_: Round, call: Call, day: date) -> list[RegisterLine]:
    lines = lines_as_of(day).filter(
        programme=call.programme, authority=call.authority, track__in=round_.tracks
    )
    if isinstance(round_.cohorts, tuple):
        lines = lines.filter(cohort__in=round_.cohorts)
    lines = lines.exclude(state__in=ENDED).select_related("designation", "organisation")
    return list(lines.order_by("cohort", "designation"))


def _open_report(published: PublishedCall, call: Call, round_id: str, line: RegisterLine) -> Application:
    now = clock.now()
    return Application.objects.create(
        call=call.id,
        procedure=round_id,
        designation=line.designation,
        published_call=published,
        track=line.track,
        category=line.category,
        item=line.designation.item,
        organisation=line.organisation,
        stage=lookup.first_stage(call, round_id).id,
        in_charge=line.in_charge,
        offices=line.offices,
        answers=_known(call, line),
        started_at=now,
        changed_at=now,
    )


def _known(call: Call, line: RegisterLine) -> dict[str, str]:
    organisation = line.organisation
    known = {"name": organisation.name, "credit_code": organisation.credit_code or ""}
    known |= answers_of_place(call, line.in_charge)
    return {key: value for key, value in known.items() if value}
