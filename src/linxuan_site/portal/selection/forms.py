"""What the selecting office types: scores and ranks of a whole line."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from linxuan_site.actions.placements import Placing
from linxuan_site.portal.answering import Fault
from linxuan_site.queries.order import Ranked

LONGEST = 12
"""No score and no rank has more signs."""


def typed_places(ranked: Sequence[Ranked], posted: Mapping[str, str]) -> tuple[list[Placing], list[Fault]]:
    """Read the scores and ranks of a line; only rows in which something changed are returned."""
    changed: list[Placing] = []
    faults: list[Fault] = []
    for one in ranked:
        typed = _typed(one, posted)
        if isinstance(typed, Fault):
            faults.append(typed)
        elif typed is not None and (typed.rank, typed.score) != _recorded(one):
            changed.append(typed)
    return changed, faults


def _typed(one: Ranked, posted: Mapping[str, str]) -> Placing | Fault | None:
    key, name = one.application.pk, one.application.subject
    # A row that came after the page was opened has no inputs on it.
    if f"score-{key}" not in posted and f"rank-{key}" not in posted:
        return None
    score, rank = posted.get(f"score-{key}", "").strip(), posted.get(f"rank-{key}", "").strip()
    try:
        meant = _decimal(score)
    except InvalidOperation:
        return Fault(_("“%(name)s”的分值应是数字，如 88.5") % {"name": name}, target=f"id_score-{key}")
    if rank and not (rank.isdecimal() and len(rank) <= LONGEST):
        return Fault(_("“%(name)s”的名次应是整数，如 3") % {"name": name}, target=f"id_rank-{key}")
    return Placing(key, int(rank) if rank else None, meant, _seen(posted.get(f"seen-{key}", "")))


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    number = Decimal(text.replace(",", "").replace("，", "")) if len(text) <= LONGEST else Decimal("NaN")
    if not number.is_finite():
        raise InvalidOperation
    return number


def _seen(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None


def _recorded(one: Ranked) -> tuple[int | None, Decimal | None]:
    return (one.placement.rank, one.placement.score) if one.placement else (None, None)
