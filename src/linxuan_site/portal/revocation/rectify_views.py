"""An entity has to put something right by a day: an office orders it, and says when it saw that it was."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linxuan_site.actions.rectifying import order_rectification, record_put_right
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, faults_of, moved, show
from linxuan_site.portal.evaluation.pages import entity_page
from linxuan_site.portal.revocation.forms import DoneForm, OrderForm
from linxuan_site.queries.entities import entity_of


@require_POST
@guarded(is_central_officer)
def rectify(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Order something to be put right."""
    account, form = signed_in(request.user), OrderForm(request.POST)
    found = entity_of(account, designation_id)
    if found is None:
        raise Http404
    call, row = found
    return _answered(
        request,
        designation_id,
        form,
        "rectify",
        lambda: order_rectification(call, row.designation, **form.cleaned_data, account=account),
    )


@require_POST
@guarded(is_central_officer)
def rectify_done(request: HttpRequest, designation_id: int, order_id: int) -> HttpResponse:
    """Record that something was put right."""
    account, form = signed_in(request.user), DoneForm(request.POST)
    return _answered(
        request,
        designation_id,
        form,
        "done",
        lambda: record_put_right(order_id, **form.cleaned_data, account=account),
    )


def _answered(
    request: HttpRequest,
    designation_id: int,
    form: OrderForm | DoneForm,
    prefix: str,
    act: Callable[[], object],
) -> HttpResponse:
    faults = [] if form.is_valid() else faults_of(form)
    if not faults:
        done = attempt(act)
        if not isinstance(done, Fault):
            messages.success(request, _("已登记。"))
            return redirect("entity", designation_id)
        name = done.target.removeprefix("id_")
        faults = [moved(done, name, f"{prefix}_{name}") if name in form.fields else done]
    found = entity_of(signed_in(request.user), designation_id)
    if found is None:
        raise Http404
    page = entity_page(request.user, *found, rectifying=form)
    return show(request, "evaluation/entity.html", page, faults=faults)
