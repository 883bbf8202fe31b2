"""Signing in by a passkey alone: no name is typed, and nothing can be guessed."""

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linxuan_site.actions.passkeys import options_to_prove, prove_by_passkey
from linxuan_site.permissions import anybody, guarded
from linxuan_site.portal.account.entering import enter, home_of, safe_next
from linxuan_site.portal.account.factor_views import read_credential
from linxuan_site.portal.account.forms import SignInForm
from linxuan_site.portal.account.sign_in_page import sign_in_page
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.visits import visit_of


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Hand out a question for the browser (GET), and sign in whoever's passkey answers it (POST)."""
    if request.method == "GET":
        return JsonResponse(options_to_prove(None))
    then = safe_next(request, request.POST.get("next", ""))
    if request.user.is_authenticated:
        return redirect(then or home_of(request.user))
    credential = request.POST.get("credential", "")
    done = attempt(
        lambda: prove_by_passkey(read_credential(credential), account=None, visit=visit_of(request))
    )
    if isinstance(done, Fault):
        return show(request, "account/sign_in.html", sign_in_page(SignInForm(), then), faults=[done])
    return enter(request, done, how="passkey", second=True, then=then)
