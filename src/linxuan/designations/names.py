"""Names of entities as they are compared: one width, one sort of brackets, no white space; and names that are nearly the same."""

import unicodedata
from collections.abc import Iterable, Iterator

SHORTEST_NEAR, LONGEST_NEAR = 6, 40
"""Signs that a name has where one of them may be a slip: of shorter names each sign tells them apart, and longer ones
are no names of companies."""
MOST_ALIKE = 20
"""More names than that which one sign tells apart are a series, and none of them is a slip of another."""
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
        alike = (self._by_shape.get(shape, set()) for shape in _shapes(name))
        found = {one for some in alike if len(some) <= MOST_ALIKE for one in some}
        return sorted(one for one in found - {name} if nearly(one, name))


def nearly(one: str, other: str) -> bool:
    """Tell whether two comparable names may be one: the same stem, or stems that one sign tells apart."""
    first, second = sorted((stem(one), stem(other)), key=len)
    if first == second:
        return True
    if len(first) < SHORTEST_NEAR or len(second) > LONGEST_NEAR or len(second) - len(first) > 1:
        return False
    start = next(
        (place for place, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first)
    )
    same_length = len(first) == len(second)
    apart = second[start] + (first[start] if same_length else "")
    if any(map(str.isdecimal, apart)):
        return False  # a number tells two of a series apart
    rest = first[start + 1 :] if same_length else first[start:]
    return rest == second[start + 1 :]


def _shapes(name: str) -> Iterator[str]:
    """The stem, and the stem with any one sign left out: names that are near share one of these."""
    base = stem(name)
    yield base
    if SHORTEST_NEAR <= len(base) <= LONGEST_NEAR:
        yield from {base[:place] + base[place + 1 :] for place in range(len(base))}
