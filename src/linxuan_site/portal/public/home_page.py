"""What the first page shows: every call, with its tracks and what is due."""

from collections.abc import Sequence
from datetime import date

from linxuan.programme import lookup
from linxuan_site.portal.deadlines import dues_of
from linxuan_site.queries.notices import PublicCall, with_names_published


def home_page(calls: Sequence[PublicCall], today: date) -> dict[str, object]:
    """Return the calls as the first page lists them on a day."""
    published = with_names_published([one.call.id for one in calls])
    return {"calls": [_listed(one, today, one.call.id in published) for one in calls]}


def _listed(public: PublicCall, today: date, has_names: bool) -> dict[str, object]:
    call = public.call
    dues = sorted(dues_of(call.deadlines.values(), call.id, today), key=lambda one: one.day)
    return {
        "call": call,
        "notice": next(iter(call.notices.values())),
        "tracks": lookup.open_tracks(call),
        "rounds": lookup.evaluation_rounds(call),
        "dues": dues,
        "next": next((one for one in dues if one.days_left >= 0), dues[-1] if dues else None),
        "has_names": has_names,
    }
