"""The outbox: what an office sent and what became of it; held back, released, sent once more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from linxuan_site.actions.holding_back import hold, hold_topic, release, release_topic, resend
from linxuan_site.outbox.topics import TOPICS, topic_name
from linxuan_site.outbox.words import words_of
from linxuan_site.permissions import guarded, keeps_outbox, may_read_words, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.messages.numbers import number
from linxuan_site.queries.messages import HOLDABLE, RESENDABLE, STATES, delivery_seen_by, outbox_of

STATE_NAMES: Mapping[str, Promise] = {
    "waiting": gettext_lazy("等着送出"),
    "held": gettext_lazy("扣住"),
    "sending": gettext_lazy("正在送出"),
    "sent": gettext_lazy("已送出"),
    "perhaps": gettext_lazy("也许已送出"),
    "given_up": gettext_lazy("没有送成"),
}
DONE: Mapping[str, Promise] = {
    "hold": gettext_lazy("已扣住，不会送出。"),
    "release": gettext_lazy("已放行。"),
    "resend": gettext_lazy("会再发一次。"),
}
ACTS: Mapping[str, Callable[..., None]] = {"hold": hold, "release": release, "resend": resend}


@dataclass(frozen=True)
class ShownDelivery:
    """One row of the outbox; `subject` only for the people of the office that sent it."""

    row: Any
    topic: str
    state: str | Promise
    subject: str
    acts: tuple[str, ...]


@require_GET
@guarded(keeps_outbox)
def outbox(request: HttpRequest) -> HttpResponse:
    """List what was sent, newest first."""
    return show(request, "messages/outbox.html", _page(request))


@require_POST
@guarded(keeps_outbox)
def one(request: HttpRequest, delivery_id: int, act: str) -> HttpResponse:
    """Hold, release or resend one message."""
    account = signed_in(request.user)
    if act not in ACTS or delivery_seen_by(account, delivery_id) is None:
        raise Http404
    done = attempt(lambda: ACTS[act](delivery_id, account=account, why=request.POST.get("why", "")))
    if isinstance(done, Fault):
        return show(request, "messages/outbox.html", _page(request), faults=[done])
    messages.success(request, str(DONE[act]))
    return redirect("outbox")


@require_POST
@guarded(keeps_outbox)
def topic(request: HttpRequest, act: str) -> HttpResponse:
    """Hold or release all of a topic."""
    account, chosen = signed_in(request.user), request.POST.get("topic", "")
    if act not in ("hold", "release") or chosen not in TOPICS:
        raise Http404
    all_of_it = hold_topic if act == "hold" else release_topic
    done = attempt(lambda: all_of_it(chosen, account=account, why=request.POST.get("why", "")))
    if isinstance(done, Fault):
        return show(request, "messages/outbox.html", _page(request), faults=[done])
    told = ngettext("共 %(count)d 条。", "共 %(count)d 条。", done) % {"count": done}
    messages.success(request, f"{DONE[act]}{told}")
    return redirect("outbox")


def _page(request: HttpRequest) -> dict[str, object]:
    account, wanted = signed_in(request.user), request.GET
    state, chosen = wanted.get("state", ""), wanted.get("topic", "")
    found = outbox_of(account, state=state, topic=chosen, before=number(wanted.get("before", "")))
    return {
        "rows": [_shown(account, one) for one in found.rows],
        "more": found.next,
        "state": state,
        "topic": chosen,
        "states": [(one, STATE_NAMES[one]) for one in STATES],
        "topics": [(one.id, one.name()) for one in TOPICS.values()],
        "why": request.POST.get("why", ""),
    }


def _shown(account: Any, row: Any) -> ShownDelivery:
    acts = (*(("hold",) if row.state in HOLDABLE else ()), *(("release",) if row.state == "held" else ()))
    if row.state in RESENDABLE:
        acts = (*acts, "resend")
    readable = may_read_words(account, row.message.office_id)
    subject = words_of(row.message, get_language() or "").subject if readable else ""
    return ShownDelivery(row, topic_name(row.topic), STATE_NAMES[row.state], subject, acts)
