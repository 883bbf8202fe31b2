"""What the selecting office types: scores and ranks of a whole line, and the reason of a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from linxuan_site.portal.answering import Fault
from linxuan_site.queries.order import Ranked


@dataclass(frozen=True)
class TypedPlace:
    """What was typed for one application, as text, and what it means."""

    application_id: int
    score: str
    rank: str
    meant_score: Decimal | None
    meant_rank: int | None


def typed_places(ranked: Sequence[Ranked], posted: Mapping[str, str]) -> tuple[list[TypedPlace], list[Fault]]:
    """Read the scores and ranks of a line; only rows in which something changed are returned."""
    changed: list[TypedPlace] = []
    faults: list[Fault] = []
    for one in ranked:
        key = one.application.pk
        score, rank = posted.get(f"score-{key}", "").strip(), posted.get(f"rank-{key}", "").strip()
        try:
            typed = TypedPlace(key, score, rank, _decimal(score), int(rank) if rank else None)
        except (InvalidOperation, ValueError):
            name = one.application.organisation.name
            faults.append(Fault(_("“%(name)s”的名次或分值不是数字") % {"name": name}, target=f"score-{key}"))
            continue
        if (typed.meant_score, typed.meant_rank) != _standing(one):
            changed.append(typed)
    return changed, faults


def _decimal(text: str) -> Decimal | None:
    if not text:
        return None
    number = Decimal(text.replace(",", "").replace("，", ""))
    if not number.is_finite():
        raise InvalidOperation
    return number


def _standing(one: Ranked) -> tuple[Decimal | None, int | None]:
    return (one.placement.score, one.placement.rank) if one.placement else (None, None)
