"""What was kept long enough: looked at, and erased when the authority confirms it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from linxuan.lengths import in_words
from linxuan_site.actions.keeping import erase_due
from linxuan_site.permissions import erases, guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.keeping import digest_of_due, due_for_erasing, erasures


@require_http_methods(["GET", "POST"])
@guarded(is_central_officer)
def keeping(request: HttpRequest, call: str) -> HttpResponse:
    """Show what a package keeps how long, what is due, and what was erased; a form erases what it showed."""
    found = attempt(lambda: current_call(call))
    if isinstance(found, Fault) or not erases(request.user, found.authority):
        raise Http404
    definition, account = definition_of(found), signed_in(request.user)
    faults: list[Fault] = []
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        done = attempt(lambda: erase_due(definition, seen=seen, account=account))
        if not isinstance(done, Fault):
            told = ngettext("已清除 %(count)s 项。", "已清除 %(count)s 项。", len(done))
            messages.success(request, told % {"count": len(done)})
            return redirect("keeping", call)
        faults = [done]
    due = due_for_erasing(definition)
    page = {
        "call": definition,
        "rules": [(one, in_words(one.length)) for one in definition.keeping.values()],
        "due": due,
        "seen": digest_of_due(due),
        "erasures": [(definition.keeping.get(one.rule), one) for one in erasures(call)],
    }
    return show(request, "selection/keeping.html", page, faults=faults)
