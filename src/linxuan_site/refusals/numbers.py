"""The number of a refusal: it tells its moment, and nobody else could have made it.

`20231112-235958-K7QM-4HTX9B2D`: day and time in Asia/Shanghai, four signs by chance, eight signs of an HMAC over
what stands before. So a number that somebody shows is proved genuine also where the file of that day is lost.
"""

import re
import secrets
from collections.abc import Iterator
from datetime import datetime
from hmac import compare_digest

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without those that are taken for others when they are read out."""
SALT = "linxuan.refusal"
SHAPE = re.compile(r"(\d{8}-\d{6})-([2-9A-Z]{4})-([2-9A-Z]{8})")


def new_number(at: datetime) -> str:
    """Return the number of a refusal at a moment."""
    moment = timezone.localtime(at).strftime("%Y%m%d-%H%M%S")
    said = f"{moment}-{''.join(secrets.choice(SIGNS) for _ in range(4))}"
    return f"{said}-{_proof(said, settings.SECRET_KEY)}"


def plain(number: str) -> str:
    """Return a number as it was given, whatever the case and the blanks that it is typed with."""
    return re.sub(r"\s+", "", number).upper()[:40]


def is_genuine(number: str) -> bool:
    """Tell whether a number was given by this site: with its key, or one that it had before."""
    found = SHAPE.fullmatch(number)
    if found is None:
        return False
    said = f"{found[1]}-{found[2]}"
    return any(compare_digest(_proof(said, key), found[3]) for key in _keys())


def moment_of(number: str) -> datetime | None:
    """Return the second at which a number was given; None for what is no number."""
    found = SHAPE.fullmatch(number)
    if found is None:
        return None
    try:
        return datetime.strptime(f"{found[1]}+0800", "%Y%m%d-%H%M%S%z")
    except ValueError:
        return None


def seal_of(text: str) -> str:
    """Return the HMAC over a line of the file, hexadecimal."""
    return salted_hmac(f"{SALT}.line", text, secret=settings.SECRET_KEY, algorithm="sha256").hexdigest()


def is_sealed(text: str, seal: str) -> bool:
    """Tell whether a line of the file is as this site wrote it."""
    made = (salted_hmac(f"{SALT}.line", text, secret=key, algorithm="sha256") for key in _keys())
    return any(compare_digest(one.hexdigest(), seal) for one in made)


def _keys() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from map(str, settings.SECRET_KEY_FALLBACKS)


def _proof(said: str, key: str) -> str:
    digest = salted_hmac(SALT, said, secret=key, algorithm="sha256").digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:8])
