"""An office helps an applicant to fill in: asked for by him, or begun by the office with its reason."""

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.workflow import APPLICANT
from linxuan_site import clock, outbox
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, Help, Office
from linxuan_site.permissions import helps, is_applicant, may_read_application
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import signature, signed_name
from linxuan_site.queries.helping import helper_name, open_help, possible_helpers

LONGEST = 500


@transaction.atomic
def start_help(application_id: int, *, account: Account, office: int | None = None, reason: str = "") -> Help:
    """Let an office read and fill in a draft: the applicant names its id, an officer gives the reason.

    Only the applicant can submit what is filled in. Raises `Refused` where the application does not lie
    with its applicant, or somebody helps already.
    """
    refuse_unstorable([reason], field="reason")
    application = Application.objects.select_for_update().get(pk=application_id)
    call = definition_of(application.published_call)
    if not may_read_application(account, application):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    if application.closed or call.stages[application.stage].office != APPLICANT:
        raise Refused(say("这一件已经交给主管部门，不能再协助填写"), code="stage")
    if len(reason) > LONGEST:
        raise BadInput(say("理由最多 {most} 字", most=LONGEST), field="reason")
    helping = open_help(application)
    if helping is not None:
        told = say("{office}已在协助填写，请先结束", office=helper_name(call, helping))
        raise Refused(told, code="open")
    helper = _helper(call, application, account, office, reason)
    begun = Help.objects.create(
        application=application,
        office=helper.kind,
        office_key=helper.key,
        reason=reason.strip(),
        started_by=account,
        started_at=clock.now(),
        **signature(account),
    )
    if not is_applicant(account):
        _tell(call, begun)
    return begun


def _helper(
    call: Call, application: Application, account: Account, office: int | None, reason: str
) -> Office:
    if is_applicant(account):
        found = {one.pk: one for one in possible_helpers(call, application)}
        if office not in found:
            raise BadInput(say("请选择请哪个部门协助"), field="office")
        return found[office]
    if account.office is None:
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    if not reason.strip():
        raise BadInput(say("请写明为什么协助填写，申报主体会看到"), field="reason")
    return account.office


def _tell(call: Call, begun: Help) -> None:
    facts = {
        "office": helper_name(call, begun),
        "who": signed_name(begun.started_by, begun),
        "reason": begun.reason,
    }
    told = outbox.Told(
        "help.started",
        f"help:{begun.pk}",
        facts,
        page=("application", begun.application_id),
        about=f"application:{begun.application_id}",
        by=begun.started_by,
    )
    outbox.announce(told, to=begun.application.organisation)


@transaction.atomic
def end_help(application_id: int, *, account: Account) -> None:
    """End the help that goes on; nothing happens where nobody helps."""
    application = Application.objects.select_for_update().get(pk=application_id)
    allowed = may_read_application(account, application) and (
        is_applicant(account) or helps(account, application)
    )
    helping = open_help(application)
    if helping is None:
        return
    if not allowed:
        raise Refused(say("只有申报主体或协助的部门能结束"), code="office")
    _end(helping, account)


def end_help_with(application: Application, account: Account) -> None:
    """End the help with an application that its applicant submits or withdraws."""
    helping = open_help(application)
    if helping is not None:
        _end(helping, account)


def _end(helping: Help, account: Account) -> None:
    helping.ended_by, helping.ended_at = account, clock.now()
    signed = {f"ended_{column}": value for column, value in signature(account).items()}
    for column, value in signed.items():
        setattr(helping, column, value)
    helping.save(update_fields=["ended_by", "ended_at", *signed])
