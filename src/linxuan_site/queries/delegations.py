"""Reads of who stands in for whom, and how the record names both."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from linxuan.language import say
from linxuan_site import clock
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Delegation
from linxuan_site.models.delegations import Signed
from linxuan_site.permissions import Reader
from linxuan_site.queries.people import place_of


@dataclass(frozen=True)
class Absences:
    """What a person sees of his own delegations: those that he gave and that count or will, and the rest."""

    given: list[Delegation]
    earlier: list[Delegation]
    held: list[Delegation]


EARLIER_SHOWN = 20
STANDING_IN = "standing_in"
"""Under which key a session holds the delegation under which its person acts."""


def stand_ins(reader: Reader) -> list[Delegation]:
    """Return under which delegations a reader may act today for others."""
    if not isinstance(reader, Account) or not reader.may_hold_delegations:
        return []
    return _counting(reader.pk, clock.today())


def stand_in(account: Account, delegation_id: int) -> Delegation | None:
    """Return a delegation under which the account may act today; None if it counts no more, or never did."""
    return next((one for one in stand_ins(account) if one.pk == delegation_id), None)


def stand_in_for(account: Account, username: str) -> Delegation | None:
    """Return the delegation by which the account may act today for the person of a user name."""
    return next((one for one in stand_ins(account) if one.absent.username == username), None)


@kept_read
def _counting(delegate: int, today: date) -> QuerySet[Delegation]:
    # Whoever left, went elsewhere or became an agent meanwhile stands in for nobody.
    same_place = Q(absent__organisation=None) | Q(absent__organisation=F("delegate__organisation"))
    same_place &= Q(absent__office=None) | Q(absent__office=F("delegate__office"))
    rows = Delegation.objects.filter(same_place, delegate=delegate, ended_at=None)
    rows = rows.filter(from_day__lte=today, until_day__gte=today)
    active = rows.filter(absent__is_active=True, delegate__is_active=True, delegate__firm="")
    return active.select_related("absent").order_by("until_day", "pk")


def absences_of(account: Account) -> Absences:
    """Return the delegations of a person: given, and held for others, now or later."""
    rows = Delegation.objects.select_related("absent", "delegate", "ended_by")
    own = list(rows.filter(absent=account.pk).order_by("-from_day", "-pk"))
    today = clock.today()
    given = [one for one in own if one.ended_at is None and one.until_day >= today]
    held = rows.filter(delegate=account.pk, ended_at=None, until_day__gte=today).order_by("from_day", "pk")
    return Absences(
        given=sorted(given, key=lambda one: one.from_day),
        earlier=[one for one in own if one not in given][:EARLIER_SHOWN],
        held=list(held),
    )


def colleagues_of(account: Account) -> list[Account]:
    """Return whom somebody may name: the active people of the same place, agents left out."""
    place = place_of(account)
    if place is None:
        return []
    return list(place.accounts.filter(is_active=True, firm="").exclude(pk=account.pk).order_by("pk"))


def delegation_here(reader: Account, delegation_id: int) -> Delegation | None:
    """Return a delegation that the reader gave or holds; None if there is none."""
    own = Q(absent=reader.pk) | Q(delegate=reader.pk)
    return Delegation.objects.filter(own, pk=delegation_id).first()


def signature(account: Account) -> dict[str, Any]:
    """Return the columns by which a row of the record says more of its person than the name."""
    absent = account.standing_in.absent if account.standing_in else None
    return {
        "firm": account.firm or None,
        "on_behalf_of": absent,
        "on_behalf_of_name": absent.full_name if absent else None,
        "token_name": account.by_token.name if account.by_token else None,
    }


def kept_signature(row: Signed) -> dict[str, Any]:
    """Return the same columns as a row of the record has them, for a row that repeats its words."""
    return {
        "firm": row.firm,
        "on_behalf_of_id": row.on_behalf_of_id,
        "on_behalf_of_name": row.on_behalf_of_name,
        "token_name": row.token_name,
    }


def who_acted(row: Any) -> str:
    """Return who did a step or a change, as it is shown everywhere: with an agent's firm, for whom, by which token."""
    return signed(row.actor_name if hasattr(row, "actor_name") else row.name, row)


def signed_name(person: Account, row: Any) -> str:
    """Return who did what another row of the record says, in the same way; the row names the person only by key."""
    return signed(person.full_name, row)


def signed(name: str, row: Any) -> str:
    """Return who did what a row of the record says, by the name of the person, in the same way."""
    if row.token_name:
        return say("{name}（用令牌“{token}”）", name=name, token=row.token_name)
    if row.on_behalf_of_name:
        return say("{name}（代{absent}办理）", name=name, absent=row.on_behalf_of_name)
    return say("{name}（代办，{firm}）", name=name, firm=row.firm) if row.firm else str(name)
