"""One way to write answers as bytes (RFC 8785), so that everybody who has them comes to the same digest."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import rfc8785

_LARGEST = 2**53 - 1
"""Beyond this a JSON number is not the same everywhere: it is written as a text, as I-JSON advises."""


def canonical_json(value: Any) -> bytes:
    """Return a JSON value as its canonical bytes, UTF-8."""
    return bytes(rfc8785.dumps(_exact(value)))


def digest_of(value: Any) -> str:
    """Return the SHA-256 over the canonical bytes of a JSON value, hexadecimal."""
    return sha256(canonical_json(value)).hexdigest()


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _exact(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(each) for each in value]
    if isinstance(value, int) and abs(value) > _LARGEST:
        return str(value)
    return value
