"""Keeping who read the personal data of others: before the answer goes out, once a day for a person and a thing."""

from collections import OrderedDict

from django.db import transaction
from django.utils import timezone

from linxuan_site import clock
from linxuan_site.models import Account, PersonalRead

KNOWN = 20_000
"""How many rows a process remembers to have written, so that a page that is opened again costs no statement."""

_written: OrderedDict[tuple[object, ...], None] = OrderedDict()


def keep_read(account: Account, what: str, subject: str, *, application: int | None = None) -> None:
    """Write that a person read something of this kind today, if it is not written yet.

    `subject` is the key of the thing, or of what a list is about; `application` the key of the application that it
    belongs to. What a delegate reads is his, with the name of whom he stands in for.
    """
    absent = account.standing_in.absent_id if account.standing_in else None
    day = clock.today()
    sign = (account.pk, absent, what, subject, day)
    if sign in _written:
        return
    row = PersonalRead(
        account=account,
        on_behalf_of_id=absent,
        what=what,
        subject=subject[:120],
        application_id=application,
        day=day,
        at=timezone.now(),
    )
    PersonalRead.objects.bulk_create([row], ignore_conflicts=True)
    transaction.on_commit(lambda: _remember(sign))


def forget_reads() -> None:
    """Forget what was written: the next time each is asked of the database again, as after a restored backup."""
    _written.clear()


def _remember(sign: tuple[object, ...]) -> None:
    _written[sign] = None
    while len(_written) > KNOWN:
        _written.popitem(last=False)
