"""Whose browser it is, known without the database: a signed cookie that names the account since it signed in.

It opens nothing. It says in the file of refusals who was refused, and ends when somebody signs out.
"""

from collections.abc import Mapping

from django.core.signing import BadSignature, Signer

COOKIE = "known"


def name_account(account: int) -> str:
    """Return the value of the cookie for an account."""
    return _signer().sign(str(account))


def account_named(cookies: Mapping[str, str]) -> int | None:
    """Return the id of the account that the cookie names; None where there is none, or not one of ours."""
    try:
        named = _signer().unsign(cookies.get(COOKIE, ""))
    except BadSignature:
        return None
    return int(named) if named.isascii() and named.isdigit() else None


def _signer() -> Signer:
    return Signer(salt="linxuan.known")
