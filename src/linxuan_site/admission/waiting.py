"""How long the request of this thread has waited."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

_since: ContextVar[float | None] = ContextVar("linxuan_waits_since", default=None)


@contextmanager
def handled_since(moment: float) -> Iterator[None]:
    """Let the request inside the block have waited since a moment of `time.monotonic`."""
    token = _since.set(moment)
    try:
        yield
    finally:
        _since.reset(token)


def waited(environ: Mapping[str, Any]) -> float:
    """Return for how many seconds a request has waited; 0 where the server does not know.

    What a proxy in front says (`X-Request-Start: t=1699804798.123`) counts only where the settings trust it: else
    anybody could wait as long as he likes, and be refused with a genuine number.
    """
    since = _since.get()
    own = time.monotonic() - since if since is not None else 0.0
    told = _seconds(environ.get("HTTP_X_REQUEST_START", "")) if settings.TRUST_REQUEST_START else None
    return max(own, time.time() - told if told is not None else 0.0)


def _seconds(header: str) -> float | None:
    try:
        return float(header.strip().removeprefix("t="))
    except ValueError:
        return None
