"""What the codes of a scanned page say, beside what is expected: a page of the print, or a reason for doubt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linxuan.papers.claims import Claim
from linxuan.papers.codes import is_ours, read_code
from linxuan.papers.keys import PublicKey
from linxuan.papers.scans.results import Expected, PageOutcome


@dataclass(frozen=True)
class Judged:
    """What one code is; `claim` is there only where a key of ours proved it."""

    outcome: PageOutcome
    claim: Claim | None = None


def judged(text: str, expected: Expected, keys: Mapping[bytes, PublicKey]) -> Judged | None:
    """Return what to hold of a code, None where it means to be no page of anybody's paper.

    A page that our key signed is foreign where its number or its answers are not the expected ones: two
    calls may have given the same number.
    """
    if not is_ours(text):
        return None
    try:
        sealed = read_code(text)
    except ValueError:
        return Judged("altered")
    key = keys.get(sealed.key_id)
    if key is None:
        return Judged("foreign")
    if not sealed.proved_by(key):
        return Judged("altered")
    if key.revoked_on:
        return Judged("revoked", sealed.claim)
    return Judged(_outcome(sealed.claim, expected), sealed.claim)


def _outcome(claim: Claim, expected: Expected) -> PageOutcome:
    if claim.number != expected.number:
        return "foreign"
    if claim.revision != expected.revision:
        return "older" if claim.revision < expected.revision else "foreign"
    if not expected.digest.startswith(claim.digest.hex()):
        return "foreign"
    # The same answers laid out by an older template: its pages are not those of the print.
    return "ours" if claim.pages == expected.pages else "older"


def strongest(found: Iterable[Judged]) -> Judged:
    """Return what counts of all codes of one page: that it is a page of the print, if any code proves it.

    A code of somebody else's on the same sheet, such as an invoice's, says nothing.
    """
    rank: Mapping[PageOutcome, int] = {"ours": 0, "altered": 1, "revoked": 2, "older": 3, "foreign": 4}
    return min(found, key=lambda one: rank.get(one.outcome, 9), default=Judged("unread"))
