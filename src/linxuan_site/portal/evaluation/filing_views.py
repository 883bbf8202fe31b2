"""The filing list of a round: made from the register of a day, added to with a reason, and those on it reminded."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from linxuan.answers.dates import read_date
from linxuan.programme.definition import Call, Round
from linxuan_site import clock
from linxuan_site.actions.reminding_filers import remind_filers
from linxuan_site.actions.rounds import add_to_round, open_round
from linxuan_site.permissions import grades, guarded, is_central_officer, is_officer, office_of, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.evaluation.pages import choices_of, narrowed_by
from linxuan_site.queries.calls import current_call, definition_of
from linxuan_site.queries.filing_list import addable, filing_of
from linxuan_site.queries.round_rows import FILINGS, total_of


@require_GET
@guarded(is_officer)
def filing_list(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Show who has to file, by district, and how far each is."""
    definition, round_ = _round(request, call, round_id)
    return show(request, "evaluation/filing_list.html", _page(request, definition, round_))


@require_POST
@guarded(is_central_officer)
def make_list(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Make the filing list from the register of a day."""
    definition, round_ = _round(request, call, round_id)
    typed = request.POST.get("as_of", "")
    done = attempt(lambda: open_round(call, round_id, as_of=_day(typed), account=signed_in(request.user)))
    if isinstance(done, Fault):
        return show(request, "evaluation/filing_list.html", _page(request, definition, round_), faults=[done])
    told = ngettext("名单上有 %(count)d 家。", "名单上有 %(count)d 家。", done) % {"count": done}
    messages.success(request, told)
    return redirect("filing-list", call, round_id)


@require_POST
@guarded(is_central_officer)
def add_filer(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Put one more on the filing list: found by name or code, chosen, with the reason."""
    definition, round_ = _round(request, call, round_id)
    found = addable(definition, round_, request.POST.get("words", ""))
    chosen = request.POST.get("entity", "")
    key = int(chosen) if chosen.isdecimal() else found[0].designation_id if len(found) == 1 else 0
    reason = request.POST.get("reason", "")
    account = signed_in(request.user)
    done: Any
    if key:
        done = attempt(lambda: add_to_round(call, round_id, key, reason=reason, account=account))
    else:
        told = _("名录里找到不止一家，请选一家。") if found else _("名录里没有找到，或已经在名单里。")
        done = Fault(told, target="id_words", code="input")
    if isinstance(done, Fault):
        page = _page(request, definition, round_) | {"found": found}
        return show(request, "evaluation/filing_list.html", page, faults=[done])
    messages.success(request, _("已加进名单。"))
    return redirect("filing-list", call, round_id)


@require_POST
@guarded(is_officer)
def remind_round(request: HttpRequest, call: str, round_id: str) -> HttpResponse:
    """Remind those that were chosen of those who have not filed."""
    definition, round_ = _round(request, call, round_id)
    chosen = {int(one) for one in request.POST.getlist("who") if one.isdecimal()}
    done = attempt(lambda: remind_filers(call, round_id, chosen, account=signed_in(request.user)))
    if isinstance(done, Fault):
        return show(request, "evaluation/filing_list.html", _page(request, definition, round_), faults=[done])
    told = ngettext("已提醒 %(count)d 家。", "已提醒 %(count)d 家。", len(done)) % {"count": len(done)}
    messages.success(request, told)
    return redirect("filing-list", call, round_id)


def _page(request: HttpRequest, call: Call, round_: Round) -> dict[str, object]:
    chosen, after = narrowed_by(call, request.GET.dict()), request.GET.get("after", "")
    start = int(after) if after.isdecimal() and after.isascii() and len(after) < 18 else 0
    filing = filing_of(signed_in(request.user), call, round_, chosen, start)
    whole = total_of(filing.places)
    return {
        "call": call,
        "round": round_,
        "filing": filing,
        "counts": {kind: whole[kind] for kind in FILINGS},
        "to_remind": any(one.row.filing == "open" for one in filing.filers),
        "may_make": grades(request.user, call.authority),
        "today": clock.today(),
        "typed": {key: request.POST.get(key, "") for key in ("as_of", "words", "reason")},
        **choices_of(call, round_, filing.places, chosen),
    }


def _round(request: HttpRequest, call: str, round_id: str) -> tuple[Call, Round]:
    published = attempt(lambda: current_call(call))
    if isinstance(published, Fault) or published.authority != office_of(request.user).authority:
        raise Http404
    definition = definition_of(published)
    if round_id not in definition.rounds:
        raise Http404
    return definition, definition.rounds[round_id]


def _day(typed: str) -> date | None:
    return read_date(typed, named="as_of") if typed.strip() else None
