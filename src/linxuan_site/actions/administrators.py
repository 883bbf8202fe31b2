"""Administrators of the site."""

from django.db import transaction

from linxuan_site.actions.accounts import NewPerson, create_account
from linxuan_site.actions.recording import record
from linxuan_site.models import Account


@transaction.atomic
def create_administrator(
    *, username: str, password: str, full_name: str, email: str = "", by: Account | None
) -> Account:
    """Create the account of an administrator, who belongs to no office; `by` is None for the command line."""
    person = NewPerson(username, password, full_name, email)
    account = create_account(person, is_administrator=True)
    record("account.created", f"account:{account.pk}", account.full_name, by=by)
    return account
