"""Shapes that carry a meaning. Each stands with its word; colour only helps."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linxuan.designations import state_name
from linxuan_site.portal.icons import ICONS

MOST_SQUARES = 11
"""From 12 places on a number and a bar say it better than squares."""

WORDS: dict[str, Promise] = {
    "met": _("满足"),
    "not": _("未满足"),
    "soft": _("原则上未达"),
    "unknown": _("尚不清楚"),
}


def mark(kind: str) -> dict[str, object]:
    """`{% mark "met" %}`: the shape alone: `met`, `not`, `soft`, `unknown`, `half` (begun), `ring` (not begun)."""
    return {"kind": kind}


def state(kind: str, word: str = "") -> dict[str, object]:
    """`{% state "not" %}`: shape and word; `word` says another than the usual one."""
    return {"kind": kind, "word": word or WORDS[kind]}


def title_state(state: str) -> str:
    """`{{ state|title_state }}`: the word for the state of a title."""
    return state_name(state)


def icon(name: str) -> dict[str, object]:
    """`{% icon "upload" %}`: a small drawing beside a word, never instead of it."""
    return {"path": ICONS[name]}


def places(limit: int, taken: int = 0, tied: int = 0) -> dict[str, object]:
    """`{% places quota.limit taken tied %}`: one square is one place; beyond 11 a bar.

    Filled squares are taken, striped ones are contested by equals at the line, empty ones are open.
    """
    filled = min(taken, limit)
    contested = min(tied, limit - filled)
    squares: Sequence[str] = (
        ["taken"] * filled + ["tied"] * contested + ["open"] * (limit - filled - contested)
    )
    share = 100 * filled / limit if limit else 0
    return {
        "squares": squares if limit <= MOST_SQUARES else [],
        "limit": limit,
        "taken": taken,
        "share": share,
    }


def progress(done: int, whole: int) -> dict[str, object]:
    """`{% progress done whole %}`: a bar; its numbers stand beside it as text."""
    return {"share": f"{100 * done / whole:.1f}" if whole else "0"}
