"""Objections come in while names are published, and the publishing office brings each to an outcome."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.rules import figures
from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.files import Upload, look_first, store
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import (
    Account,
    Objection,
    ObjectionFile,
    ObjectionStep,
    Publicity,
    PublicityEntry,
    Step,
)
from linxuan_site.models.objections import (
    ACCEPTED,
    ASKED,
    CORRECTED,
    FILED,
    OPEN,
    PERSON,
    REJECTED,
    SUPPLEMENTED,
    UNFOUNDED,
    UNIT,
    UPHELD,
)
from linxuan_site.permissions import may_read_objection, publishes
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.delegations import signature, signed_name
from linxuan_site.queries.objections import objection_by_receipt, plain_contact

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
NUMBER_LENGTH = 12
LONGEST_TEXT = 5000
MOST_FILES = 5
MOST_FROM_ONE_PLACE = 10
"""Objections from one place within an hour."""
MOST_OF_ONE_CONTACT = 5
"""Open objections of one contact to one publicity."""
SIGNATURES = {UNIT: "unit_seal", PERSON: "hand"}
NEEDS_TEXT = (ASKED, REJECTED, UNFOUNDED, CORRECTED, UPHELD)


@dataclass(frozen=True)
class NewObjection:
    """What somebody typed to object. `entry` is the id of the name in the publicity that it is about."""

    kind: str
    name: str
    contact: str
    entry: int | None
    text: str
    key: str
    statement: Upload | None = None
    evidence: Sequence[Upload] = ()


def file_objection(call: str, wish: NewObjection, *, sender: str) -> Objection:
    """Take an objection to a name that stands published today; the same form sent twice is one objection.

    Raises `BadInput` for what is missing, and `Refused` where nothing is published or too many came.
    """
    _look_at_files(wish)
    return _filed(call, wish, sender=sender)


def enter_objection(
    call: str, wish: NewObjection, *, received_on: date | None, account: Account
) -> Objection:
    """Enter an objection that came in writing on a day of the publicity, also after its last day while it is not closed.

    It is an objection as any other, with a receipt to hand out; its first step names the officer. Raises what
    `file_objection` does, but counts nobody's, and `Refused` for an office that did not publish.
    """
    if not publishes(account, current_call(call).authority):
        raise Refused(say("异议由公示的部门登记"), code="office")
    if received_on is None or received_on > clock.today():
        raise BadInput(say("请填写收到的日子，不能晚于今天"), field="received_on")
    _look_at_files(wish)
    return _filed(call, wish, received_on=received_on, by=account)


def _look_at_files(wish: NewObjection) -> None:
    if wish.statement is not None:
        look_first(wish.statement, field="statement")
    for file in wish.evidence[:MOST_FILES]:
        look_first(file, field="evidence")


@transaction.atomic
def _filed(
    call: str,
    wish: NewObjection,
    *,
    sender: str = "",
    received_on: date | None = None,
    by: Account | None = None,
) -> Objection:
    typed = (wish.kind, wish.name, wish.contact, wish.text, wish.key)
    refuse_unstorable(typed)
    before = Objection.objects.filter(key=wish.key).first()
    if before is not None:
        return before
    entry = _entry(call, wish, received_on)
    _refuse_incomplete(entry.publicity, wish)
    if by is None:
        _refuse_too_many(entry.publicity, wish.contact, sender)
    objection = Objection.objects.create(
        received_on=received_on,
        publicity=entry.publicity,
        entry=entry,
        number="".join(secrets.choice(SIGNS) for _ in range(NUMBER_LENGTH)),
        key=wish.key,
        sender=sender,
        kind=wish.kind,
        name=wish.name.strip(),
        contact=wish.contact.strip(),
        text=wish.text.strip(),
        filed_at=clock.now(),
    )
    if wish.statement is not None:
        _keep(objection, wish.statement, "statement", statement=True)
    for file in wish.evidence:
        _keep(objection, file, "evidence")
    _write(objection, FILED, by=by)
    return objection


@transaction.atomic
def supplement_objection(
    number: str, contact: str, text: str, evidence: Sequence[Upload] = ()
) -> ObjectionStep:
    """Add what the office asked for, with the receipt; raises `Refused` where nothing was asked."""
    refuse_unstorable((number, contact, text))
    found = objection_by_receipt(number, contact)
    if found is None:
        raise Refused(say("没有这个回执号，或联系方式与提出时填的不一致"), code="unknown")
    objection = _locked(found.objection.pk)
    if _state(objection) != ASKED:
        raise Refused(say("这件异议现在不需要补充材料"), code="objection")
    _refuse_long(text, field="text")
    if len(evidence) > MOST_FILES:
        raise BadInput(say("一次最多交 {most} 个文件", most=MOST_FILES), field="evidence")
    for file in evidence:
        _keep(objection, file, "evidence")
    return _write(objection, SUPPLEMENTED, text)


@transaction.atomic
def handle_objection(
    objection_id: int,
    state: str,
    *,
    account: Account,
    text: str = "",
    removal: str = "",
    seen: int | None = None,
) -> ObjectionStep:
    """Take an objection one step further, or to its outcome, or raise `Refused` and change nothing.

    `removal` is the programme's act by which an upheld objection takes the entity off the list; it is
    carried out as any other. `seen` is the number of steps that the person saw.
    """
    refuse_unstorable((state, text, removal))
    objection = _locked(objection_id)
    if not may_read_objection(account, objection):
        raise Refused(say("异议由公示的部门办理"), code="office")
    _refuse_overtaken(objection, seen)
    _refuse_step(objection, state, text)
    step = _removed(objection, removal, text, account) if state == UPHELD else None
    return _write(objection, state, text, by=account, removal=step)


def _entry(call: str, wish: NewObjection, received_on: date | None) -> PublicityEntry:
    day = received_on or clock.today()
    # Locked, so that nobody closes the publicity while an objection comes in.
    running = Publicity.objects.select_for_update().filter(
        call=call, closed_at=None, opens_on__lte=day, closes_on__gte=day
    )
    if not list(running):
        if received_on:
            told = say("{day}不在公示期内，或公示已经结束", day=figures.day(received_on))
            raise BadInput(told, field="received_on")
        raise Refused(say("现在没有公示，不接收异议"), code="publicity")
    names = PublicityEntry.objects.select_related("publicity").filter(publicity__in=list(running))
    entry = names.filter(pk=wish.entry or 0).first()
    if entry is None:
        raise BadInput(say("请选择对哪一家有异议"), field="entry")
    return entry


def _refuse_incomplete(publicity: Publicity, wish: NewObjection) -> None:
    terms = _terms(publicity)
    if wish.kind not in SIGNATURES:
        raise BadInput(say("请选择以单位还是个人提出"), field="kind")
    if terms.get("named", True) and not wish.name.strip():
        raise BadInput(say("请填写真实姓名或单位名称，匿名的不受理"), field="name")
    if len(plain_contact(wish.contact)) < 6:
        raise BadInput(say("请填写能联系到您的电话或电子邮箱"), field="contact")
    _refuse_long(wish.text, field="text")
    signed = terms.get("signed")
    if isinstance(signed, list | tuple) and SIGNATURES[wish.kind] in signed and wish.statement is None:
        told = say("请上传盖了公章的异议书") if wish.kind == UNIT else say("请上传亲笔签名的异议书")
        raise BadInput(told, field="statement")
    if not wish.evidence:
        raise BadInput(say("请上传证据，没有证据的不受理"), field="evidence")
    if len(wish.evidence) > MOST_FILES:
        raise BadInput(say("一次最多交 {most} 个文件", most=MOST_FILES), field="evidence")


def _terms(publicity: Publicity) -> Any:
    stage = definition_of(current_call(publicity.call)).stages.get(publicity.stage)
    return stage.publicity.objections if stage and stage.publicity else {}


def _refuse_long(text: str, *, field: str) -> None:
    if not text.strip():
        raise BadInput(say("请写明事实和理由"), field=field)
    if len(text) > LONGEST_TEXT:
        raise BadInput(say("最多写 {most} 字，更多的请作为文件上传", most=LONGEST_TEXT), field=field)


def _refuse_too_many(publicity: Publicity, contact: str, sender: str) -> None:
    lately = Objection.objects.filter(sender=sender, filed_at__gt=clock.now() - timedelta(hours=1))
    if lately.count() >= MOST_FROM_ONE_PLACE:
        raise Refused(say("这里提出的异议太多，请一小时后再试，或与公示的部门联系"), code="often")
    own = Objection.objects.filter(publicity=publicity).values_list("contact", flat=True)
    if sum(plain_contact(one) == plain_contact(contact) for one in own) >= MOST_OF_ONE_CONTACT:
        raise Refused(
            say("这个联系方式已提出 {most} 件异议，请与公示的部门联系", most=MOST_OF_ONE_CONTACT),
            code="often",
        )


def _locked(objection_id: int) -> Objection:
    rows = Objection.objects.select_for_update(of=("self",)).select_related(
        "publicity__opened_by", "entry__application"
    )
    return rows.get(pk=objection_id)


def _state(objection: Objection) -> str:
    return ObjectionStep.objects.filter(objection=objection).latest("position").state


def _refuse_overtaken(objection: Objection, seen: int | None) -> None:
    steps = objection.steps.select_related("by").order_by("position")
    if seen is None or steps.count() <= seen:
        return
    last = steps.last()
    who = signed_name(last.by, last) if last is not None and last.by else say("异议人")
    raise Refused(
        say("{who}刚刚办理了这件异议，您的操作没有执行。您写的内容还在，可以复制。", who=who),
        code="overtaken",
    )


def _refuse_step(objection: Objection, state: str, text: str) -> None:
    now = _state(objection)
    if now not in OPEN:
        raise Refused(say("这件异议已经办结"), code="objection")
    if state not in (ACCEPTED, *NEEDS_TEXT) or (state == ACCEPTED and now == ACCEPTED):
        raise Refused(say("这一步现在不能办理"), code="objection")
    if state in NEEDS_TEXT and not text.strip():
        raise BadInput(say("请写明理由"), field="text")
    if len(text) > LONGEST_TEXT:
        raise BadInput(say("最多写 {most} 字", most=LONGEST_TEXT), field="text")
    told = text.casefold()
    if (objection.name and objection.name.casefold() in told) or objection.contact.casefold() in told:
        raise BadInput(say("这里写的可能给申报主体看到，不能出现异议人的姓名、名称或联系方式"), field="text")


def _removed(objection: Objection, action: str, text: str, account: Account) -> Step:
    if not action:
        raise BadInput(say("请选择怎样移出名单"), field="removal")
    application = objection.entry.application
    return move_application(application.pk, Act(action, opinion=text.strip()), account=account)


def _keep(objection: Objection, file: Upload, field: str, *, statement: bool = False) -> None:
    stored = store(file, field=field)
    ObjectionFile.objects.create(
        objection=objection,
        statement=statement,
        name=stored.name,
        content_type=stored.content_type,
        size=stored.size,
        digest=stored.digest,
        came_at=clock.now(),
    )


def _write(
    objection: Objection,
    state: str,
    text: str = "",
    *,
    by: Account | None = None,
    removal: Step | None = None,
) -> ObjectionStep:
    return ObjectionStep.objects.create(
        objection=objection,
        position=objection.steps.count() + 1,
        state=state,
        text=text.strip(),
        removal=removal,
        by=by,
        at=clock.now(),
        **(signature(by) if by else {}),
    )
