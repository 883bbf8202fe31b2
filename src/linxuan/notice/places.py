"""In which line of the raw text a sentence stands."""

from bisect import bisect_left
from dataclasses import dataclass

from linxuan.notice.clauses import Clause
from linxuan.notice.lines import bare, split

_LOOKED_FOR = 16
_WINDOW = 2000
"""Printed characters after its turn in which a sentence is looked for: corrections move it a little."""


@dataclass(frozen=True)
class Piece:
    """Where a heading or a sentence begins, in printed characters, and which of its own are spaces."""

    begins: int
    spaces: tuple[int, ...]


class Places:
    """The printed characters of a raw text, each with its line."""

    def __init__(self, raw: str) -> None:
        rows = [(line.number, bare(line.text)) for line in split(raw)]
        self._text = "".join(words for _, words in rows)
        self._lines = [number for number, words in rows for _ in words]
        self._starts: dict[int, int] = {}
        place = 0
        for number, words in rows:
            self._starts[number] = place
            place += len(words)

    def of(self, clause: Clause) -> list[Piece | None]:
        """The heading and each sentence of the clause, None where the raw text has no such words."""
        turn = self._starts.get(clause.line, 0)
        found: list[Piece | None] = []
        for text in (clause.heading, *clause.sentences):
            words = bare(text)
            place = self._text.find(words[:_LOOKED_FOR], turn, turn + len(words) + _WINDOW) if words else -1
            if place < 0:
                found.append(None)
                continue
            spaces = tuple(at for at, character in enumerate(text) if character.isspace())
            found.append(Piece(place, spaces))
            turn = place + len(words)
        return found

    def line(self, piece: Piece, offset: int) -> int:
        """The line of the character at `offset` of a piece, the last line for one past the end."""
        place = piece.begins + offset - bisect_left(piece.spaces, offset)
        return self._lines[min(place, len(self._lines) - 1)]
