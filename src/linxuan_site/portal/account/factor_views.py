"""The second factor: asked for after the password, set up for the first time or once more, its codes shown once."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.passkeys import (
    LARGEST,
    add_passkey,
    options_to_add,
    options_to_prove,
    prove_by_passkey,
)
from linxuan_site.actions.proving import prove_by_code
from linxuan_site.actions.second_factors import add_app, make_codes, new_secret, picture_of
from linxuan_site.permissions import anybody, guarded, is_signed_in, signed_in
from linxuan_site.portal.account.devices import device_mark, remember_device
from linxuan_site.portal.account.entering import (
    CODES_TO_SHOW,
    begin_session,
    enter,
    held,
    home_of,
    proved_recently,
    redirect_to_confirm,
)
from linxuan_site.portal.account.factor_forms import CodeForm, PasskeyForm
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.forms import add_fault, posted
from linxuan_site.proofs import must_have_second_factor
from linxuan_site.queries.second_factors import codes_of, factors_of, grouped, has_factor
from linxuan_site.visits import visit_of

SECRET = "factor_secret"
"""Where in a session the secret of an app stands until a code shows that the app has it."""


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def ask(request: HttpRequest) -> HttpResponseBase:
    """Ask who gave his password for his second factor: a code, or a passkey."""
    waiting = held(request)
    if waiting is None:
        return redirect("sign-in")
    account, known = waiting.account, factors_of(waiting.account)
    if not known.factors:
        return redirect("factor-new")
    form = CodeForm(None if request.POST.get("credential") else posted(request))
    done = _proof(request, account, form)
    if isinstance(done, str) and done:
        return enter(request, account, how=f"{waiting.how}+{done}", second=True, then=waiting.then)
    faults = [done] if isinstance(done, Fault) else faults_of(form)
    options = options_to_prove(account) if known.has_passkey else None
    return show(
        request, "account/factor_ask.html", {"form": form, "known": known, "options": options}, faults=faults
    )


def _proof(request: HttpRequest, account: Any, form: CodeForm) -> str | Fault:
    """By what somebody proved who he is, '' where he was not asked yet or gave nothing, or why not."""
    credential, visit = request.POST.get("credential", ""), visit_of(request)
    if credential:
        return attempt(lambda: _by_passkey(request, account, credential))
    if not form.is_valid():
        return ""
    code, mark = form.cleaned_data["code"], device_mark(request, account.pk)
    done = attempt(lambda: prove_by_code(account, code, visit=visit, mark=mark))
    if isinstance(done, Fault):
        add_fault(form, done)
        return ""
    return done


def _by_passkey(request: HttpRequest, account: Any, credential: str) -> str:
    prove_by_passkey(read_credential(credential), account=account, visit=visit_of(request))
    return "passkey"


def read_credential(text: str) -> dict[str, Any]:
    """Return what a browser answered to a passkey's question; raises `Refused` for what is none."""
    try:
        read = json.loads(text) if len(text) <= LARGEST else None
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise Refused(say("没有认出这个通行密钥。请再试一次，或用用户名和密码登录。"), code="passkey")
    return read


def whose(request: HttpRequest) -> Any:
    """Return whose factors may be set up now: the reader's who proved himself a moment ago, or of who gave his
    password and has none yet; None where it is nobody's.
    """
    if request.user.is_authenticated:
        return signed_in(request.user)
    waiting = held(request)
    return waiting.account if waiting and not has_factor(waiting.account) else None


def _elsewhere(request: HttpRequest, account: Any) -> HttpResponseBase | None:
    """Where somebody has to go before he sets a factor up; None where he may go on."""
    if account is None:
        return redirect("second-factor" if held(request) else "sign-in")
    if request.user.is_authenticated and not proved_recently(request):
        return redirect_to_confirm(request)
    return None


@never_cache
@require_GET
@guarded(anybody)
def new(request: HttpRequest) -> HttpResponseBase:
    """Let somebody choose which factor he sets up."""
    account = whose(request)
    known = factors_of(account) if account else None
    page: dict[str, object] = {"known": known, "must": bool(account) and must_have_second_factor(account)}
    return _elsewhere(request, account) or show(request, "account/factor_new.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def app(request: HttpRequest) -> HttpResponseBase:
    """Set up an app with codes: it reads a picture or a typed key, and shows a first code."""
    account = whose(request)
    if elsewhere := _elsewhere(request, account):
        return elsewhere
    secret = request.session.get(SECRET)
    if secret is None:
        secret = request.session[SECRET] = new_secret()
    form = CodeForm(posted(request))
    if form.is_valid():
        code, first = form.cleaned_data["code"], not request.user.is_authenticated
        done = attempt(
            lambda: add_app(account, secret=secret, code=code, visit=visit_of(request), first=first)
        )
        if not isinstance(done, Fault):
            del request.session[SECRET]
            return _added(request, account, "totp")
        add_fault(form, done)
    page = {"form": form, "secret": grouped(secret), "picture": picture_of(account, secret)}
    return show(request, "account/factor_app.html", page, faults=faults_of(form))


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def passkey(request: HttpRequest) -> HttpResponseBase:
    """Set up a passkey: the browser makes it."""
    account = whose(request)
    if elsewhere := _elsewhere(request, account):
        return elsewhere
    form = PasskeyForm(posted(request), initial={"name": visit_of(request).browser})
    if form.is_valid():
        done = attempt(lambda: _add_passkey(request, account, form.cleaned_data))
        if not isinstance(done, Fault):
            return _added(request, account, "passkey")
        add_fault(form, done)
    page = {"form": form, "options": options_to_add(account)}
    return show(request, "account/factor_passkey.html", page, faults=faults_of(form))


def _add_passkey(request: HttpRequest, account: Any, typed: dict[str, str]) -> None:
    if not typed["credential"]:
        raise BadInput(say("浏览器还没有生成通行密钥：请按“生成通行密钥”，并允许浏览器使用脚本"))
    add_passkey(
        account,
        read_credential(typed["credential"]),
        name=typed["name"],
        visit=visit_of(request),
        first=not request.user.is_authenticated,
    )


def _added(request: HttpRequest, account: Any, how: str) -> HttpResponseBase:
    """Go on after a new factor: who set his first one up is signed in now, and sees his recovery codes."""
    waiting = None if request.user.is_authenticated else held(request)
    then = waiting.then if waiting else ""
    if waiting:
        begin_session(request, account, how=f"{waiting.how}+{how}", second=True)
    elif len(factors_of(account).factors) > 1:
        return redirect("me-factors")
    request.session[CODES_TO_SHOW] = then or (home_of(account) if waiting else "")
    response = redirect("factor-codes")
    remember_device(request, response, account.pk)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(is_signed_in)
def codes(request: HttpRequest) -> HttpResponseBase:
    """Show new recovery codes until their owner says that he keeps them."""
    then = request.session.get(CODES_TO_SHOW)
    if then is None:
        return redirect("me-factors")
    if request.method == "POST":
        del request.session[CODES_TO_SHOW]
        return redirect(then or "me-factors")
    return show(request, "account/factor_codes.html", {"codes": codes_of(signed_in(request.user))})


@never_cache
@require_GET
@guarded(is_signed_in)
def codes_file(request: HttpRequest) -> HttpResponseBase:
    """Hand the recovery codes out as a text, as long as they are shown."""
    if CODES_TO_SHOW not in request.session:
        return redirect("me-factors")
    account = signed_in(request.user)
    head = _("遴选：用户名 %(username)s 的备用码，每个只能用一次") % {"username": account.username}
    text = "\r\n".join([head, "", *codes_of(account), ""])
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="linxuan-codes.txt"'
    return response


@require_POST
@guarded(is_signed_in)
def new_codes(request: HttpRequest) -> HttpResponseBase:
    """Make new recovery codes and show them."""
    account = signed_in(request.user)
    if not proved_recently(request):
        return redirect_to_confirm(request, reverse("me-factors"))
    done = attempt(lambda: make_codes(account, visit=visit_of(request)))
    if not isinstance(done, Fault):
        request.session[CODES_TO_SHOW] = ""
    return redirect("factor-codes")
