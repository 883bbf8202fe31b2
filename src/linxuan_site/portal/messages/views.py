"""A person's messages: listed, read, and how he wants to get them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.messages import read_all, read_message, set_wishes
from linxuan_site.outbox.topics import TOPICS, may_be_texted, topic_name
from linxuan_site.outbox.words import Words, words_of
from linxuan_site.permissions import guarded, is_signed_in, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault
from linxuan_site.portal.messages.forms import WishesForm, switchable, textable
from linxuan_site.portal.messages.numbers import number
from linxuan_site.queries.messages import message_of, messages_of, topics_of
from linxuan_site.queries.people import wishes_of


@dataclass(frozen=True)
class ShownMessage:
    """A message in words, in the language of the page."""

    row: Any
    topic: str
    words: Words


@require_GET
@guarded(is_signed_in)
def messages_page(request: HttpRequest) -> HttpResponse:
    """List what the reader was told, newest first."""
    account, wanted = signed_in(request.user), request.GET
    unread, topic = wanted.get("only") == "unread", wanted.get("topic", "")
    found = messages_of(account, unread=unread, topic=topic, before=number(wanted.get("before", "")))
    page: dict[str, object] = {
        "rows": [_shown(one) for one in found.rows],
        "more": found.next,
        "unread": unread,
        "topic": topic,
        "topics": [(one, topic_name(one)) for one in topics_of(account)],
    }
    return show(request, "messages/list.html", page)


@require_GET
@guarded(is_signed_in)
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show one message, which is read now."""
    account = signed_in(request.user)
    found = message_of(account, message_id)
    if found is None:
        raise Http404
    if found.read_at is None:
        read_message(message_id, account=account)
        account.unread = max(0, account.unread - 1)
    return show(request, "messages/message.html", {"shown": _shown(found)})


@require_POST
@guarded(is_signed_in)
def all_read(request: HttpRequest) -> HttpResponse:
    """Note that the reader has read all."""
    read_all(account=signed_in(request.user))
    messages.success(request, _("都标为已读了。"))
    return redirect("messages")


@require_http_methods(["GET", "POST"])
@guarded(is_signed_in)
def wishes(request: HttpRequest) -> HttpResponse:
    """Ask how the reader wants to be told."""
    account = signed_in(request.user)
    if request.method == "GET":
        known = wishes_of(account)
        form = WishesForm(initial={"language": known.language, "phone": known.phone})
        return show(request, "messages/wishes.html", _wishes(account, form, known.not_mailed, known.texted))
    form, typed = WishesForm(request.POST), request.POST
    unwanted = [one for one in switchable() if one not in typed.getlist("mailed")]
    texted = [one for one in textable() if one in typed.getlist("texted")]
    if form.is_valid():
        done = attempt(lambda: set_wishes(account, not_mailed=unwanted, texted=texted, **form.cleaned_data))
        if not isinstance(done, Fault):
            messages.success(request, _("已保存。"))
            return redirect("message-wishes")
        add_fault(form, done)
    return show(
        request, "messages/wishes.html", _wishes(account, form, unwanted, texted), faults=faults_of(form)
    )


@dataclass(frozen=True)
class ShownTopic:
    """A topic with what the reader wants of it; `bound` says why its e-mail always comes."""

    id: str
    name: str
    bound: str
    mailed: bool
    texted: bool
    may_be_texted: bool


def _wishes(account: Any, form: WishesForm, not_mailed: list[str], texted: list[str]) -> dict[str, object]:
    topics = [
        ShownTopic(
            one.id,
            one.name(),
            one.binding() if one.binding else "",
            one.id not in not_mailed,
            one.id in texted,
            may_be_texted(one.id),
        )
        for one in TOPICS.values()
        if may_be_texted(one.id)
    ]
    return {"form": form, "topics": topics, "person": account}


def _shown(row: Any) -> ShownMessage:
    return ShownMessage(row, topic_name(row.topic), words_of(row, get_language() or ""))
