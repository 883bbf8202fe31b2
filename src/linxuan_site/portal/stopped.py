"""Requests that get no further: signed out meanwhile, a stale form, a method that a page does not have.

Whatever somebody had typed stands on the answer, to be copied.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from linxuan_site.permissions import SignedOut, StandInOver
from linxuan_site.portal.answering import Fault

Next = Callable[[HttpRequest], HttpResponse]
NOT_SHOWN = ("password", "csrfmiddlewaretoken", "version", "seen", "go", "next", "confirm")
"""What is not typed, or not to be shown."""


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not: to sign in again where the session ended, else another account."""
    if isinstance(exception, SignedOut):
        told = _("您已退出登录，刚才的内容没有保存。请重新登录，再把下面的内容填回去。")
        return _kept(request, told, heading=_("请重新登录"))
    if isinstance(exception, StandInOver):
        told = _("您代办的期限已到，或已被收回，刚才的操作没有执行。现在起您以自己的名义办理。")
        return _kept(request, told, heading=_("代办已结束"))
    return render(request, "403.html", status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django passes it by this name
    """Answer a form that was opened before somebody signed in or out in this browser."""
    told = _("这一页打开以后，您在别处登录或退出过，刚才的内容没有保存。请重新打开这一页，再填一次。")
    return _kept(request, told, heading=_("这一页已经过期"))


def unreadable(_request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer a request that cannot be read; nothing of it is looked at again, so no context of a page."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def not_made(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Answer where a file could not be made: one sentence, and the way back. What is refused is no failure of ours."""
    refused = fault.code != "input" or bool(fault.target)
    page = {
        "heading": _("没有生成") if refused else _("文件没有排成"),
        "told": fault.text,
        "typed": [],
        "back": _page_before(request),
    }
    return render(request, "stopped.html", page, status=409 if refused else 503)


def answer_every_method(get_response: Next) -> Next:
    """Let HEAD be answered as GET, without the body; say what to do where a page does not take a method."""

    def respond(request: HttpRequest) -> HttpResponse:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = get_response(request)
        if response.status_code == 405 and not response.content:
            allowed = response.headers["Allow"]
            response = render(request, "405.html", {"back": _page_before(request)}, status=405)
            response.headers["Allow"] = allowed
        if head:
            _take_body_away(response)
        return response

    return respond


def _take_body_away(response: HttpResponseBase) -> None:
    if isinstance(response, StreamingHttpResponse):
        response.close()
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""


def _kept(request: HttpRequest, told: str, *, heading: str) -> HttpResponse:
    typed = [(name, "\n".join(texts)) for name, texts in _posted(request)]
    page = {"heading": heading, "told": told, "typed": typed, "back": _page_before(request)}
    return render(request, "stopped.html", page, status=403)


def _posted(request: HttpRequest) -> list[tuple[str, list[str]]]:
    return [(name, texts) for name, texts in request.POST.lists() if name not in NOT_SHOWN and any(texts)]


def _page_before(request: HttpRequest) -> str:
    """The page of ours that the form stood on; the first page if it is not known."""
    before = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(before, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(before)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
