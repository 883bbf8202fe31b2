"""What the public register shows: what was looked for, of which day; one page of it; how many there are of what."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from linxuan.designations import STATES, state_name
from linxuan_site.portal.public.times_asked import times_asked
from linxuan_site.queries.public_register import narrowed_register, register_page, whole_register
from linxuan_site.queries.register_counts import Wanted
from linxuan_site.queries.register_times import Times

WORDS = ("words", "track", "region", "kind", "state")
TIMES = ("as_of", "known_at")


def public_register_page(asked: Mapping[str, str]) -> dict[str, object]:
    """Return the register as it was asked for; what cannot be meant is not asked for, and of a day it is said."""
    when = times_asked(asked)
    wanted = read_wanted(asked, when.times)
    register = whole_register(wanted)
    found = narrowed_register(register, wanted)
    page = register_page(register, wanted, _whole(asked.get("after", "")))
    query = query_of(asked, wanted)
    return {
        "entries": page.entries,
        "number": found.number(wanted),
        "wanted": wanted,
        "is_narrowed": wanted != Wanted(day=wanted.day, known_at=wanted.known_at),
        "cohorts": register.cohorts,
        "tracks": register.choices("track"),
        "regions": register.choices("region"),
        "kinds": register.choices("kind"),
        "states": [(one, state_name(one)) for one in STATES],
        "by_year": sorted(found.counted("year", wanted)),
        "by_region": found.counted("region", wanted),
        "by_kind": found.counted("kind", wanted),
        **when.shown,
        "times_query": urlencode({one: asked[one] for one in TIMES if asked.get(one) and not when.fault}),
        "query": query,
        "begins_later": bool(asked.get("after")),
        "next": f"{query}&after={page.after}".lstrip("&") if page.after else "",
    }


def read_wanted(asked: Mapping[str, str], times: Times) -> Wanted:
    """Return what is looked for; a cohort that is no number, or a state that there is not, is not asked for."""
    given: dict[str, Any] = {word: asked.get(word, "").replace("\0", "").strip()[:200] for word in WORDS}
    if given["state"] not in STATES:
        given["state"] = ""
    cohort = _whole(asked.get("cohort", ""), most=4)
    return Wanted(**given, cohort=cohort, day=times.day, known_at=times.known_at)


def query_of(asked: Mapping[str, str], wanted: Wanted) -> str:
    """Return the query of an address that asks the same again."""
    given = {word: getattr(wanted, word) for word in WORDS} | {"cohort": str(wanted.cohort or "")}
    given |= {"as_of": asked.get("as_of", "") if wanted.day else ""}
    given |= {"known_at": asked.get("known_at", "") if wanted.known_at else ""}
    return urlencode({key: value for key, value in given.items() if value})


def _whole(text: str, most: int = 15) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None
