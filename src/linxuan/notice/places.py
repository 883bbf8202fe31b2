"""In which line of the raw text a sentence stands."""

from linxuan.notice.clauses import Clause
from linxuan.notice.lines import bare, split

_LOOKED_FOR = 16
_WINDOW = 2000
"""Printed characters after its turn in which a sentence is looked for: corrections move it a little."""


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

    def of(self, clause: Clause) -> list[int | None]:
        """Where the heading and each sentence of the clause begin, None where the raw text has no such words."""
        turn = self._starts.get(clause.line, 0)
        found: list[int | None] = []
        for text in (clause.heading, *clause.sentences):
            words = bare(text)
            place = self._text.find(words[:_LOOKED_FOR], turn, turn + len(words) + _WINDOW) if words else -1
            found.append(place if place >= 0 else None)
            turn = place + len(words) if place >= 0 else turn
        return found

    def line(self, place: int) -> int:
        """The line of a printed character, the last one for a place past the end."""
        return self._lines[min(place, len(self._lines) - 1)]
