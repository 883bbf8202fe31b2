"""Where each key of a TOML text stands, so that a fault can name its line.

The text was read by `tomllib` before, so it is well formed: this only walks along and counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

KeyPath: TypeAlias = tuple[str | int, ...]
"""Keys from the outermost in; a whole number is the place in a list, from 0."""

_TOKEN = re.compile(
    r"(?P<skip>[ \t\r]+|\#[^\n]*)"
    r'|(?P<long>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5})'
    r'|(?P<basic>"(?:\\.|[^"\\\n])*")'
    r"|(?P<plain>'[^'\n]*')"
    r"|(?P<end>\n)"
    r"|(?P<mark>[\[\]{}=,.])"
    r"|(?P<bare>[^\s\[\]{}=,.#\"']+)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")


class Lines:
    """The lines of the keys and list entries of one file."""

    def __init__(self, text: str = "") -> None:
        walk = _Walk()
        for kind, written, line in _tokens(text):
            walk.step(kind, written, line)
        self._found = walk.found
        self._renamed: dict[KeyPath, KeyPath] = {}

    def rename(self, path: KeyPath, written: KeyPath) -> None:
        """Find what is written under a number, such as `("score", 0)`, by its own name as well."""
        self._renamed[self._written(path)] = self._written(written)

    def _written(self, path: KeyPath) -> KeyPath:
        found: KeyPath = ()
        for key in path:
            found = (*found, key)
            found = self._renamed.get(found, found)
        return found

    def of(self, path: KeyPath) -> int:
        """Return the line of a key; of the nearest table around it where the key itself is not written.

        0 where not even that is known.
        """
        path = self._written(path)
        for length in range(len(path), 0, -1):
            if path[:length] in self._found:
                return self._found[path[:length]]
        return 0


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    line = 1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if kind != "skip":
            yield kind, match.group(), line
        line += match.group().count("\n")


@dataclass
class _Frame:
    """A list or inline table that is open: its path, and in a list the place of the next entry."""

    path: KeyPath
    is_list: bool
    place: int = 0


@dataclass
class _Walk:
    """The state of a walk through the tokens: what was found, and what is being read."""

    found: dict[KeyPath, int] = field(default_factory=dict)
    table: KeyPath = ()
    frames: list[_Frame] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    in_value: bool = False
    in_header: bool = False
    brackets: int = 0
    arrays: dict[KeyPath, int] = field(default_factory=dict)
    """How many tables each `[[…]]` has so far."""

    def step(self, kind: str, written: str, line: int) -> None:
        if self.in_header:
            self._header(kind, written, line)
        elif self.in_value or (self.frames and self.frames[-1].is_list):
            self._value(kind, written, line)
        else:
            self._key(kind, written, line)

    def _header(self, kind: str, written: str, line: int) -> None:
        if written == "[":
            self.brackets += 1
        elif kind == "end":
            self._open_table(line)
        elif kind != "mark":
            self.keys.append(_key_text(kind, written))

    def _open_table(self, line: int) -> None:
        """Enter the table of a header. `[[x]]` is a list of tables: each is the next entry.

        A header below such a list, `[x.y]` or `[[x.y]]`, belongs to its last entry.
        """
        path: KeyPath = ()
        for key in self.keys[:-1]:
            path = (*path, key)
            path = (*path, self.arrays[path] - 1) if path in self.arrays else path
        path = (*path, *self.keys[-1:])
        if self.brackets > 1:
            self.arrays[path] = self.arrays.get(path, 0) + 1
            path = (*path, self.arrays[path] - 1)
        self.table, self.keys, self.in_header, self.brackets = path, [], False, 0
        self._note(path, line, since=0)

    def _key(self, kind: str, written: str, line: int) -> None:
        if written == "[" and not self.frames and not self.keys:
            self.in_header, self.brackets = True, 1
        elif written == "=":
            around = self._around()
            self._note((*around, *self.keys), line, since=len(around))
            self.in_value = True
        elif written == "}":
            self._close()
        elif kind in ("bare", "basic", "plain"):
            self.keys.append(_key_text(kind, written))

    def _note(self, path: KeyPath, line: int, since: int) -> None:
        """A dotted key also makes the tables on its way; the first `since` keys are noted already."""
        for length in range(since + 1, len(path) + 1):
            self.found.setdefault(path[:length], line)

    def _around(self) -> KeyPath:
        return self.frames[-1].path if self.frames else self.table

    def _value(self, kind: str, written: str, line: int) -> None:
        if written in "[{" and kind == "mark":
            self._open(is_list=written == "[", line=line)
        elif written in "]}" and kind == "mark":
            self._close()
        elif kind == "end" and not self.frames:
            self.keys, self.in_value = [], False
        elif written == ",":
            self._next()
        elif kind not in ("end", "mark"):
            self._entry(line)

    def _open(self, *, is_list: bool, line: int) -> None:
        path = self._entry(line)
        self.frames.append(_Frame(path, is_list))
        self.keys, self.in_value = [], is_list

    def _entry(self, line: int) -> KeyPath:
        """Note the entry of a list that begins here, and return the path of what begins."""
        if self.frames and self.frames[-1].is_list:
            path = (*self.frames[-1].path, self.frames[-1].place)
            self.found.setdefault(path, line)
            return path
        return (*self._around(), *self.keys)

    def _next(self) -> None:
        if self.frames and self.frames[-1].is_list:
            self.frames[-1].place += 1
        else:
            self.keys, self.in_value = [], False

    def _close(self) -> None:
        if self.frames:
            self.frames.pop()
        self.keys, self.in_value = [], True


def _key_text(kind: str, written: str) -> str:
    if kind == "plain":
        return written[1:-1]
    return _ESCAPE.sub(_unescaped, written[1:-1]) if kind == "basic" else written


def _unescaped(match: re.Match[str]) -> str:
    short, long, letter = match.groups()
    if short or long:
        return chr(int(short or long, 16))
    return {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}.get(letter, letter)
