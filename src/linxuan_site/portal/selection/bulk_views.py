"""One act on many applications: a preview of what would happen, a list to confirm, what came of each."""

import secrets
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Action, Call
from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.bulk import (
    MOST,
    Rehearsal,
    actions_for_many,
    carry_on,
    confirm_bulk,
    rehearse,
)
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.acting import posted_act
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.office.acts import AGAINST
from linxuan_site.portal.office.confirm_page import shown_effects
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.bulk import bulk_of
from linxuan_site.queries.desk_rows import kinds_recorded_by
from linxuan_site.queries.listing import Sought, every_row


@dataclass(frozen=True)
class Asked:
    """An input that is typed once for all: `widget` is `area`, `line`, `day` or `count`."""

    name: str
    label: str
    widget: str
    value: str
    required: bool
    help: str = ""


@require_POST
@guarded(is_central_officer)
def bulk_preview(request: HttpRequest, call: str) -> HttpResponse:
    """Show what an act would do to each that was chosen, and ask to confirm it."""
    return _preview(request, own_call(request, call))


@require_POST
@guarded(is_central_officer)
def bulk_confirm(request: HttpRequest, call: str) -> HttpResponse:
    """Carry out what was confirmed, each application by itself; sent twice it is done once."""
    definition, account = own_call(request, call), signed_in(request.user)
    action = _action(request, definition)
    if request.POST.get("confirmed") != "1":
        fault = Fault(_("请勾选“我已核对”，再办理。"), target="confirmed", code="input")
        return _preview(request, definition, fault)
    seen = {one: _number(request.POST.get(f"seen-{one}", "")) for one in _chosen(request, definition)}

    def confirmed() -> Any:
        act = posted_act(request, action.id)
        bulk = confirm_bulk(call, act, seen, account=account, key=request.POST.get("key", ""))
        return carry_on(bulk.pk, account=account)

    done = attempt(confirmed)
    if isinstance(done, Fault):
        return _preview(request, definition, done)
    return redirect("bulk", call, done.pk)


@require_GET
@guarded(is_central_officer)
def bulk(request: HttpRequest, call: str, bulk_id: int) -> HttpResponse:
    """Show what came of each application of a bulk act."""
    return _result(request, own_call(request, call), bulk_id)


@require_POST
@guarded(is_central_officer)
def bulk_carry_on(request: HttpRequest, call: str, bulk_id: int) -> HttpResponse:
    """Go on with what a bulk act has not come to yet."""
    definition, account = own_call(request, call), signed_in(request.user)
    if bulk_of(account, call, bulk_id) is None:
        raise Http404
    done = attempt(lambda: carry_on(bulk_id, account=account))
    if isinstance(done, Fault):
        return _result(request, definition, bulk_id, done)
    return redirect("bulk", call, bulk_id)


def _preview(request: HttpRequest, call: Call, *faults: Fault) -> HttpResponse:
    action, chosen = _action(request, call), _chosen(request, call)
    act = attempt(lambda: posted_act(request, action.id))
    if isinstance(act, Fault):
        faults, act = (*faults, act), Act(action.id)
    if action.kind == "receive" and act.received_on is None:
        act = Act(**{**vars(act), "received_on": clock.today()})
    found = attempt(lambda: rehearse(call.id, act, chosen, account=signed_in(request.user)))
    if isinstance(found, Fault):
        faults, found = (*faults, found), Rehearsal([])
    page = {
        "call": call,
        "action": action,
        "against": action.kind in AGAINST,
        "rehearsal": found,
        "quotas": shown_effects(call, found.quotas),
        "asked": list(_asked(action, act)),
        "chosen": chosen,
        "key": request.POST.get("key") or secrets.token_hex(16),
    }
    return show(request, "selection/bulk_preview.html", page, faults=faults)


def _result(request: HttpRequest, call: Call, bulk_id: int, *faults: Fault) -> HttpResponse:
    found = bulk_of(signed_in(request.user), call.id, bulk_id)
    if found is None:
        raise Http404
    rows = list(found.rows.all())
    page = {
        "call": call,
        "bulk": found,
        "action": call.actions.get(found.action),
        "done": [one for one in rows if one.step_id],
        "refused": [one for one in rows if one.refusal],
        "waiting": [one for one in rows if not one.step_id and not one.refusal],
    }
    return show(request, "selection/bulk.html", page, faults=faults)


def _action(request: HttpRequest, call: Call) -> Action:
    wanted = request.POST.get("action", "")
    for one in actions_for_many(call, kinds_recorded_by(call, signed_in(request.user))):
        if one.id == wanted:
            return one
    raise Http404


def _chosen(request: HttpRequest, call: Call) -> list[int]:
    """The applications chosen: boxes ticked, or all that the list shows, up to one more than may be."""
    if request.POST.get("all") == "1":
        rows = every_row(signed_in(request.user), call, Sought.read(request.POST))
        return [row.application.pk for _place, row in zip(range(MOST + 1), rows, strict=False)]
    return [_number(one) for one in dict.fromkeys(request.POST.getlist("chosen"))]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0


def _asked(action: Action, act: Act) -> Any:
    against = action.kind in AGAINST
    if "opinion" in action.needs or against:
        told = _("每一件写同一段话，申报主体会看到。")
        yield Asked("opinion", _("意见"), "area", act.opinion, "opinion" in action.needs, told)
    if "reason" in action.needs or action.kind == "nominate":
        required = "reason" in action.needs
        told = "" if required else _("名额线上有并列时必须写。")
        yield Asked("reason", _("理由"), "area", act.reason, required, told)
    if "document" in action.needs:
        yield Asked("document", _("依据的文件（名称、文号、日期）"), "line", act.document, True)
    if action.kind == "receive":
        received = act.received_on.isoformat() if act.received_on else ""
        yield Asked(
            "received_on", _("收到的日子"), "day", received, True, _("收到的那一天算数，可以补登记。")
        )
        told = _("不填就是规定的份数。")
        yield Asked("copies", _("份数"), "count", str(act.copies or ""), False, told)
