"""What offices found in registers of credit."""

from collections.abc import Collection

from django.db.models import QuerySet

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Application, CreditCheck
from linxuan_site.permissions import keys_of
from linxuan_site.queries.beside import nothing_beside

MOST_SOURCES = 20


def credit_checks_of(application: Application) -> list[CreditCheck]:
    """Return the look-ups of an applicant for this application, newest first."""
    return [] if nothing_beside(application, "credit") else _checks(application.pk)


@kept_read
def _checks(application: int) -> "QuerySet[CreditCheck]":
    rows = CreditCheck.objects.filter(application=application).select_related("checked_by", "file")
    return rows.order_by("-checked_at", "-pk")


def known_sources(account: Account) -> list[str]:
    """Return where the account's office looked before, to be chosen again."""
    office = account.office
    if office is None:
        return []
    return sorted(set(_sources(office.kind, keys_of(office))))


@kept_read
def _sources(kind: str, keys: Collection[str]) -> "QuerySet[CreditCheck, str]":
    own = CreditCheck.objects.filter(office=kind, office_key__in=keys)
    return own.order_by("-pk").values_list("source", flat=True)[:MOST_SOURCES]
