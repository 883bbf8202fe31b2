"""The authority reminds of what waits: who gets which message is shown first, then it is sent, and recorded."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from linxuan.programme.definition import Call
from linxuan_site.actions.reminding import letter_to, remind
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.reminders import DRAFT, KINDS, RETURNED, ToRemind, reminders_of, to_remind


@dataclass(frozen=True)
class ShownReminder:
    """Somebody who can be reminded, with the message; ticked unless he was within a day, or moved only today."""

    one: ToRemind
    subject: str
    text: str
    ticked: bool


@dataclass(frozen=True)
class Group:
    """Those of one kind, and how many more there are than are named."""

    kind: str
    title: str
    rows: Sequence[ShownReminder]
    more: int


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def reminders(request: HttpRequest, call: str) -> HttpResponse:
    """Show who would be reminded of what, and remind those who are chosen."""
    definition, account = own_call(request, call), signed_in(request.user)
    faults: list[Fault] = []
    if request.method == "POST":
        chosen = {one: _number(request.POST.get(f"seen-{one}", "")) for one in request.POST.getlist("who")}
        done = attempt(lambda: remind(call, chosen, account=account))
        if not isinstance(done, Fault):
            messages.success(request, _told(len(done)))
            return redirect("reminders", call)
        faults = [done]
    page = {"call": definition, "groups": _groups(definition), "sent": reminders_of(call)}
    return show(request, "selection/reminders.html", page, faults=faults)


def _told(count: int) -> str:
    return ngettext("已提醒 %(count)d 家。", "已提醒 %(count)d 家。", count) % {"count": count}


def _groups(call: Call) -> list[Group]:
    found = to_remind(call)
    titles = {RETURNED: _("退回后还没有重新提交的申报主体"), DRAFT: _("快到截止还没有提交的申报主体")}
    groups = [
        Group(
            kind,
            titles.get(kind, _("有申报等着办理的部门")),
            [_shown(one) for one in found.people if one.kind == kind],
            found.more.get(kind, 0),
        )
        for kind in KINDS
    ]
    return [one for one in groups if one.rows]


def _shown(one: ToRemind) -> ShownReminder:
    waits = one.days > 0 or one.kind == DRAFT
    return ShownReminder(one, *letter_to(one), ticked=waits and one.last is None)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0
