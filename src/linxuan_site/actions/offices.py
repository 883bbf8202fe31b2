"""An office sets its own applicants an earlier day than the notice's."""

from datetime import date

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.workflow import open_day
from linxuan_site import clock
from linxuan_site.models import Account, EarlierDay
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.extensions import put_off_for_all


@transaction.atomic
def set_earlier_day(call: str, deadline: str, day: date, *, account: Account) -> EarlierDay:
    """Set the day by which an office wants the acts that the deadline lets it bring forward."""
    published = current_call(call)
    terms = definition_of(published).deadlines.get(deadline)
    office = account.office
    if terms is None or terms.earlier is None:
        raise Refused(say("这个截止日不能提前"), code="deadline")
    if office is None or office.kind != terms.earlier.by or office.authority != published.authority:
        raise Refused(say("您所在的部门不能提前这个截止日"), code="office", clause=terms.clause)
    last, _later = open_day(terms, put_off_for_all(call).get(deadline, ()), terms.days[-1])
    if day > last:
        raise BadInput(say("不能晚于 {day}", day=last.isoformat()), field="day")
    if day < clock.today():
        raise BadInput(say("这一天已经过去"), field="day")
    return EarlierDay.objects.create(
        call=call,
        deadline=deadline,
        office=office,
        day=day,
        set_by=account,
        set_at=clock.now(),
        **signature(account),
    )
