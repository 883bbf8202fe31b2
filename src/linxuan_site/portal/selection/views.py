"""The board of the selecting office: its quota lines, the order within a line, the publicity."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.moving import move_in_line
from linxuan_site.actions.placements import place_all
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.permissions import guarded, is_central_officer, office_of, selects, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.office.acts import SURE
from linxuan_site.portal.selection.board_page import board_page, order_page
from linxuan_site.portal.selection.calendar import calendar_of
from linxuan_site.portal.selection.forms import typed_places
from linxuan_site.portal.selection.order_rows import drawn_rows, query_of
from linxuan_site.queries.board import Board, board_of, published_before, standing_at
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.order import QuotaLine, lines_at, part_of_order

NOTHING_TYPED: Mapping[str, str] = {"reason": ""}


@require_GET
@guarded(is_central_officer)
def board(request: HttpRequest, call: str) -> HttpResponse:
    """Show every quota line, what is stuck, the districts side by side, and the publicities."""
    return show(request, "selection/board.html", board_page(_board(request, call)))


@require_GET
@guarded(is_central_officer)
def order(request: HttpRequest, call: str, quota: str) -> HttpResponse:
    """Show the order within one quota line, and where the line falls."""
    return _order(request, call, quota)


@require_POST
@guarded(is_central_officer)
def scores(request: HttpRequest, call: str, quota: str) -> HttpResponse:
    """Record the scores and ranks that changed in one line, all or none; or turn to other places of it.

    One turns by a button of the same form, so that nothing typed and not recorded yet is lost.
    """
    line, account = _line(request, _selecting(request, call), quota), signed_in(request.user)
    changed, faults = typed_places(line.ranked, request.POST)
    if "turn" in request.POST:
        if changed or faults:
            faults = faults or [
                Fault(_("您填的分值或名次还没有记录，请先记录，再看别的位次。"), code="input")
            ]
            return _order(request, call, quota, *faults, typed=request.POST)
        return redirect(_address(call, line, _number(request.POST["turn"])))
    if not faults and changed:
        reason = request.POST.get("reason", "")
        done = attempt(lambda: place_all(changed, account=account, reason=reason))
        faults = [done] if isinstance(done, Fault) else []
    if faults:
        return _order(request, call, quota, *faults, typed=request.POST)
    messages.success(request, _("已记录 %(count)d 处变动。") % {"count": len(changed)})
    return redirect(_address(call, line, _number(request.GET.get("at", ""))))


@require_POST
@guarded(is_central_officer)
def move(request: HttpRequest, call: str, quota: str, application_id: int) -> HttpResponse:
    """Move one application to another place of its line: by a button, or by the drop of a drag."""
    line, account = _line(request, _selecting(request, call), quota), signed_in(request.user)
    changed, faults = typed_places(line.ranked, request.POST)
    if changed or faults:
        faults = faults or [Fault(_("您填的分值或名次还没有记录，请先记录，再移动。"), code="input")]
        return _order(request, call, quota, *faults, typed=request.POST)
    to, seen = _number(request.POST.get("to", "")), _number(request.POST.get(f"seen-{application_id}", ""))
    reason = request.POST.get("reason", "")
    done = attempt(
        lambda: move_in_line(line, application_id, to, account=account, reason=reason, seen=seen or None)
    )
    if isinstance(done, Fault):
        if done.target == "id_reason":
            done = replace(done, target="reason")
        return _order(request, call, quota, done, typed=request.POST)
    messages.success(request, _("已移到第 %(place)d 位。") % {"place": to})
    return redirect(_address(call, line, to))


@require_GET
@guarded(is_central_officer)
def publicity_preview(request: HttpRequest, call: str, stage: str) -> HttpResponse:
    """Show whose names would be published, and for which days, before anything is."""
    return _publicity_preview(request, call, stage)


@require_POST
@guarded(is_central_officer)
def publicity_open(request: HttpRequest, call: str, stage: str) -> HttpResponse:
    """Publish the names at a stage, as they were seen, for the period of the programme."""
    _selecting(request, call)
    account, names = signed_in(request.user), request.POST.getlist("name")
    seen = [_number(one) for one in names] if names else None
    again = request.POST.get("again") == "1"
    opened = attempt(lambda: open_publicity(call, stage, account=account, seen=seen, again=again))
    if isinstance(opened, Fault):
        return _publicity_preview(request, call, stage, opened)
    messages.success(
        request, _("公示已开始，到 %(day)s 24:00 为止。") % {"day": opened.closes_on.isoformat()}
    )
    return redirect("board", call)


@require_POST
@guarded(is_central_officer)
def publicity_close(request: HttpRequest, call: str, publicity_id: int) -> HttpResponse:
    """Close a publicity after its last day, once that is confirmed on a page of its own."""
    board, account = _board(request, call), signed_in(request.user)
    publicity = next((one for one in board.publicities if one.pk == publicity_id), None)
    if publicity is None:
        raise Http404
    if "back" in request.POST:
        return redirect("board", call)
    could = clock.today() > publicity.closes_on and not board.open_objections[publicity.stage]
    if could and request.POST.get(SURE) != "1":
        page = {"call": board.call, "publicity": publicity, "stage": board.call.stages[publicity.stage]}
        return show(request, "selection/publicity_close.html", page)
    closed = attempt(lambda: close_publicity(publicity_id, account=account))
    if isinstance(closed, Fault):
        return show(request, "selection/board.html", board_page(board), faults=[closed])
    messages.success(request, _("公示已结束。"))
    return redirect("board", call)


def _selecting(request: HttpRequest, call: str) -> Call:
    """Return the definition of a call that the reader's office selects for, or answer 404."""
    found, office = attempt(lambda: current_call(call)), office_of(request.user)
    if isinstance(found, Fault) or found.authority != office.authority:
        raise Http404
    definition = definition_of(found)
    if not selects(definition, office):
        raise Http404
    return definition


def _board(request: HttpRequest, call: str) -> Board:
    return board_of(signed_in(request.user), _selecting(request, call))


def _line(request: HttpRequest, call: Call, quota: str) -> QuotaLine:
    """The line of a quota; of one that is counted apart the line of `?key=`, else the first."""
    if quota not in call.quotas:
        raise Http404
    lines = lines_at(signed_in(request.user), call, call.quotas[quota])
    wanted = [one for one in lines if one.key == request.GET.get("key", "")]
    if not lines:
        raise Http404
    return (wanted or lines)[0]


def _publicity_preview(request: HttpRequest, call: str, stage: str, *faults: Fault) -> HttpResponse:
    definition = _selecting(request, call)
    terms = definition.stages[stage].publicity if stage in definition.stages else None
    again = (request.POST or request.GET).get("again") == "1"
    standing = standing_at(signed_in(request.user), definition, stage) if terms else []
    before = published_before(standing, stage)
    page: dict[str, object] = {
        "call": definition,
        "stage": definition.stages.get(stage),
        "names": [one for one in standing if again or one.pk not in before],
        "before": [one for one in standing if one.pk in before],
        "again": again,
        "calendar": calendar_of(terms, clock.today()) if terms else None,
    }
    return show(request, "selection/publicity_preview.html", page, faults=faults)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0


def _address(call: str, line: QuotaLine, at: int) -> str:
    return reverse("order", args=[call, line.quota.id]) + query_of(line, at)


def _order(
    request: HttpRequest, call: str, quota: str, *faults: Fault, typed: Mapping[str, str] = NOTHING_TYPED
) -> HttpResponse:
    definition = _selecting(request, call)
    if quota not in definition.quotas:
        raise Http404
    account, key, at = signed_in(request.user), request.GET.get("key", ""), request.GET.get("at", "")
    part = part_of_order(account, definition, definition.quotas[quota], key, _number(at))
    if part is None:
        raise Http404
    page = order_page(definition, part) | {"typed": typed, "rows": drawn_rows(definition, part, typed)}
    return show(request, "selection/order.html", page, faults=faults)
