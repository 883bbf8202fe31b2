"""The act of a paper desk: what was brought is received, or what was written of it is corrected."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.receiving import in_words, seal_name
from linxuan_site import clock, outbox
from linxuan_site.actions.arrivals import Counted, Entry, Handover, enter
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, Arrival, Office
from linxuan_site.queries.arrivals import of_application
from linxuan_site.queries.paper_desk import Subject, out_of_place, subject_for

MOST_COPIES = 999


@transaction.atomic
def receive_papers(
    call: str,
    counted: Sequence[Counted],
    handover: Handover,
    *,
    account: Account,
    application: int | None = None,
    sender: int | None = None,
    corrects: int | None = None,
    why: str = "",
) -> Arrival:
    """Write down what came on paper of an application, or of the office `sender`.

    Whatever comes is written down: what is wrong with it (late, an earlier revision, nothing that is wanted
    now) is said in the row and on the receipt. `corrects` is a row that is wrong; everything is said anew, with
    `why`. Raises `BadInput` where something cannot be read, and `Refused` for an office without such a desk.
    """
    refuse_stand_in_over(account)
    refuse_unstorable([vars(handover), why, [vars(one) for one in counted]])
    subject = subject_for(account, call, application=application, sender=sender)
    if subject is None or account.office is None:
        raise Refused(say("这一件的纸质材料不送到您这里"), code="office")
    _lock(subject)
    earlier = _corrected(subject, corrects, why)
    papers = _checked(subject, counted, correcting=earlier is not None)
    _check_moment(handover)
    entry = Entry(
        subject.call,
        account.office,
        papers,
        handover,
        application=subject.application,
        sender=subject.sender,
        corrects=earlier,
        why=why.strip() if earlier else "",
        wrong=_wrong(subject, papers, handover),
    )
    arrival = enter(entry, account)
    _tell_the_applicant(arrival)
    return arrival


def _lock(subject: Subject) -> None:
    if subject.application is not None:
        Application.objects.select_for_update().get(pk=subject.application.pk)
    elif subject.sender is not None:
        Office.objects.select_for_update().get(pk=subject.sender.pk)


def _corrected(subject: Subject, corrects: int | None, why: str) -> Arrival | None:
    if corrects is None:
        return None
    found = Arrival.objects.filter(
        pk=corrects, call=subject.call.id, application=subject.application, sender=subject.sender
    ).first()
    if found is None:
        raise BadInput(say("没有这一次收件的记录"), field="corrects")
    if Arrival.objects.filter(corrects=found).exists():
        raise Refused(say("这一次收件已经更正过，请更正最新的一条"), code="overtaken")
    if not why.strip():
        raise BadInput(say("请写明为什么更正，以后查得到"), field="why")
    return found


def _checked(subject: Subject, counted: Sequence[Counted], *, correcting: bool) -> list[Counted]:
    """What was counted, with the revision of prints: said by the code or typed, else the newest."""
    wanted = {one.id: one for one in subject.papers}
    if len({one.paper for one in counted}) < len(counted):
        raise BadInput(say("同一份材料写了两次"), field="papers")
    for one in counted:
        if one.paper not in wanted:
            names = say("、").join(paper.name for paper in wanted.values())
            raise BadInput(
                say("“{paper}”不是这里收的材料，有：{names}", paper=one.paper, names=names), field="papers"
            )
        paper = wanted[one.paper]
        if not 0 <= one.copies <= MOST_COPIES:
            raise BadInput(say("“{paper}”的份数应是0到999的数", paper=paper.name), field=f"copies_{paper.id}")
        strange = one.seals - set(paper.seals)
        if strange:
            names = say("、").join(map(seal_name, sorted(strange)))
            raise BadInput(say("“{paper}”不要{names}", paper=paper.name, names=names), field="papers")
        newest = subject.newest.get(paper.id)
        if one.revision is not None and not 1 <= one.revision <= (newest or 0):
            raise BadInput(
                say("“{paper}”没有第{revision}稿", paper=paper.name, revision=one.revision),
                field=f"revision_{paper.id}",
            )
    if not correcting and not any(one.copies for one in counted):
        first = next(iter(wanted), "")
        raise BadInput(say("请数一数，填写收到的份数"), field=f"copies_{first}")
    return [
        one if one.revision is not None else _of_newest(one, subject.newest.get(one.paper))
        for one in counted
        if one.copies
    ]


def _of_newest(one: Counted, newest: int | None) -> Counted:
    return Counted(one.paper, one.copies, one.seals, one.electronic, newest, proved=False)


def _check_moment(handover: Handover) -> None:
    if handover.arrived_at > clock.now():
        raise BadInput(say("收到的时间还没有到，请核对"), field="arrived_at")


def _wrong(subject: Subject, counted: Sequence[Counted], handover: Handover) -> list[str]:
    """What is wrong with papers that came, as codes; they are written down all the same."""
    older = (one for one in counted if (one.revision or 0) < (subject.newest.get(one.paper) or 0))
    superseded = ["superseded"] if any(one.revision is not None for one in older) else []
    return [*superseded, *out_of_place(subject, timezone.localdate(handover.arrived_at))]


def _tell_the_applicant(arrival: Arrival) -> None:
    application = arrival.application
    if application is None:
        return
    facts = {
        "number": application.number or "",
        "receipt": arrival.number,
        "papers": [in_words(one) for one in of_application(application).tallies],
        "wrong": list(arrival.wrong),
    }
    told = outbox.Told(
        "application.arrival",
        f"arrival:{arrival.pk}",
        facts,
        page=("application", application.pk),
        about=f"application:{application.pk}",
        by=arrival.received_by,
    )
    outbox.announce(told, to=application.organisation)
