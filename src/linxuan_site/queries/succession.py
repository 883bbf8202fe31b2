"""Which office acts today for the row of another: its own, or whoever took over when it ended."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import QuerySet

from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Office
from linxuan_site.permissions import stands

Row = tuple[str, str]
"""The kind and the key of an office."""


def offices_with_rows(authority: str) -> list[Office]:
    """Return every office of an authority that is in charge of a row, ended ones included."""
    return list(Office.objects.filter(authority=authority).exclude(key="").order_by("kind", "key"))


def acting_offices(offices: Iterable[Office]) -> Mapping[Row, Office]:
    """Return who acts today for each of the rows of offices; a row for which nobody does is left out."""
    by_id = {one.pk: one for one in offices}
    found = {(one.kind, one.key): _acting(one, by_id) for one in by_id.values()}
    return {row: one for row, one in found.items() if one is not None}


def abandoned(authority: str) -> list[Office]:
    """Return the offices of an authority that ended and for whose row nobody acts today."""
    if not _lonely(authority, clock.today()):
        return []
    known = offices_with_rows(authority)
    acting = acting_offices(known)
    return [one for one in known if _ended(one) and (one.kind, one.key) not in acting]


@kept_read
def _lonely(authority: str, today: date) -> "QuerySet[Office, int]":
    """Some office that ended and whose row nobody took over."""
    ended = Office.objects.filter(authority=authority, valid_until__lt=today, successor=None)
    return ended.exclude(key="").values_list("pk", flat=True)[:1]


def keys_taken_over() -> Mapping[int, frozenset[str]]:
    """Return, by office, the keys of those that ended before today and lead to it, one after another."""
    ended = Office.objects.filter(valid_until__lt=clock.today(), successor__isnull=False)
    columns = ended.values_list("pk", "key", "successor_id")
    leads_to: dict[int, int | None] = {pk: successor for pk, _key, successor in columns}
    found: dict[int, set[str]] = {}
    for _pk, key, first in columns:
        reached: set[int] = set()
        successor: int | None = first
        while successor is not None and successor not in reached:
            reached.add(successor)
            found.setdefault(successor, set()).add(key)
            successor = leads_to.get(successor)
    return {office: frozenset(keys) for office, keys in found.items()}


def _acting(office: Office, by_id: Mapping[int, Office]) -> Office | None:
    now: Office | None = office
    for _step in by_id:
        if now is None or not _ended(now):
            break
        now = by_id.get(now.successor_id or 0)
    return now if now is not None and stands(now) else None


def _ended(office: Office) -> bool:
    return office.valid_until is not None and office.valid_until < clock.today()
