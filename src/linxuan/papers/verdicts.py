"""What to hold of a page: genuine and current, superseded, of a title that ended, altered, not ours, of a revoked key."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from linxuan.papers.claims import Claim
from linxuan.papers.codes import is_ours, read_code
from linxuan.papers.keys import PublicKey

Outcome = Literal["current", "superseded", "ended", "altered", "not_ours", "revoked"]
SHORTEST_CHECK = 16
"""Signs of a typed check code, of the SHA-256 in hexadecimal."""
LONGEST_CHECK = 64
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True)
class Filed:
    """What the system holds under a number and revision: the most that a verdict tells anybody.

    `digest` is the whole SHA-256 over the answers, hexadecimal; `newest` is the newest revision. Of a certificate
    whose title was taken away `ended_on` and `ended_by` say when, and by which document.
    """

    number: str
    revision: int
    digest: str
    name: str
    filed_on: date
    newest: int
    ended_on: date | None = None
    ended_by: str = ""


Finder = Callable[[str, int], Sequence[Filed]]
"""Finds by number and revision; a number may be of several calls."""


@dataclass(frozen=True)
class Verdict:
    """An outcome, with what the page claims where that can be told, and what the system holds of it.

    `claim` and `filed` are there only where the signature proved them.
    """

    outcome: Outcome
    claim: Claim | None = None
    filed: Filed | None = None
    revoked_on: date | None = None


def verdict_of(text: str, keys: Mapping[bytes, PublicKey], find: Finder) -> Verdict:
    """Return what to hold of a page with this code; `keys` are all public keys there ever were, by id."""
    try:
        sealed = read_code(text)
    except ValueError:
        return Verdict("altered" if is_ours(text) else "not_ours")
    key = keys.get(sealed.key_id)
    if key is None:
        return Verdict("not_ours")
    if not sealed.proved_by(key):
        return Verdict("altered")
    if key.revoked_on:
        return Verdict("revoked", revoked_on=key.revoked_on)
    return _compared(sealed.claim, find(sealed.claim.number, sealed.claim.revision))


def _compared(claim: Claim, found: Sequence[Filed]) -> Verdict:
    """A page that we signed, beside what the system holds: a number that it does not know is not its own."""
    same = next((one for one in found if one.digest.startswith(claim.digest.hex())), None)
    if same is None:
        return Verdict("altered" if found else "not_ours", claim)
    return Verdict(_standing(same), claim, same)


def _standing(filed: Filed) -> Outcome:
    """Of a genuine paper: whether what it attests stands no more, or another one took its place."""
    if filed.ended_on is not None:
        return "ended"
    return "superseded" if filed.newest > filed.revision else "current"


def verdict_of_typed(check: str, found: Sequence[Filed]) -> Verdict:
    """Return what to hold of a check code typed beside a number, of all revisions of which `found` is."""
    typed = "".join(check.split()).lower()
    if not (SHORTEST_CHECK <= len(typed) <= LONGEST_CHECK and set(typed) <= _HEX):
        return Verdict("not_ours")
    # The same answers filed again have the same check code: the newest of them counts.
    fitting = sorted((one for one in found if one.digest.startswith(typed)), key=lambda one: one.revision)
    if not fitting:
        return Verdict("not_ours")
    last = fitting[-1]
    return Verdict(_standing(last), filed=last)
