"""Signing in and out: sessions begin and end, and every time leaves a row.

Of what was proved, and what is still lacking, the doors take care: `linxuan_site.portal.account.entering`.
"""

import hashlib
import hmac
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from linxuan_site.models import Account, Session, SignInRecord
from linxuan_site.models.signing_in import VISIT
from linxuan_site.proofs import PROVED, works_for_office
from linxuan_site.queries.sign_ins import session_here
from linxuan_site.visits import Visit


def open_session(session: SessionBase, account: Account, *, how: str, second: bool, visit: Visit) -> None:
    """Write into a new session of somebody how he came in and when it ends; that he came in leaves a row."""
    now = time.time()
    in_office = works_for_office(account)
    idle = settings.OFFICE_IDLE if in_office else settings.APPLICANT_IDLE
    longest = settings.OFFICE_SESSION if in_office else settings.APPLICANT_SESSION
    session[PROVED] = {"how": how, "second": second, "at": now}
    session[VISIT] = {
        "began": now,
        "seen": now,
        "ends": now + longest,
        "idle": idle,
        "address": visit.address,
        "browser": visit.browser,
        "how": how,
    }
    session.set_expiry(idle)
    record_sign_in("signed_in", account=account, how=how, visit=visit)


def record_sign_in(
    event: str,
    *,
    account: Account | None,
    visit: Visit,
    name: str = "",
    how: str = "",
    why: str = "",
    note: str = "",
    by: Account | None = None,
) -> SignInRecord:
    """Leave the row of what happened at the door to an account; `name` is what was typed where there is none."""
    return SignInRecord.objects.create(
        event=event,
        account=account,
        name_digest="" if account else digest_of_name(name),
        how=how,
        why=why,
        note=note,
        address=visit.address,
        browser=visit.browser,
        by=by,
        at=timezone.now(),
    )


def digest_of_name(name: str) -> str:
    """Return what is kept of a name that was typed: keyed, for it may be a password in the wrong place."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, name.strip().lower().encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:32]


def sign_out_record(account: Account, *, visit: Visit) -> None:
    """Leave the row of somebody who signs out."""
    record_sign_in("signed_out", account=account, visit=visit)


@transaction.atomic
def end_session(account: Account, handle: str, *, visit: Visit) -> None:
    """End one of a person's own sessions, by its handle; one that is over already is no fault."""
    session = session_here(account, handle)
    if session is not None:
        session.delete()
        record_sign_in("ended", account=account, visit=visit)


@transaction.atomic
def end_sessions(account: Account, *, but: str = "", visit: Visit, by: Account | None = None) -> int:
    """End the sessions of a person, but for the one with the key `but`; return how many there were."""
    ended, _ = Session.objects.filter(account=account).exclude(session_key=but).delete()
    if ended:
        record_sign_in("ended", account=account, visit=visit, by=by)
    return ended


def what_is_over() -> int:
    """Return how many sessions are over, and how many records are older than they are kept."""
    return sum(rows.count() for rows in _over())


@transaction.atomic
def forget_what_is_over() -> int:
    """Delete sessions that are over, and records older than they are kept; return how many there were."""
    return sum(rows.delete()[0] for rows in _over())


def _over() -> tuple[QuerySet[Session], QuerySet[SignInRecord]]:
    now = timezone.now()
    oldest = now - timedelta(days=settings.SIGN_IN_RECORD_DAYS)
    return Session.objects.filter(expire_date__lt=now), SignInRecord.objects.filter(at__lt=oldest)
