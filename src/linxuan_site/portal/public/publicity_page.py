"""What a publication of names shows: the names, until when, and how to object."""

from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linxuan.programme.definition import Stage
from linxuan_site.portal.deadlines import Due
from linxuan_site.queries.notices import PublicCall, PublishedNames, publications

OBJECTIONS: dict[str, Promise] = {
    "named": gettext_lazy("须署真实姓名或单位名称"),
    "written": gettext_lazy("须书面提出"),
    "unit_seal": gettext_lazy("单位提出的，加盖单位公章"),
    "hand": gettext_lazy("个人提出的，本人亲笔签名"),
}


def publicity_page(public: PublicCall, today: date) -> dict[str, object]:
    """Return the publications of a call on a day, newest first."""
    shown = [_shown(public, one, today) for one in publications(public)]
    return {"call": public.call, "publications": shown, "contacts": list(public.call.contacts.values())}


def _shown(public: PublicCall, names: PublishedNames, today: date) -> dict[str, object]:
    publicity = names.publicity
    days_left = (publicity.closes_on - today).days
    due = Due(_("提出异议"), publicity.closes_on, days_left, public.call.id, clause=names.stage.clause)
    closed = publicity.closed_at is not None
    return {
        "names": names,
        "due": None if closed else due,
        "closed": closed,
        "objections": objection_terms(names.stage),
    }


def objection_terms(stage: Stage | None) -> list[Promise]:
    """Return what the programme wants of an objection to the names of a stage."""
    terms = stage.publicity.objections if stage and stage.publicity else {}
    signed = terms.get("signed")
    wanted = [key for key in ("named", "written") if terms.get(key)]
    wanted += [one for one in signed if one in OBJECTIONS] if isinstance(signed, list | tuple) else []
    return [OBJECTIONS[one] for one in wanted]
