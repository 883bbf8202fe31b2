"""The authority sees who was refused at overload, checks a number that somebody shows, and extends by it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from linxuan_site.admission.asking import words_of
from linxuan_site.admission.page import reason_of
from linxuan_site.permissions import guarded, is_central_officer
from linxuan_site.portal.answering import show
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.refusals import DayOfRefusals, Refused, checked_number, refused_on
from linxuan_site.refusals.ledger import days


@dataclass(frozen=True)
class Row:
    """A refusal as it is shown, with the way to an extension for its application alone; '' where it has none."""

    one: Refused
    doing: str
    why: str
    extend: str


@require_GET
@guarded(is_central_officer)
def refusals(request: HttpRequest, call: str) -> HttpResponse:
    """Show the refusals of a day, and what is to be said of a number."""
    definition = own_call(request, call)
    known = days()
    day = _day(request.GET.get("day", "")) or (known[0] if known else timezone.localdate())
    number = request.GET.get("number", "").strip()
    found = refused_on(call, day)
    checked = checked_number(call, number) if number else None
    page = {
        "call": definition,
        "days": known[:31],
        "found": found,
        "rows": [_row(call, one) for one in found.rows],
        "extend_all": _extension(call, reason=_reason_for_all(found)) if found.count else "",
        "number": number[:40],
        "checked": checked,
        "row": _row(call, checked.refused) if checked and checked.refused else None,
    }
    return show(request, "selection/refusals.html", page)


def _row(call: str, one: Refused) -> Row:
    reason = _("截止前系统繁忙，没有收下（拒绝号 %(number)s）") % {"number": one.refusal.number}
    extend = _extension(call, number=one.reference, reason=reason) if one.reference else ""
    return Row(one, words_of(one.refusal.asked), reason_of(one.refusal), extend)


def _reason_for_all(found: DayOfRefusals) -> str:
    return _("%(day)s系统繁忙，有 %(count)d 次请求没有收下") % {"day": found.day, "count": found.count}


def _extension(call: str, **given: str) -> str:
    return f"{reverse('extensions', args=[call])}?{urlencode(given)}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
