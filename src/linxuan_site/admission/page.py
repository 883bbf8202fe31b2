"""The answer to who is refused: why, when, the number to show, and what was typed, to be sent again.

Neither the database nor a session is asked: the page is in the language that the browser asks for.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from linxuan_site.admission.asking import WRITES, words_of
from linxuan_site.refusals.ledger import DATABASE, WAITED, Refusal

HEADER = "Linxuan-Refusal"
"""The number, for scripts and programs."""
SECRET = ("password", "new_password", "old_password", "password1", "password2", "code")
"""What is not put on a page again."""
POLICY = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'"


@dataclass(frozen=True)
class Kept:
    """One thing that was typed: its name, and its value."""

    name: str
    value: str

    @property
    def is_shown(self) -> bool:
        """Whether a person typed it, and may want to copy it."""
        return bool(self.value.strip()) and self.name not in ("csrfmiddlewaretoken", "version", "seen", "go")


def refusal_page(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    """Answer a request that is refused; without a refusal only that the site is busy: nothing is lost by that."""
    with translation.override(translation.get_language_from_request(request)):
        response = _answer(request, refusal)
        response.headers["Content-Language"] = translation.get_language() or settings.LANGUAGE_CODE
    response.headers["Retry-After"] = str(settings.RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "DENY"
    response.headers["X-Content-Type-Options"] = "nosniff"
    if refusal is not None:
        response.headers[HEADER] = refusal.number
    return response


def _answer(request: HttpRequest, refusal: Refusal | None) -> HttpResponse:
    told = reason_of(refusal)
    if request.path.startswith("/api/"):
        said = {"code": "busy", "message": told, "number": refusal.number if refusal else ""}
        return JsonResponse(said, status=503, json_dumps_params={"ensure_ascii": False})
    typed, files = _typed(request) if request.method in WRITES else ([], [])
    secret = any(one in request.POST for one in SECRET) if typed else False
    page = {
        "refusal": refusal,
        "heading": _heading(refusal),
        "told": told,
        "doing": words_of(refusal.asked) if refusal else "",
        "address": request.get_full_path(),
        "typed": [] if secret else typed,
        "shown": [] if secret else [one for one in typed if one.is_shown],
        "files": files,
        "again": request.method in WRITES and not secret,
    }
    return HttpResponse(render_to_string("refused.html", page), status=503)


def _heading(refusal: Refusal | None) -> str:
    if refusal is None or refusal.why == WAITED:
        return _("没有办理：现在太忙")
    return _("没有办理：数据库连不上") if refusal.sure else _("没有得到确认")


def reason_of(refusal: Refusal | None) -> str:
    """Return in words why somebody was refused, and whether anything was done."""
    if refusal is None or refusal.sure:
        away = refusal is not None and refusal.why == DATABASE
        return (
            _("数据库暂时连不上，您刚才的请求没有办理。")
            if away
            else _("现在同时办理的人太多，您刚才的请求没有办理。")
        )
    return _(
        "办理到一半时数据库断开，没有得到确认。请先打开您的申报看一看：已有记录的不用再办，没有的请再发一次。"
    )


def _typed(request: HttpRequest) -> tuple[Sequence[Kept], Sequence[str]]:
    """What came with a form, and the names of its files: they have to be chosen again."""
    try:
        typed = [Kept(name, value) for name, values in request.POST.lists() for value in values]
        return typed, [file.name or "" for _name, files in request.FILES.lists() for file in files]
    except (UnreadablePostError, MultiPartParserError, SuspiciousOperation, OSError):
        # What cannot be read cannot be put on a page either; it is refused all the same.
        return [], []
