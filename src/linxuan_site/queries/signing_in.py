"""Who is reading: his account, with what every page shows of it, in the one read that every request needs anyhow."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account
from linxuan_site.models.reading import put_on, with_what_pages_show


class AccountBackend(ModelBackend):
    """Name and password; the account comes with the number of its unread messages."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session; None where it was stopped."""
        account = next(iter(_who_reads(user_id)), None)
        if account is None or not self.user_can_authenticate(account):
            return None
        return put_on(account, account)


def account_of(session: SessionBase) -> Account | None:
    """Return the account that was read with its session, where everything holds that Django asks of it.

    None where anything does not, or it was not read: then Django is to look into it (`get_user`), which also knows
    sessions that an earlier key of the site signed, and ends those that count no more.
    """
    of, known = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY)
    account: Account | None = getattr(session, "account_read", None)
    if account is None or of != str(account.pk) or not known:
        return None
    if session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS or not account.is_active:
        return None
    return account if constant_time_compare(known, account.get_session_auth_hash()) else None


@kept_read
def _who_reads(account: int) -> "QuerySet[Account]":
    """The account with the place that every page names, and with what every page shows."""
    places = Account.objects.select_related("organisation", "office")
    return with_what_pages_show(places, "pk").filter(pk=account)
