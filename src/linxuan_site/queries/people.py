"""Reads of accounts."""

from linxuan_site.models import Account


def account_named(username: str) -> Account | None:
    """Return the active account of this user name."""
    found = Account.objects.filter(username=username, is_active=True)
    return found.select_related("office", "organisation").first()
