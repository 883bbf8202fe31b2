"""Offices as administrators keep them: opened, renamed, ended with a successor; nothing of them is lost."""

from datetime import date, timedelta

from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site import clock
from linxuan_site.actions.recording import reason, record
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, Office
from linxuan_site.permissions import extends, stands
from linxuan_site.queries.desks import kinds_of, open_cases
from linxuan_site.queries.succession import abandoned


@transaction.atomic
def open_office(
    *, authority: str, kind: str, key: str, name: str, valid_from: date | None, by: Account
) -> Office:
    """Open a desk of an authority; raises `BadInput` with the field that is wrong."""
    refuse_unstorable([authority, kind, key, name])
    authority, key = authority.strip(), key.strip()
    kinds = kinds_of(authority)
    if not kinds:
        raise BadInput(say("“{name}”没有发布过项目，不能开部门", name=authority[:60]), field="authority")
    if kind not in kinds:
        raise BadInput(say("请选择部门的类型"), field="kind")
    if kinds[kind].has_rows is (key == ""):
        told = say("请填写代码，如行政区划代码") if key == "" else say("这一类部门只有一个，没有代码")
        raise BadInput(told, field="key")
    if len(key) > 60:
        raise BadInput(say("代码最多60个字符"), field="key")
    # Two may open it at once; who comes second is told.
    office, new = Office.objects.get_or_create(
        authority=authority, kind=kind, key=key, defaults={"name": _name(name), "valid_from": valid_from}
    )
    if not new:
        raise BadInput(say("已有这个部门"), field="key")
    details = {"from": valid_from.isoformat()} if valid_from else {}
    record("office.opened", _subject(office), office.name, by=by, details=details)
    return office


@transaction.atomic
def rename_office(office_id: int, name: str, *, why: str, by: Account) -> Office:
    """Give an office another name; what it was called stays in the record."""
    office = Office.objects.select_for_update().get(pk=office_id)
    refuse_unstorable([name, why])
    new, told = _name(name), reason(why)
    if new == office.name:
        raise BadInput(say("它现在就叫这个名字"), field="name")
    details = {"before": office.name, "after": new}
    office.name = new
    office.save(update_fields=["name"])
    record("office.renamed", _subject(office), new, by=by, why=told, details=details)
    return office


@transaction.atomic
def end_office(office_id: int, last_day: date, *, successor_id: int | None, why: str, by: Account) -> Office:
    """Let an office act up to a day, and its successor take over what is open then.

    Raises `Refused` where cases would be left without anybody.
    """
    # One order for all: two who end each other's offices queue.
    ids = sorted(filter(None, (office_id, successor_id)))
    rows = {one.pk: one for one in Office.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    office, told = rows[office_id], reason(why)
    refuse_unstorable(why)
    successor = _successor(office, rows.get(successor_id or 0), last_day)
    if last_day < clock.today():
        raise BadInput(say("不能早于今天：已经办理的不能变成无效"), field="last_day")
    if office.valid_from and last_day < office.valid_from:
        raise BadInput(say("不能早于它开始的日子"), field="last_day")
    if office.valid_until is not None and not stands(office):
        raise Refused(say("它已经结束"), code="office")
    if successor is None and (count := open_cases(office).total):
        told_why = say("还有 {count} 件没有办完，请选择由哪个部门接着办", count=count)
        raise BadInput(told_why, field="successor")
    office.valid_until, office.successor = last_day, successor
    office.save(update_fields=["valid_until", "successor"])
    details = {"until": last_day.isoformat(), "successor": successor.name if successor else ""}
    record("office.ended", _subject(office), office.name, by=by, why=told, details=details)
    return office


@transaction.atomic
def keep_office(office_id: int, *, why: str, by: Account) -> Office:
    """Take back an end that is still to come."""
    office = Office.objects.select_for_update().get(pk=office_id)
    told = reason(why)
    refuse_unstorable(why)
    if office.valid_until is None:
        raise Refused(say("没有给它定过结束的日子"), code="office")
    if office.valid_until < clock.today():
        raise Refused(say("它已经结束，要再用请另开一个部门"), code="office")
    details = {"was_until": office.valid_until.isoformat()}
    office.valid_until = office.successor = None
    office.save(update_fields=["valid_until", "successor"])
    record("office.kept", _subject(office), office.name, by=by, why=told, details=details)
    return office


@transaction.atomic
def hand_on(office_id: int, *, successor_id: int | None, why: str, by: Account) -> Office:
    """Give the cases of an office that ended without a successor, and those still to come, to another one.

    By the authority's central office, or an administrator; returns who has them now. Raises `Refused` for
    anybody else, and where somebody acts for them already.
    """
    ids = sorted(filter(None, (office_id, successor_id)))
    rows = {one.pk: one for one in Office.objects.select_for_update().filter(pk__in=ids).order_by("pk")}
    office = rows[office_id]
    if not (by.is_administrator or extends(by, office.authority)):
        raise Refused(say("由{authority}交给别的部门", authority=office.authority), code="office")
    refuse_unstorable(why)
    if office not in abandoned(office.authority):
        raise Refused(say("{name}的申报已有部门接办", name=office.name), code="office")
    successor = rows.get(successor_id or 0)
    if successor is None:
        raise BadInput(say("请选择由哪个部门接着办"), field="successor")
    told, today = reason(why), clock.today()
    office.successor = _successor(office, successor, today - timedelta(days=1))
    office.save(update_fields=["successor"])
    after = say("由{name}接着办", name=successor.name)
    record("office.handed_on", _subject(office), office.name, by=by, why=told, details={"after": after})
    return successor


def _successor(office: Office, successor: Office | None, last_day: date) -> Office | None:
    if successor is None:
        return None
    if successor.pk == office.pk or (successor.authority, successor.kind) != (office.authority, office.kind):
        raise BadInput(say("接办的要是同一主管部门的同类部门"), field="successor")
    next_day = last_day + timedelta(days=1)
    ends_before = successor.valid_until is not None and successor.valid_until < next_day
    begins_after = successor.valid_from is not None and successor.valid_from > next_day
    if ends_before or begins_after:
        told = say("{name}在 {day} 不办理，不能接办", name=successor.name, day=next_day)
        raise BadInput(told, field="successor")
    return successor


def _name(name: str) -> str:
    found = " ".join(name.split())
    if not found:
        raise BadInput(say("请填写名称"), field="name")
    if len(found) > 200:
        raise BadInput(say("名称最多200字"), field="name")
    return found


def _subject(office: Office) -> str:
    return f"office:{office.pk}"
