"""Who guesses waits longer and longer: counted by account, never by address alone.

A whole company stands behind one address at a deadline, and 200 of its people who sign in within a minute are
no attack. Three counts slow a guesser: of a name from one address, of a name from everywhere, and, instead of
both, of a name from a browser in which its owner was signed in before, so that nobody keeps him out by guessing.
A passkey cannot be guessed and is never slowed.

Counts stand in the common cache, so that every process of the site knows them. The count is looked at before a
guess and raised after it: as many guesses as there are threads may slip through at once, and no more.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from allauth.core.internal.ratelimit import cache_lock
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _

from linxuan.errors import Refused
from linxuan_site.actions.signing_in import digest_of_name
from linxuan_site.visits import Visit

FIRST_WAIT, LONGEST_WAIT = 30, 900
"""Seconds: the wait after the last free guess, doubled by each further one, and where that ends."""
FORGOTTEN = 24 * 3600
"""After so many seconds without a guess nothing is counted any more."""


@dataclass(frozen=True)
class Count:
    """What is counted under a key, and how many guesses are free."""

    key: str
    free: int


def counts_of(kind: str, name: str, *, visit: Visit, device: str = "") -> Sequence[Count]:
    """Return what counts for a guess; `device` is the mark of a browser that knows this account."""
    known = digest_of_name(name)
    if device:
        return (Count(f"slow:{kind}:device:{known}:{device}", 10),)
    here = digest_of_name(f"{name}\n{visit.address or ''}")
    return Count(f"slow:{kind}:here:{here}", 5), Count(f"slow:{kind}:all:{known}", 20)


def refuse_who_must_wait(counts: Sequence[Count]) -> None:
    """Raise `Refused` with the time from which on somebody may try again."""
    read = cache.get_many([one.key for one in counts])
    until = max((moment for _guesses, moment in read.values()), default=0.0)
    if until > time.time():
        told = _(
            "试的次数太多，请在 %(time)s 以后再试。用您登录过的浏览器，或用通行密钥，现在就可以登录；"
            "忘了密码的，请设新密码。"
        )
        raise Refused(told % {"time": _clock(until)}, code="slowed")


def count_guess(counts: Sequence[Count]) -> bool:
    """Count a wrong guess; tell whether who made it now has to wait."""
    waits = [_raise(one) for one in counts]
    return any(waits)


def forget_guesses(counts: Sequence[Count]) -> None:
    """Count nothing of what came before: the right one was found."""
    cache.delete_many([one.key for one in counts])


def _raise(count: Count) -> bool:
    with cache_lock(count.key):
        guesses, _until = cache.get(count.key, (0, 0.0))
        guesses += 1
        over = guesses - count.free
        wait = min(FIRST_WAIT * 2 ** min(over, 10), LONGEST_WAIT) if over >= 0 else 0
        cache.set(count.key, (guesses, time.time() + wait if wait else 0.0), timeout=FORGOTTEN)
    return wait > 0


def _clock(moment: float) -> str:
    """The hour and minute, not before the moment is over."""
    return f"{timezone.localtime(datetime.fromtimestamp(moment + 59, UTC)):%H:%M}"
