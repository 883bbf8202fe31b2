"""Reads of all accounts, for administrators: found by words, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from linxuan_site.models import Account, AdministrationRecord, Office, Organisation, PersonChange

A_PAGE = 50


@dataclass(frozen=True)
class Accounts:
    """A page of accounts; `next` is the key after which the next page begins, None at the end."""

    rows: Sequence[Account]
    next: int | None


def accounts(words: str = "", *, only: str = "", after: int = 0) -> Accounts:
    """Return accounts by key; `only` is `offices`, `organisations`, `administrators` or `stopped`."""
    rows = Account.objects.select_related("office", "organisation").filter(pk__gt=after).order_by("pk")
    found = list(_narrowed(_matching(rows, words.strip()), only)[: A_PAGE + 1])
    return Accounts(found[:A_PAGE], found[A_PAGE - 1].pk if len(found) > A_PAGE else None)


def account_with(account_id: int) -> Account | None:
    """Return an account with where it works; None if there is none."""
    return Account.objects.select_related("office", "organisation").filter(pk=account_id).first()


def records_of(account: Account) -> list[AdministrationRecord]:
    """Return what administrators did to an account, newest first."""
    return list(AdministrationRecord.objects.filter(subject=f"account:{account.pk}").order_by("-pk")[:50])


def changes_of(account: Account) -> list[PersonChange]:
    """Return what became of a person, newest first."""
    return list(account.changes.select_related("changed_by").order_by("-pk")[:50])


def all_offices() -> list[Office]:
    """Return every office, those of one authority together."""
    return list(Office.objects.order_by("authority", "kind", "key"))


def organisation_named(name: str) -> Organisation | None:
    """Return the organisation of a credit code or of an exact name; None where it is none, or not only one."""
    found = list(Organisation.objects.filter(Q(identifier=name.strip()) | Q(name=name.strip()))[:2])
    return found[0] if len(found) == 1 else None


def _matching(rows: QuerySet[Account], words: str) -> QuerySet[Account]:
    if not words or "\0" in words:
        return rows
    return rows.filter(
        Q(username__icontains=words)
        | Q(full_name__icontains=words)
        | Q(email__iexact=words)
        | Q(office__name__icontains=words)
        | Q(organisation__name__icontains=words)
        | Q(organisation__identifier=words)
    )


def _narrowed(rows: QuerySet[Account], only: str) -> QuerySet[Account]:
    match only:
        case "offices":
            return rows.filter(office__isnull=False)
        case "organisations":
            return rows.filter(organisation__isnull=False)
        case "administrators":
            return rows.filter(is_administrator=True)
        case "stopped":
            return rows.filter(is_active=False)
    return rows
