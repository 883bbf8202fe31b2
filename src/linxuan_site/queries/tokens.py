"""Reads of tokens: whose one is, which a place has, and whether what came has the shape of one."""

import secrets
from zlib import crc32

from django.db.models import QuerySet
from django.utils import timezone

from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Account, ApiToken, Office, Organisation
from linxuan_site.permissions import is_administrator, manages_people
from linxuan_site.queries.people import digest_of, place_of

PREFIX = "lx_"
"""How every token begins: scanners for secrets look for it."""
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
RANDOM, CHECK = 40, 6
"""Signs that are drawn (238 bits), and signs that check them: enough for the 32 bits of a CRC-32."""
START = len(PREFIX) + 6
"""So much of a token is kept to tell it by."""


def new_token() -> str:
    """Return a token that nobody has: its prefix, what was drawn, and the sum that checks both."""
    drawn = PREFIX + "".join(secrets.choice(SIGNS) for _ in range(RANDOM))
    return drawn + _check(drawn)


def has_the_shape(token: str) -> bool:
    """Tell whether a text is a token of ours as it was shown, by its prefix, its length and its sum."""
    drawn, check = token[:-CHECK], token[-CHECK:]
    return token.startswith(PREFIX) and len(drawn) == len(PREFIX) + RANDOM and check == _check(drawn)


def _check(text: str) -> str:
    left, signs = crc32(text.encode()), ""
    for _ in range(CHECK):
        left, sign = divmod(left, len(SIGNS))
        signs = SIGNS[sign] + signs
    return signs


def counting_token(token: str) -> ApiToken | None:
    """Return the row of a token that counts now; None for any other text.

    One of a place counts while who made it still works there and may still make one.
    """
    # Tokens that were made before they had a shape of their own have no prefix.
    if token.startswith(PREFIX) and not has_the_shape(token):
        return None
    row = next(iter(_of_digest(digest_of(token))), None)
    return row if row is not None and counts(row) else None


@kept_read
def _of_digest(digest: str) -> "QuerySet[ApiToken]":
    rows = ApiToken.objects.filter(digest=digest, revoked_at=None, account__is_active=True)
    return rows.select_related("account__organisation", "account__office")


def counts(row: ApiToken) -> bool:
    """Tell whether a token lets anybody in now."""
    if row.revoked_at is not None or not row.account.is_active or is_over(row):
        return False
    return is_own(row) or (_works_there(row) and manages_people(row.account))


def is_own(row: ApiToken) -> bool:
    """Tell whether a token is a person's own, and of no place."""
    return row.organisation_id is None and row.office_id is None


def is_over(row: ApiToken) -> bool:
    """Tell whether the last day of a token is past."""
    return row.expires_on is not None and row.expires_on < timezone.localdate()


def _works_there(row: ApiToken) -> bool:
    maker = row.account
    return (row.organisation_id, row.office_id) == (maker.organisation_id, maker.office_id)


def tokens_of(place: Organisation | Office) -> list[ApiToken]:
    """Return every token that was made for a place, the newest first."""
    return _with_people(ApiToken.objects.filter(pk__in=place.tokens.all()))


def tokens_of_places() -> list[ApiToken]:
    """Return the tokens of all places that were not revoked, the newest first: for who administers the site."""
    return _with_people(ApiToken.objects.filter(revoked_at=None).exclude(organisation=None, office=None))


def tokens_seen_by(reader: Account) -> list[ApiToken]:
    """Return the tokens that a reader manages: of his place, or of all places."""
    place = place_of(reader)
    if is_administrator(reader):
        return tokens_of_places()
    return tokens_of(place) if place and manages_people(reader) else []


def token_here(reader: Account, token_id: int) -> ApiToken | None:
    """Return a token that a reader may revoke: his own, of his place, or any for who administers the site."""
    row = ApiToken.objects.select_related("organisation", "office", "account").filter(pk=token_id).first()
    if row is None or is_administrator(reader) or row.account_id == reader.pk:
        return row
    place = place_of(reader)
    own = place is not None and place in (row.organisation, row.office)
    return row if own and manages_people(reader) else None


def _with_people(rows: "QuerySet[ApiToken]") -> list[ApiToken]:
    joined = ("account__organisation", "account__office", "organisation", "office", "revoked_by")
    return list(rows.select_related(*joined).order_by("-pk"))
