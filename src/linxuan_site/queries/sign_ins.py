"""Reads of who is signed in where, and of what happened at the sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from linxuan_site.models import Account, Office, Organisation, Session, SignInRecord
from linxuan_site.queries.people import digest_of

A_PAGE = 50


@dataclass(frozen=True)
class SessionLine:
    """A browser in which somebody is signed in. `handle` names it without telling its key."""

    handle: str
    began_at: datetime
    seen_at: datetime
    address: str
    browser: str
    how: str
    here: bool
    """Whether it is the one that asks."""


@dataclass(frozen=True)
class SignIns:
    """A page of records, newest first; `next` is the key before which the next page begins, None at the end."""

    rows: Sequence[SignInRecord]
    next: int | None


def sessions_of(account: Account, here: str) -> list[SessionLine]:
    """Return where somebody is signed in, last seen first; `here` is the key of the session that asks."""
    return [
        SessionLine(
            handle=digest_of(one.session_key)[:16],
            began_at=one.began_at or one.expire_date,
            seen_at=one.seen_at or one.expire_date,
            address=one.address or "",
            browser=one.browser,
            how=one.how,
            here=one.session_key == here,
        )
        for one in _open(account).order_by("-seen_at")
    ]


def session_here(account: Account, handle: str) -> Session | None:
    """Return a session of somebody by its handle."""
    return next((one for one in _open(account) if digest_of(one.session_key)[:16] == handle), None)


def _open(account: Account) -> QuerySet[Session]:
    return Session.objects.filter(account=account, expire_date__gt=timezone.now())


def sign_ins_of(account: Account, *, before: int | None = None) -> SignIns:
    """Return what happened at the door to one account."""
    return _page(SignInRecord.objects.filter(account=account), before)


def sign_ins_at(place: Organisation | Office, *, before: int | None = None) -> SignIns:
    """Return what happened at the doors of those who work at a place."""
    return _page(SignInRecord.objects.filter(account__in=place.accounts.all()), before)


def all_sign_ins(*, before: int | None = None, refused: bool = False) -> SignIns:
    """Return what happened at all doors, or only who was refused."""
    rows = SignInRecord.objects.all()
    return _page(rows.filter(event__in=("refused", "slowed")) if refused else rows, before)


def _page(rows: QuerySet[SignInRecord], before: int | None) -> SignIns:
    found = rows.select_related("account", "by").order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    read = list(found[: A_PAGE + 1])
    return SignIns(read[:A_PAGE], read[A_PAGE - 1].pk if len(read) > A_PAGE else None)
