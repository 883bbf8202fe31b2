"""Who is signed in where, and what happened at the sign-in: sessions, and rows that are never changed."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from linxuan_site.kept_reads import kept_read
from linxuan_site.models.people import Account
from linxuan_site.models.reading import put_on, with_what_pages_show

VISIT = "visit"
"""The part of a session that its row shows: `began`, `seen` and `ends` (seconds of Unix time), `address`,
`browser`, `how`."""


class Session(AbstractBaseSession):
    """One browser that is signed in, or came by: its columns show whose it is, so that he can end it."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="sessions")
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """To within a tenth of the time after which an idle session ends."""
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=60, blank=True)
    how = models.CharField(max_length=40, blank=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(account=None) | Q(began_at__isnull=False, seen_at__isnull=False),
                name="session_of_somebody_says_since_when",
            )
        ]

    @classmethod
    def get_session_store_class(cls) -> type[SessionBase]:
        """Return what reads and writes these rows."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Sessions in the database: the columns are written with the session, and never outlive its end."""

    account_read: Account | None = None
    """The account of the row, with what every page shows; whether he may still read says `queries.signing_in`."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_open_session(self.session_key or "", timezone.now())), None)
        if found is None:
            self._session_key = None
        elif found.account is not None:
            self.account_read = put_on(found.account, found)
        return found

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session with what it says of itself."""
        row = super().create_model_instance(data)
        if not isinstance(row, Session):
            raise TypeError(f"{type(row).__name__} is no row of sessions")
        visit = data.get(VISIT)
        if visit and SESSION_KEY in data:
            row.account_id = int(data[SESSION_KEY])
            row.began_at, row.seen_at = _moment(visit["began"]), _moment(visit["seen"])
            row.address, row.browser, row.how = visit["address"], visit["browser"], visit["how"]
            row.expire_date = min(row.expire_date, _moment(visit["ends"]))
        return row


@kept_read
def _open_session(key: str, now: datetime) -> "QuerySet[Session]":
    """The session of a key that has not ended, with whose it is: the one that every request of a reader asks."""
    rows = Session.objects.filter(session_key=key, expire_date__gt=now)
    return with_what_pages_show(rows.select_related("account__organisation", "account__office"), "account")


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


SIGN_IN_EVENTS = (
    "signed_in",
    "refused",
    "slowed",
    "signed_out",
    "ended",
    "password_changed",
    "password_reset",
    "password_link",
    "factor_added",
    "factor_removed",
    "factor_reset",
    "codes_made",
    "sso_linked",
)
"""What a row may tell. `ended` is a session that was ended from another one, or by who manages the people."""


class SignInRecord(models.Model):
    """What happened at the door to an account: who came in, who was refused, which factor changed. Never updated.

    What was typed where there is no such account is not kept: it may be a password. A keyed digest of it tells
    whether the same was typed again.
    """

    event = models.CharField(max_length=20)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="sign_in_records")
    name_digest = models.CharField(max_length=32, blank=True)
    how = models.CharField(max_length=40, blank=True)
    """By what: `password`, `totp`, `recovery`, `passkey`, `sso`, `invitation`, joined by `+`."""
    why = models.CharField(max_length=40, blank=True)
    """Why somebody was refused, in a word of ours."""
    note = models.TextField(blank=True)
    """The reason that somebody gave for what he did to another's account."""
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=60, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    """Who did it, where it was somebody else."""
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(event__in=SIGN_IN_EVENTS), name="sign_in_event_known"),
            models.CheckConstraint(
                condition=Q(account__isnull=False) | Q(event__in=("refused", "slowed")),
                name="sign_in_record_of_nobody_is_a_refusal",
            ),
            models.CheckConstraint(
                condition=~Q(event__in=("factor_reset", "password_link")) | ~Q(note=""),
                name="factor_reset_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["account", "id"], name="sign_in_by_account"),
            models.Index(fields=["at"], name="sign_in_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.account_id}"


class CachedValue(models.Model):
    """What the processes of the site remember together for a while: Django's cache writes here."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "linxuan_cache"

    def __str__(self) -> str:
        return self.cache_key
