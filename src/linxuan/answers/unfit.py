"""The one complaint of every reader of an answer."""

import unicodedata

_SHOWN = 60


class Unfit(Exception):
    """A raw answer that its field cannot take; the text says what is allowed."""

    def __init__(self, allowed: str) -> None:
        self.allowed = allowed
        super().__init__(allowed)


def shown(raw: object) -> str:
    """Return what was given as one short line that can be printed anywhere."""
    text = " ".join(str(raw).split()) if not isinstance(raw, bool) else str(raw).lower()
    safe = "".join("�" if unicodedata.category(each) in ("Cc", "Cf", "Cs") else each for each in text)
    return safe if len(safe) <= _SHOWN else safe[:_SHOWN] + "…"
