"""The text of a code as a keyboard gave it: a scanner types it, and the machine may read its keys otherwise.

A scanner presses the keys of an American keyboard. Another layout, an input method for Chinese or a locked
shift key makes other signs of them. Whatever of that leads back to one reading only is undone; and since a
code is signed, a reading that nobody meant does not pass for one.
"""

import unicodedata
from collections.abc import Iterator, Mapping

from linxuan.papers.base45 import ALPHABET
from linxuan.papers.codes import PREFIX, read_code

SHORTEST = 90
"""No code is shorter; a longer text means to be one, whatever it begins with."""
_CHINESE = str.maketrans("。、￥¥—–−", "./$$---")
_AMERICAN = {
    # German: the scanner's sign, and what the machine writes for it.
    "german": ("YZ:*-/", "ZYÖ(ß-"),
    "french": ("1234567890AQWZM:$%*-./", "&É\"'(-È_ÇÀQAZW?M458):!"),
}
_LAYOUTS: tuple[Mapping[int, int], ...] = (
    {},
    *(str.maketrans(written, meant) for meant, written in _AMERICAN.values()),
)


def means_a_code(text: str) -> bool:
    """Tell whether what was typed means to be the code of a page, and not a number or a name."""
    begun = _plain(text).upper()[:4]
    return any(begun.translate(layout) == PREFIX for layout in _LAYOUTS) or len(text.strip()) >= SHORTEST


def readings(text: str) -> Iterator[str]:
    """Yield the codes that a typed text can mean, the most literal first; none if it is no code at all."""
    seen: set[str] = set()
    for written in (text.strip("\r\n\t"), _plain(text)):
        for layout in _LAYOUTS:
            for one in _ends(_read(written, layout)):
                if one not in seen and _is_whole(one):
                    yield one
                seen.add(one)


def foreign_signs(text: str) -> str:
    """Return the signs of a typed text that no code has, each once: they tell of another keyboard."""
    return "".join(dict.fromkeys(sign for sign in _plain(text).upper() if sign not in ALPHABET))


def _plain(text: str) -> str:
    """Full-width signs and Chinese punctuation as the keys that make them."""
    return unicodedata.normalize("NFKC", text.translate(_CHINESE)).strip("\r\n\t")


def _read(text: str, layout: Mapping[int, int]) -> str:
    # One sign for one: as a whole, ß would become two.
    capitals = "".join(sign.upper() if len(sign.upper()) == 1 else sign for sign in text)
    return capitals.translate(layout)


def _ends(text: str) -> Iterator[str]:
    """Spaces are signs of a code, and those at its end are lost easily, or added."""
    bare = text.strip(" ")
    yield text
    yield from (bare + " " * count for count in range(3))


def _is_whole(text: str) -> bool:
    if not text.startswith(PREFIX):
        return False
    try:
        read_code(text)
    except ValueError:
        return False
    return True
