"""A sentence cut into phrases, the pieces that coverage asks about one by one."""

import re

# A half-width comma or colon inside a number, a time or an address of the web does not part phrases.
_CUT = re.compile(r"[，；：。！？｡]|(?<!\d),|,(?!\d)|;|(?<!\d):(?!//)|:(?![\d/])")


def phrases(sentence: str) -> tuple[str, ...]:
    """Return what stands between ， ； ： and 。 in a sentence, without those marks."""
    return tuple(piece.strip() for piece in _CUT.split(sentence) if piece.strip())
