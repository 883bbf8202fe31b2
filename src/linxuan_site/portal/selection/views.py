"""The board of the selecting office: its quota lines, the order within a line, the publicity."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Call
from linxuan.workflow import Act
from linxuan_site import clock
from linxuan_site.actions.applications import move_application
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import close_publicity, open_publicity
from linxuan_site.permissions import guarded, is_central_officer, selects
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.deadlines import banner
from linxuan_site.portal.selection.forms import TypedPlace, typed_places
from linxuan_site.queries.board import Board, board_of
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.order import QuotaLine


@require_GET
@guarded(is_central_officer)
def board(request: HttpRequest, call: str) -> HttpResponse:
    """Show every quota line, the districts side by side, and the publicities."""
    return show(request, "selection/board.html", _page(_board(request, call)))


@require_GET
@guarded(is_central_officer)
def order(request: HttpRequest, call: str, quota: str) -> HttpResponse:
    """Show the order within one quota line, and where the line falls."""
    board = _board(request, call)
    return show(request, "selection/order.html", _order_page(board, _line(board, quota)))


@require_POST
@guarded(is_central_officer)
def scores(request: HttpRequest, call: str, quota: str) -> HttpResponse:
    """Record the scores and ranks that changed in one line."""
    board = _board(request, call)
    line = _line(board, quota)
    changed, faults = typed_places(line.ranked, request.POST)
    faults = faults or _record(request, changed)
    if faults:
        page = _order_page(board, line) | {"typed": request.POST}
        return show(request, "selection/order.html", page, faults=faults)
    messages.success(request, _("已记录 %(count)d 处变动。") % {"count": len(changed)})
    return redirect("order", call, quota)


def _record(request: HttpRequest, changed: list[TypedPlace]) -> list[Fault]:
    reason = request.POST.get("reason", "")
    for one in changed:
        done = attempt(
            lambda one=one: place(  # type: ignore[misc]
                one.application_id,
                account=request.user,
                rank=one.meant_rank,
                score=one.meant_score,
                reason=reason,
            )
        )
        if isinstance(done, Fault):
            return [done]
    return []


@require_POST
@guarded(is_central_officer)
def nominate(request: HttpRequest, call: str, quota: str, application_id: int) -> HttpResponse:
    """Take a place of the quota for one application."""
    board = _board(request, call)
    line = _line(board, quota)
    done = attempt(lambda: move_application(application_id, Act(line.quota.at), account=request.user))
    if isinstance(done, Fault):
        return show(request, "selection/order.html", _order_page(board, line), faults=[done])
    messages.success(request, _("已列入名额之内。"))
    return redirect("order", call, quota)


@require_POST
@guarded(is_central_officer)
def publicity_open(request: HttpRequest, call: str, stage: str) -> HttpResponse:
    """Publish the names at a stage for the period of the programme."""
    board = _board(request, call)
    opened = attempt(lambda: open_publicity(call, stage, account=request.user))
    if isinstance(opened, Fault):
        return show(request, "selection/board.html", _page(board), faults=[opened])
    messages.success(request, _("公示已开始，到 %(day)s 24:00 为止。") % {"day": opened.closes_on.isoformat()})
    return redirect("board", call)


@require_POST
@guarded(is_central_officer)
def publicity_close(request: HttpRequest, call: str, publicity_id: int) -> HttpResponse:
    """Close a publicity after its last day."""
    board = _board(request, call)
    if publicity_id not in {one.pk for one in board.publicities}:
        raise Http404
    closed = attempt(lambda: close_publicity(publicity_id, account=request.user))
    if isinstance(closed, Fault):
        return show(request, "selection/board.html", _page(board), faults=[closed])
    messages.success(request, _("公示已结束。"))
    return redirect("board", call)


def _board(request: HttpRequest, call: str) -> Board:
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or found.authority != request.user.office.authority:
        raise Http404
    definition = definition_of(found)
    if not selects(definition, request.user.office):
        raise Http404
    return board_of(request.user, definition)


def _line(board: Board, quota: str) -> QuotaLine:
    line = next((one for one in board.lines if one.quota.id == quota), None)
    if line is None:
        raise Http404
    return line


def _page(board: Board) -> dict[str, object]:
    return {
        "board": board,
        "call": board.call,
        "rounds": tuple(board.call.rounds.values()),
        "publicity_stages": [one for one in board.call.stages.values() if one.publicity],
        "due": _due(board.call),
        "today": clock.today(),
    }


def _order_page(board: Board, line: QuotaLine) -> dict[str, object]:
    action = board.call.actions[line.quota.at]
    return {"call": board.call, "line": line, "action": action, "due": _due(board.call), "typed": {}}


def _due(call: Call) -> object:
    deadlines = [one for one in call.deadlines.values() if set(one.concerns) & set(call.tracks)]
    return banner(deadlines, call.id, clock.today())
