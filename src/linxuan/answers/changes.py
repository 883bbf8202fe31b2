"""What changed between two answers as they are kept: small enough to keep for ever, and exact.

A change can be taken back, so that from an answer of today and the changes since then what stood there
at any time is known. A long text is not kept twice for every word that somebody adds to it.
"""

from collections.abc import Mapping
from typing import Any

Raw = Any
"""An answer as JSON keeps it: text, number, yes or no, list, object; None where nothing was answered."""
Change = Mapping[str, Any]
"""One of `{"was": …, "is": …}`, `{"at": n, "cut": …, "put": …}` in a long text, `{"in": {part: change}}`."""

LONG = 80
"""Signs from which on only the part of a text that differs is kept."""


def change_between(old: Raw, new: Raw) -> Change | None:
    """Return what leads from `old` to `new`; None if they are the same."""
    if same(old, new):
        return None
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONG:
        return _spliced(old, new)
    if isinstance(old, dict) and isinstance(new, dict):
        return {"in": _parts({key: (old.get(key), new.get(key)) for key in {**old, **new}})}
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return {"in": _parts({str(place): pair for place, pair in enumerate(zip(old, new, strict=True))})}
    return {"was": old, "is": new}


def before(change: Change, new: Raw) -> Raw:
    """Return the answer from which a change led to `new`."""
    if "cut" in change:
        at = change["at"]
        return new[:at] + change["cut"] + new[at + len(change["put"]) :]
    if "in" not in change:
        return change["was"]
    if isinstance(new, list):
        return [
            before(change["in"][str(n)], one) if str(n) in change["in"] else one for n, one in enumerate(new)
        ]
    earlier = {**new, **{key: before(part, new.get(key)) for key, part in change["in"].items()}}
    return {key: value for key, value in earlier.items() if value is not None}


def same(one: Raw, other: Raw) -> bool:
    """Tell whether two answers are the same to the letter; unlike `==` it knows yes from 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and bool(one == other)


def _parts(pairs: Mapping[str, tuple[Raw, Raw]]) -> dict[str, Change]:
    changes = {key: change_between(old, new) for key, (old, new) in pairs.items()}
    return {key: change for key, change in changes.items() if change is not None}


def _spliced(old: str, new: str) -> Change:
    shorter = min(len(old), len(new))
    at = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - at
    end = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    return {"at": at, "cut": old[at : len(old) - end], "put": new[at : len(new) - end]}
