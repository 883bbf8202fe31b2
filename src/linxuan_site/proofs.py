"""How well somebody must prove who he is, and who helps him when he cannot any more. Who may do what then, is for
`permissions` to say.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from linxuan_site.models import Account
from linxuan_site.permissions import Reader, may_change_people

PROVED = "proved"
"""The part of a session that says how its reader proved who he is: `how`, `second` (whether by two factors or
by a passkey), `at` (seconds of Unix time)."""


def works_for_office(account: Account) -> bool:
    """Somebody of an office, standing or not, or who administers the site: he may see what is others'."""
    return account.office_id is not None or account.is_administrator


def must_have_second_factor(account: Account) -> bool:
    """Who signs in with a second factor, as the installation has it: officers and administrators, or everybody."""
    if settings.SECOND_FACTOR == "officers":
        return works_for_office(account)
    return bool(settings.SECOND_FACTOR == "everybody")


def proved_enough(account: Account, session: Mapping[str, Any]) -> bool:
    """Tell whether a session proves who its reader is as well as it must."""
    return not must_have_second_factor(account) or bool(session.get(PROVED, {}).get("second"))


def may_help_in(reader: Reader, person: Account) -> bool:
    """Who takes the second factor of a person away that was lost, or makes him a link to choose a new password: who
    manages the people of where he works, or who administers the site; nobody his own.
    """
    if not isinstance(reader, Account) or reader.pk == person.pk:
        return False
    place = person.organisation or person.office
    return reader.is_administrator or (place is not None and may_change_people(reader, place))
