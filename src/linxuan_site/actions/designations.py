"""What happens to a title is recorded, by the one act, and the register's lines are computed anew with it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from linxuan.credit_code import is_credit_code, normalised
from linxuan.designations import FACTS, JOINED, Kind, check_event
from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.actions.webhook_facts import tell_of_titles
from linxuan_site.models import Account, Designation, Organisation, RegisterEvent, RegisterLine
from linxuan_site.permissions import may_record_event
from linxuan_site.queries.calls import call_of_programme
from linxuan_site.queries.cases import offices_of_place
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.register_lines import (
    as_event,
    computed_lines,
    holders_in,
    titles_whose_lines_differ,
)

LONGEST = {
    "name": 500,
    "holder": 200,
    "in_charge": 60,
    "category": 60,
    "mode": 60,
    "document": 200,
    JOINED: 4000,
}


@transaction.atomic
def record_event(
    designation: Designation,
    kind: Kind,
    *,
    holds_from: date | None,
    document: str,
    account: Account | None,
    changes: Mapping[str, str] | None = None,
    reason: str = "",
    corrects: int | None = None,
    holder_name: str = "",
    other: Designation | None = None,
) -> RegisterEvent:
    """Record that something happened to a title from a day on, by a document; its lines follow at once.

    `changes` are those of `linxuan.designations.CHANGES`; a `holder` is a credit code, or the name of who has none,
    and `holder_name` the name of one that is not known yet. `corrects` is the number of an event in whose place this
    one stands; `other` the other title of a merger (`actions.mergers`). `account` is None for what the system itself does, such as an import by the command line.
    Raises `Refused` for who may not and for what does not fit, `BadInput` for what is lacking.
    """
    _refuse_stranger(designation, account)
    given = {key: value.strip() for key, value in (changes or {}).items()}
    _check_texts({**given, "document": document.strip(), "reason": reason})
    if holds_from is not None and holds_from > clock.today():
        raise BadInput(say("变更的日期不能晚于今天"), field="holds_from")
    Designation.objects.select_for_update().get(pk=designation.pk)  # two at once would take one number
    before = list(designation.events.order_by("number"))
    if given.get("holder"):
        given["holder"] = _holder(given["holder"], holder_name or given.get("name", "")).identifier
    row = RegisterEvent(
        designation=designation,
        number=len(before) + 1,
        kind=kind,
        holds_from=holds_from,
        changes=given,
        offices=_offices(designation, kind, given),
        document=document.strip(),
        reason=reason.strip(),
        corrects=corrects,
        other=other,
        recorded_by=account,
        # Strictly later than what is on record, whatever the machine's clock does: an answer never changes.
        recorded_at=max([timezone.now(), *(one.recorded_at + timedelta(microseconds=1) for one in before)]),
        **(signature(account) if account else {}),
    )
    check_event([as_event(one) for one in before], as_event(row))
    row.save(force_insert=True)
    write_lines(designation, [*before, row])
    tell_of_titles([row])
    return row


def record_designations(designations: Sequence[Designation], *, account: Account | None) -> None:
    """Record the first event of each title: that it was given, to whom, by which document; its line follows.

    In as many statements for ten thousand as for one.
    """
    for one in designations:
        _refuse_stranger(one, account)
    events = [_given(one, account) for one in designations]
    for event in events:
        if event.holds_from is not None and event.holds_from > clock.today():
            raise BadInput(say("变更的日期不能晚于今天"), field="holds_from")
        _check_texts({**event.changes, "document": event.document})
        check_event([], as_event(event))
    RegisterEvent.objects.bulk_create(events)
    holders = {one.organisation.identifier: one.organisation_id for one in designations}
    lines = (computed_lines(one, [event], holders) for one, event in zip(designations, events, strict=True))
    RegisterLine.objects.bulk_create(line for some in lines for line in some)
    tell_of_titles(events)


def _given(designation: Designation, account: Account | None) -> RegisterEvent:
    changes = {name: getattr(designation, name) for name in FACTS if name != "holder"}
    return RegisterEvent(
        designation=designation,
        number=1,
        kind="designated",
        holds_from=designation.designated_on,
        document=designation.document,
        changes={**changes, "holder": designation.organisation.identifier},
        offices=dict(designation.offices) if designation.in_charge else {},
        recorded_by=account,
        recorded_at=timezone.now(),
        **(signature(account) if account else {}),
    )


def write_lines(designation: Designation, rows: list[RegisterEvent] | None = None) -> int:
    """Compute the lines of a title from its events (those given are all of them); return how many there are."""
    events = list(designation.events.order_by("number")) if rows is None else rows
    lines = computed_lines(designation, events, holders_in(events))
    with transaction.atomic():
        RegisterLine.objects.filter(designation=designation).delete()
        RegisterLine.objects.bulk_create(lines)
    return len(lines)


def mend_lines() -> int:
    """Compute anew the lines of every title where they do not agree with its events; return of how many."""
    found = list(titles_whose_lines_differ())
    for designation in Designation.objects.filter(pk__in=found):
        write_lines(designation)
    return len(found)


def _refuse_stranger(designation: Designation, account: Account | None) -> None:
    if account is not None and not may_record_event(account, designation):
        raise Refused(say("名录的变更由主管部门登记"), code="office")


def _check_texts(texts: Mapping[str, str]) -> None:
    for field, text in texts.items():
        refuse_unstorable(text, field=field)
        most = LONGEST.get(field, 2000)
        if len(text) > most:
            raise BadInput(say("最多{most}个字", most=most), field=field)


def _holder(text: str, name: str) -> Organisation:
    code = normalised(text) if is_credit_code(normalised(text)) else None
    known = Organisation.objects.filter(identifier=code or text).first()
    if known is not None:
        return known
    if code is not None and not name:
        raise BadInput(say("系统里还没有这个单位，请写明它的名称"), field="holder_name")
    return Organisation.objects.create(
        identifier=code or text, credit_code=code, name=(name or text)[:200], created_at=timezone.now()
    )


def _offices(designation: Designation, kind: Kind, changes: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of the rows in charge after a change of place; as it was given for the designation itself."""
    key = changes.get("in_charge", "")
    if not key:
        return {}
    if kind == "designated" and key == designation.in_charge:
        return dict(designation.offices)
    call = call_of_programme(designation.programme, designation.authority)
    lists = {office.each for office in call.offices.values() if office.each} if call else set()
    if call is None or not any(key in call.lists[one].rows for one in lists):
        raise BadInput(say("没有“{key}”这个地区", key=key), field="in_charge")
    return offices_of_place(call, key)
