"""What was typed, before it is read: whether it is anything, how a message shows it, and that it is unfit."""

import reprlib
import unicodedata
from datetime import date
from decimal import Decimal

_SHOWN = 60


class Unfit(Exception):
    """A raw answer that its field cannot take; the text says what is allowed.

    `value` is the part that does not fit, where the answer has an inside.
    """

    def __init__(self, allowed: str, *, value: object = None) -> None:
        self.allowed = allowed
        self.value = value
        super().__init__(allowed)


def is_blank(raw: object) -> bool:
    """Tell whether nothing was answered: no value, or text without a character in it."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def shown(raw: object) -> str:
    """Return what was given as one short line that can be printed anywhere."""
    text = " ".join(_words(raw).split())
    safe = "".join("�" if unicodedata.category(each) in ("Cc", "Cf", "Cs") else each for each in text)
    return safe if len(safe) <= _SHOWN else safe[:_SHOWN] + "…"


def _words(raw: object) -> str:
    if isinstance(raw, bool):
        return str(raw).lower()
    # Whatever has an inside may be deep and long: only its beginning is looked at.
    return str(raw) if isinstance(raw, str | int | float | Decimal | date) else reprlib.repr(raw)
