"""Names of entities as they are compared: one width, one sort of brackets, no white space; and names that are nearly the same."""

import unicodedata
from collections.abc import Iterable, Iterator

SHORTEST_NEAR = 6
"""Signs that a name needs for one of them to be a slip: of shorter names each sign tells them apart."""
_OPENING, _CLOSING, _DOTS, _DASHES = "〔【[{〈《｛［（﹙", "〕】]}〉》｝］）﹚", "•・‧∙⋅･．", "‐‑‒–—―－"
_ONE_SORT = str.maketrans(
    {
        **dict.fromkeys(_OPENING, "("),
        **dict.fromkeys(_CLOSING, ")"),
        **dict.fromkeys(_DOTS, "·"),
        **dict.fromkeys(_DASHES, "-"),
    }
)
_FORMS = ("有限责任公司", "有限公司", "总公司", "公司", "股份", "集团")
"""What stands at the end of a name for its legal form, one after another: a company changes it, and keeps its name."""
SHORTEST_STEM = 2
"""Signs that are left of a name in any case."""


def comparable(name: str) -> str:
    """Return a name as it is compared: half width, round brackets, no white space, in small letters.

    Names that differ in anything else, a legal form among it, stay different. Applied twice it changes nothing.
    """
    before, now = "", name
    # Folding may make signs that fold again; a second or third time nothing is left to do.
    while now != before:
        before, now = now, _folded(now)
    return now


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFKC", name).casefold().translate(_ONE_SORT)
    kept = (sign for sign in plain if not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFKC", "".join(kept))


def stem(name: str) -> str:
    """Return what is left of a comparable name without brackets, dots, and its legal form."""
    bare = "".join(sign for sign in name if sign not in "()·-.,")
    while form := next((one for one in _FORMS if bare.endswith(one)), ""):
        if len(bare) - len(form) < SHORTEST_STEM:
            break
        bare = bare.removesuffix(form)
    return bare


class Near:
    """Names to look among for one that is nearly the same: alike but for brackets and legal form, or for one sign."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_shape: dict[str, set[str]] = {}
        for name in names:
            for shape in _shapes(name):
                self._by_shape.setdefault(shape, set()).add(name)

    def to(self, name: str) -> list[str]:
        """Return the comparable names that are nearly `name` and are not it, in order."""
        found = {one for shape in _shapes(name) for one in self._by_shape.get(shape, ())}
        return sorted(one for one in found - {name} if nearly(one, name))


def nearly(one: str, other: str) -> bool:
    """Tell whether two comparable names may be one: the same stem, or stems that one sign tells apart."""
    first, second = sorted((stem(one), stem(other)), key=len)
    if first == second:
        return True
    if len(first) < SHORTEST_NEAR or len(second) - len(first) > 1:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first)
    )
    rest = first[start + 1 :] if len(first) == len(second) else first[start:]
    return rest == second[start + 1 :]


def _shapes(name: str) -> Iterator[str]:
    """The stem, and the stem with any one sign left out: names that are near share one of these."""
    base = stem(name)
    yield base
    if len(base) >= SHORTEST_NEAR:
        yield from {base[:place] + base[place + 1 :] for place in range(len(base))}
