"""What the public register shows: what was looked for, one page of it, and how many there are by district and mode."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan_site.queries.public_register import (
    STANDINGS,
    Wanted,
    narrowed_register,
    register_page,
    whole_register,
)

STANDING_WORDS: dict[str, Promise] = {"kept": _("保留"), "revoked": _("已取消")}
WORDS = ("words", "track", "region", "kind", "standing")


def public_register_page(asked: Mapping[str, str]) -> dict[str, object]:
    """Return the register as it was asked for; what cannot be meant is not asked for."""
    wanted = read_wanted(asked)
    register = whole_register()
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
        "standings": [(one, STANDING_WORDS[one]) for one in STANDINGS],
        "by_region": found.counted("region", wanted),
        "by_kind": found.counted("kind", wanted),
        "query": _query(wanted),
        "begins_later": bool(asked.get("after")),
        "next": _query(wanted, after=str(page.after)) if page.after else "",
    }


def read_wanted(asked: Mapping[str, str]) -> Wanted:
    """Return what is looked for; a cohort that is no number, or a standing that there is not, is not asked for."""
    given = {word: asked.get(word, "").replace("\0", "").strip()[:200] for word in WORDS}
    if given["standing"] not in STANDINGS:
        given["standing"] = ""
    return Wanted(**given, cohort=_whole(asked.get("cohort", ""), most=4))


def _whole(text: str, most: int = 15) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None


def _query(wanted: Wanted, **more: str) -> str:
    given = {**{word: getattr(wanted, word) for word in WORDS}, "cohort": str(wanted.cohort or "")}
    return urlencode({key: value for key, value in {**given, **more}.items() if value})
