"""What the paper desk shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan.receiving import in_words
from linxuan.workflow import receiving_actions
from linxuan_site import clock
from linxuan_site.permissions import office_of, signed_in
from linxuan_site.portal.deadlines import Due, banner
from linxuan_site.portal.paper_desk.arrived import MARKS
from linxuan_site.portal.paper_desk.typed import NOTHING_TYPED, Typed
from linxuan_site.queries.arrivals import arrival_for, wrong_words
from linxuan_site.queries.extensions import put_off_for_all
from linxuan_site.queries.paper_desk import Found, found_by, out_of_place, subject_for
from linxuan_site.queries.paper_desk_list import STATES, DeskList, DeskRow, arrivals_of_day, desk_list


@dataclass(frozen=True)
class Page:
    """What was found, and everything that the template shows."""

    found: Found
    shown: dict[str, object]


@dataclass(frozen=True)
class ShownRow:
    """An application in the list: its mark, and its papers in words."""

    row: DeskRow
    mark: str
    lines: Sequence[str]
    wrong: Sequence[str]


def found_for(request: HttpRequest, call: Call, given: QueryDict) -> Found:
    """Return what a request is about: an application or an office that was chosen, else what was scanned or typed.

    What was scanned stays with what was chosen of it: it proves the revision.
    """
    account = signed_in(request.user)
    found = found_by(account, call, given.get("code", ""))
    chosen = {name: _key(given.get(name, "")) for name in ("application", "sender")}
    if not any(chosen.values()):
        return found
    subject = subject_for(account, call.id, **chosen)
    if subject is None:
        return Found(fault=_("没有这一件，或它的纸质材料不送到这里。"))
    same = found.subject is not None and (found.subject.application, found.subject.sender) == (
        subject.application,
        subject.sender,
    )
    return found if same else Found(subject)


def desk_page(
    request: HttpRequest, call: Call, *, found: Found | None = None, typed: Typed | None = None
) -> Page:
    """Return what the page shows; `found` and `typed` if they were looked at already."""
    account, office = signed_in(request.user), office_of(request.user)
    found = found or found_for(request, call, request.GET)
    asked = {name: request.GET.get(name, "")[:60] for name in ("state", "of")}
    listed = desk_list(
        call, office, state=asked["state"], sender=asked["of"], after=_key(request.GET.get("after", "")) or 0
    )
    count, today = arrivals_of_day(call, office)
    last = next((one for one in today if one.received_by_id == account.pk), None)
    done = arrival_for(account, _key(request.GET.get("done", "")) or 0)
    if found.subject is not None and typed is None:
        typed = Typed(NOTHING_TYPED, found, _to_correct(request, found), last)
    return Page(
        found,
        {
            "call": call,
            "office": office,
            "found": found,
            "typed": typed,
            "rows": typed.rows() if typed else (),
            "code": (request.POST or request.GET).get("code", "") if found.fault or found.subject else "",
            "history": _history(found),
            "out_of_place": [wrong_words(one) for one in out_of_place(found.subject, clock.today())]
            if found.subject
            else (),
            "done": done,
            "due": _due(call),
            "listed": listed,
            "drawn": [_shown(one) for one in listed.rows],
            "senders": [
                (one, MARKS[one.on_paper.state], _own_words(one.on_paper.tallies)) for one in listed.senders
            ],
            "asked": asked,
            "query": urlencode({key: value for key, value in asked.items() if value}),
            "parts": _parts(listed),
            "today": [(one, MARKS[one.state], [wrong_words(each) for each in one.wrong]) for one in today],
            "today_count": count,
        },
    )


def _to_correct(request: HttpRequest, found: Found) -> Any:
    """The row of the subject that is to be corrected."""
    wanted, subject = _key(request.GET.get("correct", "")), found.subject
    rows = subject.on_paper.arrivals if subject and wanted else ()
    return next((one for one in rows if one.pk == wanted and not hasattr(one, "corrected_by")), None)


def _history(found: Found) -> list[tuple[Any, bool, list[str]]]:
    """What came before, whether a correction took its place, and what was wrong with it."""
    rows = found.subject.on_paper.arrivals if found.subject else ()
    return [(one, hasattr(one, "corrected_by"), [wrong_words(each) for each in one.wrong]) for one in rows]


def _shown(row: DeskRow) -> ShownRow:
    wrong = [wrong_words(one) for one in row.arrival.wrong] if row.arrival else []
    return ShownRow(row, MARKS[row.on_paper.state], _own_words(row.on_paper.tallies), wrong)


def _own_words(tallies: Sequence[Any]) -> list[str]:
    if len(tallies) == 1:
        return [in_words(tallies[0])]
    return [_("%(paper)s：%(words)s") % {"paper": one.paper.name, "words": in_words(one)} for one in tallies]


def _parts(listed: DeskList) -> list[tuple[str, str, int]]:
    names: Mapping[str, str] = {"complete": _("齐全"), "lacking": _("有缺"), "nothing": _("还没有收到")}
    return [("", _("全部"), listed.total), *((one, names[one], listed.counts[one]) for one in STATES)]


def _due(call: Call) -> Due | None:
    acts = {action.id for track in call.tracks for action in receiving_actions(call, track)}
    deadlines = [one for one in call.deadlines.values() if acts & set(one.actions)]
    return banner(deadlines, call.id, clock.today(), put_off_for_all(call.id))


def _key(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else None
