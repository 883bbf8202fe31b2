"""Who is reading, and what every page says to him: read with the session, in the one statement that a request needs anyhow."""

from typing import TypeVar

from django.db.models import Count, Exists, IntegerField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from linxuan_site.models.calls import PublishedCall
from linxuan_site.models.delegations import Delegation
from linxuan_site.models.messages import Message
from linxuan_site.models.people import Account

Row = TypeVar("Row", bound=Model)
UNREAD, AUTHORITY, HOLDS = "unread_messages", "newest_authority", "holds_delegations"


def with_what_pages_show(rows: "QuerySet[Row]", account: str) -> "QuerySet[Row]":
    """Return rows with what every page shows beside the account at `account`; `put_on` puts it there."""
    held = Delegation.objects.filter(delegate=OuterRef(account), ended_at=None)
    newest = PublishedCall.objects.order_by("-published_at", "-pk").values("authority")[:1]
    shown = {UNREAD: _unread(account), AUTHORITY: Subquery(newest), HOLDS: Exists(held)}
    found: QuerySet[Row] = rows.annotate(**shown)
    return found


def put_on(account: Account, row: Model) -> Account:
    """Return an account with what was read beside it in a row of `with_what_pages_show`."""
    read = vars(row)
    account.unread = read[UNREAD]
    account.authority_shown = read[AUTHORITY] or ""
    account.may_hold_delegations = read[HOLDS]
    return account


def _unread(account: str) -> Coalesce:
    """Counted in an index of nothing but unread messages: no count of its own that could go wrong."""
    own = Message.objects.filter(account=OuterRef(account), read_at=None).order_by().values("account")
    return Coalesce(
        Subquery(own.annotate(number=Count("pk")).values("number")), 0, output_field=IntegerField()
    )
