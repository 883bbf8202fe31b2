"""What an act would do, shown before it is done: the page that asks to confirm one, and the places it takes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan_site.actions.rehearsing import QuotaEffect, RehearsedAct
from linxuan_site.portal.acting import REASON
from linxuan_site.portal.answering import show
from linxuan_site.portal.office.acts import AGAINST, SURE
from linxuan_site.portal.public.notice_page import places_for
from linxuan_site.queries.dossiers import Dossier
from linxuan_site.queries.line_names import place_of_line

NOT_TYPED = frozenset({"csrfmiddlewaretoken", SURE, "back"})


def confirm_page(request: HttpRequest, dossier: Dossier, act: str, rehearsed: RehearsedAct) -> HttpResponse:
    """Show what an act would do to one application, and ask to confirm it; nothing was done yet."""
    action = dossier.call.actions[act]
    page = {
        "dossier": dossier,
        "application": dossier.application,
        "call": dossier.call,
        "action": action,
        "against": action.kind in AGAINST,
        "rehearsed": rehearsed,
        "quotas": shown_effects(dossier.call, rehearsed.effects.quotas),
        "given": [
            (key, text) for key in request.POST for text in request.POST.getlist(key) if key not in NOT_TYPED
        ],
        "written": list(_written(dossier.call, request.POST)),
    }
    return show(request, "office/act_confirm.html", page)


def shown_effects(call: Call, effects: Sequence[QuotaEffect]) -> list[dict[str, Any]]:
    """Return the places of quotas that an act takes or gives back, in the words of the call."""
    return [_effect(call, one) for one in effects]


def _effect(call: Call, effect: QuotaEffect) -> dict[str, Any]:
    quota = call.quotas.get(effect.quota)
    where = place_of_line(call, quota, effect.key) if quota and effect.key else ""
    whom = places_for(call, quota) if quota else effect.quota
    return {"quota": quota, "whom": whom, "where": where, "before": effect.before, "after": effect.after}


def _written(call: Call, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What was typed for the act, to be read once more."""
    labels = {
        "opinion": _("意见"),
        "reason": _("理由"),
        "document": _("依据的文件（名称、文号、日期）"),
        "restated_on": _("重新申报的日子"),
    }
    for key, label in labels.items():
        if given.get(key, "").strip():
            yield label, given[key]
    if given.get("grade") in call.grades:
        yield _("等次"), call.grades[given["grade"]].name
    for key in given:
        rule = call.rules.get(key.removeprefix(REASON)) if key.startswith(REASON) else None
        if rule and given[key].strip():
            yield rule.name, given[key]
