"""The tokens of an organisation or an office: made by who manages its people, shown once, revoked."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linxuan_site.actions.tokens import make_token, revoke_token
from linxuan_site.permissions import guarded, keeps_tokens, manages_people, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, show
from linxuan_site.portal.connections.forms import SCOPES, TokenForm
from linxuan_site.portal.forms import add_fault, posted
from linxuan_site.queries.people import place_of
from linxuan_site.queries.tokens import counts, is_over, token_here, tokens_seen_by

PAGE = "connections/tokens.html"


@require_http_methods(["GET", "POST"])
@never_cache
@guarded(keeps_tokens)
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens of the reader's place, and make one; its text is shown this once."""
    account = signed_in(request.user)
    form = TokenForm(posted(request))
    if form.is_valid():
        done = attempt(lambda: make_token(by=account, **form.cleaned_data))
        if not isinstance(done, Fault):
            told = _("令牌“%(name)s”已做好，请现在抄走（只显示这一次）：") % {"name": done.row.name}
            messages.success(request, format_html('{}<br><span class="lx-link">{}</span>', told, done.token))
            return redirect("tokens")
        add_fault(form, done)
    return show(request, PAGE, _page(request, form), faults=faults_of(form))


@require_POST
@guarded(keeps_tokens)
def revoke(request: HttpRequest, token_id: int) -> HttpResponse:
    """Revoke a token; it counts no more from now on."""
    account = signed_in(request.user)
    if token_here(account, token_id) is None:
        raise Http404
    done = attempt(lambda: revoke_token(token_id, by=account))
    if isinstance(done, Fault):
        return show(request, PAGE, _page(request, TokenForm()), faults=[done])
    messages.success(request, _("令牌“%(name)s”已撤销，从现在起不能再用。") % {"name": done.name})
    return redirect("tokens")


def _page(request: HttpRequest, form: TokenForm) -> dict[str, object]:
    account = signed_in(request.user)
    names = {code: str(words).partition("：")[0] for code, words in SCOPES}
    return {
        "form": form,
        "place": place_of(account),
        "may_make": manages_people(account),
        "chosen": [str(one) for one in form["scopes"].value() or ()],
        "lines": [
            (one, [names[scope] for scope in one.scopes], counts(one), is_over(one))
            for one in tokens_seen_by(account)
        ],
    }
