"""What offices found in registers of credit."""

from linxuan_site.models import Account, Application, CreditCheck
from linxuan_site.permissions import keys_of

MOST_SOURCES = 20


def credit_checks_of(application: Application) -> list[CreditCheck]:
    """Return the look-ups of an applicant for this application, newest first."""
    rows = application.credit_checks.select_related("checked_by", "file")
    return list(rows.order_by("-checked_at", "-pk"))


def known_sources(account: Account) -> list[str]:
    """Return where the account's office looked before, to be chosen again."""
    office = account.office
    if office is None:
        return []
    own = CreditCheck.objects.filter(office=office.kind, office_key__in=keys_of(office))
    return sorted(set(own.order_by("-pk").values_list("source", flat=True)[:MOST_SOURCES]))
