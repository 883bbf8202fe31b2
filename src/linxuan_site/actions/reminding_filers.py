"""An office reminds those on a filing list who have not filed: each reminder is a row of the record."""

from collections.abc import Collection

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme.definition import Call, Round
from linxuan.workflow import open_day
from linxuan_site import clock, outbox
from linxuan_site.actions.delegations import refuse_stand_in_over
from linxuan_site.models import Account, PublishedCall, Reminder
from linxuan_site.permissions import is_officer, may_read_application
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.extensions import put_off_for_all
from linxuan_site.queries.filing_list import REPORT, Filer, filers_of
from linxuan_site.queries.grading import reports_of
from linxuan_site.queries.people import Reach, reach_of
from linxuan_site.queries.round_rows import due_lines

MOST = 500


@transaction.atomic
def remind_filers(call: str, round_id: str, reports: Collection[int], *, account: Account) -> list[Reminder]:
    """Remind those whose reports were chosen of filing them; who has filed meanwhile gets nothing.

    Raises `Refused` where one was reminded within a day, or is not the account's to remind.
    """
    refuse_stand_in_over(account)
    published = current_call(call)
    definition = definition_of(published)
    if round_id not in definition.rounds or not is_officer(account):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    if not reports or len(reports) > MOST:
        raise BadInput(say("请先选择提醒谁"), field="who")
    # Two who remind at once do it one after the other.
    first = PublishedCall.objects.filter(call=call).order_by("version").values_list("pk")[:1]
    PublishedCall.objects.select_for_update().defer("files").get(pk__in=first)
    round_ = definition.rounds[round_id]
    rows = reports_of(definition, round_).filter(pk__in=set(reports)).values("designation")
    titles = due_lines(account, definition, round_).filter(designation__in=rows)
    found = filers_of(definition, round_, list(titles.values_list("designation", flat=True)))
    known = {_key(one): one for one in found}
    if not set(reports) <= set(known):
        raise Refused(say("这一件不在您的职责范围内"), code="office")
    chosen = [known[one] for one in sorted(set(reports)) if known[one].row.filing == "open"]
    for one in chosen:
        if one.reminded is not None:
            told = say(
                "{who}刚刚提醒过“{name}”，这一次都没有发。请看过再发。",
                who=one.reminded.sent_by.full_name,
                name=one.row.designation.name,
            )
            raise Refused(told, code="overtaken")
    reach = reach_of([one.row.designation.organisation for one in chosen]) if chosen else {}
    return [
        _send(definition, round_, one, own, account)
        for one in chosen
        if (own := reach[one.row.designation.organisation_id])
    ]


def _key(filer: Filer) -> int:
    return filer.row.report.pk if filer.row.report else 0


def _send(call: Call, round_: Round, filer: Filer, reach: Reach, account: Account) -> Reminder:
    assert filer.row.report is not None
    assert may_read_application(account, filer.row.report)
    reminder = Reminder.objects.create(
        call=call.id,
        kind=REPORT,
        application=filer.row.report,
        number=1,
        addresses=len(reach.addresses),
        sent_by=account,
        sent_at=clock.now(),
        **signature(account),
    )
    deadline, day = _last_day(call, round_)
    facts = {"name": filer.row.designation.name, "round": round_.name, "deadline": deadline, "day": day}
    told = outbox.Told(
        "reminder.report",
        f"reminder:{reminder.pk}",
        facts,
        page=("application", filer.row.report.pk),
        about=f"application:{filer.row.report.pk}",
        by=account,
    )
    outbox.announce(told, to=filer.row.designation.organisation)
    return reminder


def _last_day(call: Call, round_: Round) -> tuple[str, str]:
    """The deadline of filing and its day, as it was put off for everybody; '' where there is none, or it is past."""
    filing = {one.id for one in call.actions.values() if one.kind == "submit"}
    later, today = put_off_for_all(call.id), clock.today()
    days = [
        (open_day(one, later.get(one.id, ()), today)[0], one.name)
        for one in call.deadlines.values()
        if one.days and round_.id in one.concerns and filing & set(one.actions)
    ]
    return next(((name, day.isoformat()) for day, name in sorted(days) if day >= today), ("", ""))
