"""The authority puts a deadline off: for everybody, or for one applicant, with its reason and document."""

from datetime import date

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call, Deadline
from linxuan.workflow import open_day
from linxuan_site import clock, outbox
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, Extension, PublishedCall
from linxuan_site.permissions import extends
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.extensions import put_off_for, put_off_for_all

LONGEST_REASON = 500
LONGEST_DOCUMENT = 200


@transaction.atomic
def extend_deadline(
    call: str,
    deadline: str,
    day: date,
    *,
    account: Account,
    reason: str,
    document: str,
    number: str = "",
) -> Extension:
    """Put off the day of a deadline that is open, or went by last; with `number` for that application alone.

    Raises `Refused` for who may not, and `BadInput` for a day that is not later, or what is missing.
    """
    refuse_unstorable((reason, document, number))
    published = current_call(call)
    if not extends(account, published.authority):
        raise Refused(say("延期由{authority}决定", authority=published.authority), code="office")
    terms = definition_of(published).deadlines.get(deadline)
    if terms is None:
        raise BadInput(say("请选择哪一个截止日"), field="deadline")
    _refuse_missing(reason, document)
    # Two who put off the same deadline at once do it one after the other.
    first = PublishedCall.objects.filter(call=call).order_by("version").values_list("pk")[:1]
    PublishedCall.objects.select_for_update().defer("files").get(pk__in=first)
    application = _application(call, terms, number) if number.strip() else None
    of = _day_to_put_off(terms, day, call, application)
    extension = Extension.objects.create(
        call=call,
        deadline=deadline,
        of=of,
        application=application,
        day=day,
        reason=reason.strip(),
        document=document.strip(),
        set_by=account,
        set_at=clock.now(),
        **signature(account),
    )
    if application is not None:
        _tell(definition_of(published), extension, application)
    return extension


def _refuse_missing(reason: str, document: str) -> None:
    if not reason.strip():
        raise BadInput(say("请写明延期的理由，它会显示在截止日旁边"), field="reason")
    if not document.strip():
        raise BadInput(say("请写明依据的文件或会议"), field="document")
    if len(reason) > LONGEST_REASON:
        raise BadInput(say("理由最多写 {most} 字", most=LONGEST_REASON), field="reason")
    if len(document) > LONGEST_DOCUMENT:
        raise BadInput(say("文件最多写 {most} 字", most=LONGEST_DOCUMENT), field="document")


def _application(call: str, terms: Deadline, number: str) -> Application:
    found = Application.objects.filter(call=call, closed=False)
    wanted = number.strip()
    application = found.filter(number=wanted).first()
    if application is None and wanted.startswith("#") and wanted[1:].isdecimal() and len(wanted) < 12:
        application = found.filter(pk=int(wanted[1:])).first()
    if application is None:
        raise BadInput(say("没有申报号是“{number}”而还没结束的申报", number=wanted[:40]), field="number")
    if terms.concerns and application.procedure not in terms.concerns:
        raise BadInput(say("这个截止日与这一件无关"), field="number")
    return application


def _day_to_put_off(terms: Deadline, day: date, call: str, application: Application | None) -> date:
    known = put_off_for([application]).get(application.pk, {}) if application else put_off_for_all(call)
    later = known.get(terms.id, ())
    today = clock.today()
    stands, put_off = open_day(terms, later, today)
    if day <= stands:
        raise BadInput(say("延期不能提前：现在是 {day}，要填更晚的日子", day=stands.isoformat()), field="day")
    if day < today:
        raise BadInput(say("这一天已经过去"), field="day")
    return put_off.of if put_off else stands


def _tell(call: Call, extension: Extension, application: Application) -> None:
    facts = {
        "deadline": call.deadlines[extension.deadline].name,
        "day": extension.day.isoformat(),
        "reason": extension.reason,
        "document": extension.document,
    }
    told = outbox.Told(
        "application.extension",
        f"extension:{extension.pk}",
        facts,
        page=("application", application.pk),
        about=f"application:{application.pk}",
        by=extension.set_by,
    )
    outbox.announce(told, to=application.organisation)
