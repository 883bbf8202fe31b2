"""The addresses that are told of what happened: entered, tried, given another secret, ended; what was sent to them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions import webhooks as acts
from linxuan_site.permissions import guarded, manages_people, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.connections.forms import TOPICS, WebhookForm
from linxuan_site.portal.forms import add_fault, posted
from linxuan_site.queries.people import place_of
from linxuan_site.queries.webhooks import deliveries_of, delivery_here, webhook_here, webhooks_of

PAGE, ONE = "connections/webhooks.html", "connections/webhook.html"
NAMES = dict(TOPICS)


@require_http_methods(["GET", "POST"])
@never_cache
@guarded(manages_people)
def webhooks(request: HttpRequest) -> HttpResponse:
    """List the addresses of the reader's place, and enter one; its secret is shown this once."""
    account = signed_in(request.user)
    form = WebhookForm(posted(request))
    if form.is_valid():
        done = attempt(lambda: acts.enter_webhook(by=account, **form.cleaned_data))
        if not isinstance(done, Fault):
            _tell_secret(request, done.secret)
            return redirect("webhook", done.webhook.pk)
        add_fault(form, done)
    page: dict[str, object] = {
        "form": form,
        "place": place_of(account),
        "chosen": [str(one) for one in form["topics"].value() or ()],
        "lines": [(one, [NAMES[topic] for topic in one.topics]) for one in webhooks_of(account)],
    }
    return show(request, PAGE, page, faults=faults_of(form))


@require_GET
@never_cache
@guarded(manages_people)
def webhook(request: HttpRequest, webhook_id: int) -> HttpResponse:
    """Show an address with what was sent to it, the newest first."""
    return show(request, ONE, _page(request, webhook_id))


@require_POST
@guarded(manages_people)
def change(request: HttpRequest, webhook_id: int, wish: str) -> HttpResponse:
    """Try an address, give it another secret, let it be told again, or end it."""
    account = signed_in(request.user)
    if webhook_here(account, webhook_id) is None:
        raise Http404
    if wish == "secret":
        made = attempt(lambda: acts.change_secret(webhook_id, by=account))
        if not isinstance(made, Fault):
            _tell_secret(request, made.secret)
        return _answer(request, webhook_id, made)
    wishes: dict[str, tuple[Callable[..., Any], str]] = {
        "ping": (acts.ping, _("试发的消息已写好，下一次推送时发出。")),
        "enable": (acts.enable_webhook, _("又开始推送了；没有送到的可以在下面逐条重发。")),
        "end": (acts.end_webhook, _("这个推送地址已停掉。")),
    }
    if wish not in wishes:
        raise Http404
    act, told = wishes[wish]
    done = attempt(lambda: act(webhook_id, by=account))
    if wish == "end" and not isinstance(done, Fault):
        messages.success(request, told)
        return redirect("webhooks")
    return _answer(request, webhook_id, done, told)


@require_POST
@guarded(manages_people)
def resend(request: HttpRequest, webhook_id: int, delivery_id: int) -> HttpResponse:
    """Let a message be sent once more."""
    account = signed_in(request.user)
    if delivery_here(account, webhook_id, delivery_id) is None:
        raise Http404
    done = attempt(lambda: acts.send_again(webhook_id, delivery_id, by=account))
    return _answer(request, webhook_id, done, _("这一条会在下一次推送时重发。"))


def _answer(request: HttpRequest, webhook_id: int, done: object, told: str = "") -> HttpResponse:
    if isinstance(done, Fault):
        return show(request, ONE, _page(request, webhook_id), faults=[done])
    if told:
        messages.success(request, told)
    return redirect("webhook", webhook_id)


def _page(request: HttpRequest, webhook_id: int) -> dict[str, object]:
    row = webhook_here(signed_in(request.user), webhook_id)
    if row is None:
        raise Http404
    before = request.GET.get("before", "")
    known = before.isascii() and before.isdigit() and len(before) < 19
    deliveries, more = deliveries_of(row, before=int(before) if known else None)
    return {
        "webhook": row,
        "topics": [NAMES[one] for one in row.topics],
        "deliveries": [(one, NAMES.get(one.topic, _("试发"))) for one in deliveries],
        "more": more,
    }


def _tell_secret(request: HttpRequest, secret: str) -> None:
    told = _("请现在抄走密钥，对方用它核对签名（只显示这一次）：")
    messages.success(request, format_html('{}<br><span class="lx-link">{}</span>', told, secret))
