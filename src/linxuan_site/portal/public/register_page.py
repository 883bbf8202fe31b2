"""What the public register shows: what was looked for, one page of it, and how many there are by district and mode."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from linxuan.designations import STATES, state_name
from linxuan_site.queries.public_register import narrowed_register, register_page, whole_register
from linxuan_site.queries.register_counts import Wanted

WORDS = ("words", "track", "region", "kind", "state")


def public_register_page(asked: Mapping[str, str]) -> dict[str, object]:
    """Return the register as it was asked for; what cannot be meant is not asked for."""
    wanted = read_wanted(asked)
    register = whole_register(wanted)
    found = narrowed_register(register, wanted)
    page = register_page(register, wanted, _whole(asked.get("after", "")))
    return {
        "entries": page.entries,
        "number": found.number(wanted),
        "wanted": wanted,
        "is_narrowed": wanted != Wanted(),
        "cohorts": register.cohorts,
        "tracks": register.choices("track"),
        "regions": register.choices("region"),
        "kinds": register.choices("kind"),
        "states": [(one, state_name(one)) for one in STATES],
        "by_region": found.counted("region", wanted),
        "by_kind": found.counted("kind", wanted),
        "query": _query(wanted),
        "begins_later": bool(asked.get("after")),
        "next": _query(wanted, after=str(page.after)) if page.after else "",
    }


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what is looked for; a cohort that is no number, or a state that there is not, is not asked for."""
    given: dict[str, Any] = {word: asked.get(word, "").replace("\0", "").strip()[:200] for word in WORDS}
    if given["state"] not in STATES:
        given["state"] = ""
    return Wanted(**given, cohort=_whole(asked.get("cohort", ""), most=4))


def _whole(text: str, most: int = 15) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None


def _query(wanted: Wanted, **more: str) -> str:
    given = {**{word: getattr(wanted, word) for word in WORDS}, "cohort": str(wanted.cohort or "")}
    return urlencode({key: value for key, value in {**given, **more}.items() if value})
