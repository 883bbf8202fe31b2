"""Every fault of a package, gathered while it is read: file, line, place, problem, and what to do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from linxuan.errors import DefinitionError
from linxuan.language import say
from linxuan.programme.lines import KeyPath, Lines

MOST_FAULTS = 500
"""More than anybody reads; a package that was made to have more costs no more time."""
MOST_COMPARED = 500
LONGEST_COMPARED = 60
_MOST_LISTED = 12


class Hopeless(Exception):
    """Reading on would cost much and tell nothing: the faults so far are enough."""


@dataclass(frozen=True)
class Place:
    """A key of a file, such as `call.toml`, ("rule", "accident-free", "holds")."""

    file: str
    path: KeyPath = ()

    def __truediv__(self, key: str | int) -> "Place":
        return Place(self.file, (*self.path, key))

    def __str__(self) -> str:
        """The path as a person writes it: `rule.accident-free.holds`; entries of a list count from 1."""
        words = "".join(f"[{key + 1}]" if isinstance(key, int) else f".{key}" for key in self.path)
        return words.removeprefix(".")


class Faults:
    """The faults found so far. Nothing stops at the first one."""

    def __init__(self) -> None:
        self._lines: dict[str, Lines] = {}
        self._found: dict[DefinitionError, None] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def know(self, file: str, lines: Lines) -> None:
        """Remember where the keys of a file stand, for the faults that will be found in it."""
        self._lines[file] = lines

    def rename(self, file: str, path: KeyPath, written: KeyPath) -> None:
        """Remember that what faults call `path` stands in the file as `written`."""
        if file in self._lines:
            self._lines[file].rename(path, written)

    def line_of(self, place: Place) -> int:
        """Return the line of a place, 0 where it is not known."""
        lines = self._lines.get(place.file)
        return lines.of(place.path) if lines else 0

    def add(self, place: Place, problem: str, hint: str = "") -> None:
        """Note a fault at a key."""
        self.add_at(place.file, self.line_of(place), problem, hint, place=str(place))

    def add_at(self, file: str, line: int, problem: str, hint: str = "", *, place: str = "") -> None:
        """Note a fault at a line; the same fault twice is one. Raises Hopeless."""
        self._found[DefinitionError(file, line, place, problem, hint)] = None
        if len(self._found) > MOST_FAULTS:
            rest = say("错误不止{most}个，先改这些", most=MOST_FAULTS)
            self._found[DefinitionError("call.toml", 0, "", rest)] = None
            raise Hopeless

    def errors(self) -> tuple[DefinitionError, ...]:
        """Return all faults in the order of the files, then of the lines."""
        return tuple(sorted(self._found, key=lambda fault: (_rank(fault.file), fault)))


def suggestion(written: str, known: Iterable[str]) -> str:
    """Return what may have been meant: the nearest known word, or all of them where they are few."""
    words = tuple(dict.fromkeys(known))
    near = nearest(written, words)
    if near:
        return say("是不是“{word}”？", word=near)
    if not words:
        return ""
    return say("可用：{words}", words=listed(words)) if len(words) <= _MOST_LISTED else ""


def nearest(written: str, words: Sequence[str]) -> str:
    """Return the word that is most like what is written; empty where none is, or where it is too long."""
    short = [word for word in words[:MOST_COMPARED] if len(word) <= LONGEST_COMPARED]
    near = get_close_matches(written, short, n=1, cutoff=0.6) if len(written) <= LONGEST_COMPARED else []
    return near[0] if near else ""


def listed(words: Iterable[str]) -> str:
    """Return words as a sentence lists them."""
    return say("、").join(words)


def _rank(file: str) -> tuple[int, str]:
    """`call.toml` first, then the catalogue of fields, the forms, and the rest by name."""
    order = ("call.toml", "forms/fields.toml")
    if file in order:
        return order.index(file), ""
    return (2 if file.startswith("forms/") else 3), file
