"""What a publication of names shows: the names, until when, and how to object; and what came of a call."""

from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linxuan.errors import Refused
from linxuan.programme.definition import Stage
from linxuan_site.portal.deadlines import Due
from linxuan_site.queries.holidays import working_days
from linxuan_site.queries.notices import PublicCall, PublishedNames, publications
from linxuan_site.queries.paper_subjects import announced
from linxuan_site.queries.public_register import designated_by

MOST_RESULTS = 200
"""Beyond so many the register with its pages is the place to read."""

OBJECTIONS: dict[str, Promise] = {
    "named": gettext_lazy("须署真实姓名或单位名称"),
    "written": gettext_lazy("须书面提出"),
    "unit_seal": gettext_lazy("单位提出的，加盖单位公章"),
    "hand": gettext_lazy("个人提出的，本人亲笔签名"),
}


def publicity_page(public: PublicCall, today: date) -> dict[str, object]:
    """Return the publications of a call on a day, newest first."""
    made = announced(public.call.id)
    shown = [
        {**_shown(public, one, today), "announcement": made.get(one.publicity.pk)}
        for one in publications(public)
    ]
    return {
        "call": public.call,
        "publications": shown,
        "contacts": list(public.call.contacts.values()),
        "due": next((one["due"] for one in shown if one["due"]), None),
    }


def results_page(public: PublicCall, today: date) -> dict[str, object]:
    """Return what came of a call: who was designated, and the names whose publication ended."""
    published = publications(public)
    designated = designated_by(public.call)
    return {
        "call": public.call,
        "designated": designated[:MOST_RESULTS],
        "more": len(designated) > MOST_RESULTS,
        "ended": [one for one in published if _is_over(one, today)],
        "running": any(not _is_over(one, today) for one in published),
    }


def _is_over(names: PublishedNames, today: date) -> bool:
    return names.publicity.closed_at is not None or names.publicity.closes_on < today


def working_days_left(names: PublishedNames, today: date) -> int | None:
    """Return how many of the days that count are left, today among them; None where they are not working days."""
    terms, publicity = names.stage.publicity, names.publicity
    if (
        terms is None
        or terms.unit != "working_days"
        or not publicity.opens_on <= today <= publicity.closes_on
    ):
        return None
    days = [today + timedelta(days=after) for after in range((publicity.closes_on - today).days + 1)]
    works = working_days()
    try:
        return len([one for one in days if works(one)])
    except Refused:  # nothing is known of a day any more: then nothing is said
        return None


def _shown(public: PublicCall, names: PublishedNames, today: date) -> dict[str, object]:
    publicity = names.publicity
    days_left = (publicity.closes_on - today).days
    due = Due(_("提出异议"), publicity.closes_on, days_left, public.call.id, clause=names.stage.clause)
    closed = publicity.closed_at is not None
    return {
        "names": names,
        "due": None if closed else due,
        "closed": closed,
        "open": not closed and days_left >= 0,
        "working_left": None if closed else working_days_left(names, today),
        "objections": objection_terms(names.stage),
    }


def objection_terms(stage: Stage | None) -> list[Promise]:
    """Return what the programme wants of an objection to the names of a stage."""
    terms = stage.publicity.objections if stage and stage.publicity else {}
    signed = terms.get("signed")
    wanted = [key for key in ("named", "written") if terms.get(key)]
    wanted += [one for one in signed if one in OBJECTIONS] if isinstance(signed, list | tuple) else []
    return [OBJECTIONS[one] for one in wanted]
