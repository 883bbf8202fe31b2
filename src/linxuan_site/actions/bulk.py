"""One act on many applications: rehearsed first, then confirmed, then each carried out by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Action, Call
from linxuan.selection import Entry, in_order
from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.rehearsing import QuotaEffect, taken_back
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Application, BulkAct, BulkRow
from linxuan_site.permissions import may_read_application, office_of
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.delegations import signature
from linxuan_site.queries.desk_rows import newest_placement

MOST = 200
"""So many applications at a time: a list that a person can still read before confirming it."""


@dataclass(frozen=True)
class RehearsedRow:
    """What the act would do to one application: lead to a stage, or be refused by a clause."""

    application: Application
    seen: int
    target: str = ""
    refusal: str = ""
    clause: str = ""


@dataclass(frozen=True)
class Rehearsal:
    """What an act would do to many."""

    rows: Sequence[RehearsedRow]
    quotas: Sequence[QuotaEffect] = ()
    told: Sequence[str] = field(default=())
    """The addresses that would get a message."""

    @property
    def possible(self) -> Sequence[RehearsedRow]:
        """Those that it would be carried out on."""
        return [one for one in self.rows if not one.refusal]

    @property
    def refused(self) -> Sequence[RehearsedRow]:
        """Those that it would be refused for."""
        return [one for one in self.rows if one.refusal]


def rehearse(call: str, act: Act, ids: Sequence[int], *, account: Account) -> Rehearsal:
    """Carry out an act on each of these, note what happened, and take everything back.

    What is told is what would be done: quotas fill up in the order of scores and ranks, as they would then.
    """
    refuse_unstorable([*vars(act).values()])
    applications = _as_placed(_applications(call, ids, account), act, account)
    with taken_back(call) as effects:
        rows = [_rehearsed(one, act, account) for one in applications]
    return Rehearsal(rows, effects.quotas, effects.told)


def confirm_bulk(call: str, act: Act, seen: Mapping[int, int], *, account: Account, key: str) -> BulkAct:
    """Note what was confirmed: the act and its applications with the steps seen; sent twice it is one."""
    refuse_unstorable([*vars(act).values(), key])
    if not key or len(key) > 40:
        raise BadInput(say("请从预览页确认"))
    applications = _as_placed(_applications(call, list(seen), account), act, account)
    try:
        with transaction.atomic():
            bulk = BulkAct.objects.create(
                call=call,
                key=key,
                action=act.action,
                typed=_typed(act),
                confirmed_by=account,
                confirmed_at=clock.now(),
                **signature(account),
            )
            BulkRow.objects.bulk_create(
                BulkRow(bulk=bulk, application=one, place=place, seen=seen[one.pk])
                for place, one in enumerate(applications, start=1)
            )
    except IntegrityError:
        bulk = BulkAct.objects.get(key=key)
        if bulk.confirmed_by_id != account.pk:
            raise Refused(say("请从预览页确认"), code="office") from None
    return bulk


def carry_on(bulk_id: int, *, account: Account) -> BulkAct:
    """Carry out what a bulk act has not come to yet, each in a transaction of its own."""
    bulk = BulkAct.objects.get(pk=bulk_id)
    if bulk.confirmed_by_id != account.pk:
        raise Refused(say("由确认的人继续办理"), code="office")
    for row_id in bulk.rows.filter(step=None, refusal="").values_list("pk", flat=True):
        _carry_out(row_id, bulk, account)
    return bulk


def _carry_out(row_id: int, bulk: BulkAct, account: Account) -> None:
    try:
        with transaction.atomic():
            row = (
                BulkRow.objects.select_for_update(of=("self",))
                .select_related("application__published_call")
                .get(pk=row_id)
            )
            if row.step_id is not None or row.refusal:
                return
            act = _act_for(row.application, _read(bulk))
            row.step = move_application(row.application_id, act, account=account, seen=row.seen)
            row.save(update_fields=["step"])
    except (Refused, BadInput) as fault:
        told, clause = _told(fault)
        own = BulkRow.objects.filter(pk=row_id, step=None, refusal="")
        own.update(refusal=told, clause=clause[:60])


def _rehearsed(application: Application, act: Act, account: Account) -> RehearsedRow:
    seen = application.steps.count()
    try:
        with transaction.atomic():
            own = _act_for(application, act)
            step = move_application(application.pk, own, account=account, seen=seen)
    except (Refused, BadInput) as fault:
        told, clause = _told(fault)
        return RehearsedRow(application, seen, refusal=told, clause=clause)
    call = definition_of(application.published_call)
    return RehearsedRow(application, seen, target=call.stages[step.target].name)


def _told(fault: Refused | BadInput) -> tuple[str, str]:
    if isinstance(fault, BadInput):
        return fault.problem, ""
    if fault.code == "need:reason" and fault.element:
        return say("{reason}要逐件写理由，请到这一件里办理。", reason=fault.reason), fault.clause
    return fault.reason, fault.clause


def _act_for(application: Application, act: Act) -> Act:
    """What is received are the papers of the application's own procedure."""
    call = definition_of(application.published_call)
    action = call.actions.get(act.action)
    if action is None or action.kind != "receive":
        return act
    papers = [one for one in lookup.papers_of(call, application.procedure) if one.id in action.papers]
    copies = act.copies or max((one.copies for one in papers), default=1)
    return Act(
        act.action,
        opinion=act.opinion,
        reason=act.reason,
        document=act.document,
        papers=tuple(one.id for one in papers),
        received_on=act.received_on,
        copies=copies,
    )


def _applications(call: str, ids: Sequence[int], account: Account) -> list[Application]:
    if not ids:
        raise BadInput(say("请先选择要办理的申报"))
    if len(ids) > MOST:
        raise BadInput(say("一次最多办理 {most} 件，您选了 {count} 件", most=MOST, count=len(ids)))
    rows = Application.objects.filter(call=call, pk__in=ids)
    rows = rows.select_related("published_call", "organisation").defer("published_call__files")
    rows = rows.prefetch_related("placements")
    found = {one.pk: one for one in rows if may_read_application(account, one)}
    if len(found) < len(set(ids)):
        raise Refused(say("有的申报不在您的职责范围内"), code="office")
    return [found[one] for one in dict.fromkeys(ids)]


def _as_placed(applications: list[Application], act: Act, account: Account) -> list[Application]:
    """Where places are taken the better go first, so that no list's order gives them away."""
    first = definition_of(applications[0].published_call)
    if not any(quota.at == act.action for quota in first.quotas.values()):
        return applications
    by_id = {str(one.pk): one for one in applications}
    office = office_of(account).kind
    groups: dict[tuple[str, str], list[Entry]] = {}
    for one in applications:
        placed = newest_placement(one, office)
        score, rank = (placed.score, placed.rank) if placed else (None, None)
        entry = Entry(str(one.pk), one.procedure, one.category, score=score, rank=rank)
        groups.setdefault((one.procedure, one.category), []).append(entry)
    ordered = [by_id.pop(one.id) for group in groups.values() for one in in_order(group)]
    return [*ordered, *by_id.values()]


def _typed(act: Act) -> dict[str, Any]:
    typed = {"opinion": act.opinion, "reason": act.reason, "document": act.document, "copies": act.copies}
    return typed | {"received_on": act.received_on.isoformat() if act.received_on else ""}


def _read(bulk: BulkAct) -> Act:
    typed = bulk.typed
    received = typed.get("received_on")
    return Act(
        bulk.action,
        opinion=typed.get("opinion", ""),
        reason=typed.get("reason", ""),
        document=typed.get("document", ""),
        received_on=date.fromisoformat(received) if received else None,
        copies=typed.get("copies"),
    )


def actions_for_many(call: Call, kinds: set[str]) -> list[Action]:
    """Return the actions of offices that can be carried out on many: those that need no file and no grade."""
    return [
        one
        for one in call.actions.values()
        if kinds & {*one.by, *one.jointly}
        and one.kind not in ("grade", "hand_in", "lodge", "submit", "enter")
    ]
