"""Who is reading: his account, with what every page shows of it, in the one read that every request needs anyhow."""

from django.contrib.auth.backends import ModelBackend
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, Message


class AccountBackend(ModelBackend):
    """Name and password; the account comes with the number of its unread messages."""

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session; None where it was stopped."""
        account = next(iter(_who_reads(user_id)), None)
        if account is None or not self.user_can_authenticate(account):
            return None
        account.unread = vars(account)["unread_messages"]
        return account


@kept_read
def _who_reads(account: int) -> "QuerySet[Account]":
    """The account with the place that every page names, and with the number of its unread messages."""
    places = Account.objects.select_related("organisation", "office")
    return places.annotate(unread_messages=_unread()).filter(pk=account)


def _unread() -> Coalesce:
    """Counted in an index of nothing but unread messages: no count of its own that could go wrong."""
    own = Message.objects.filter(account=OuterRef("pk"), read_at=None).order_by().values("account")
    return Coalesce(
        Subquery(own.annotate(number=Count("pk")).values("number")), 0, output_field=IntegerField()
    )
