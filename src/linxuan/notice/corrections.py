"""Misreadings put right before the text is read: each is looked for whatever the white space."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.notice.clauses import Correction
from linxuan.notice.lines import Line, bare, is_blank


@dataclass(frozen=True)
class NoticeFault:
    """What is wrong with the entry of a notice: `key` is `closing` or `corrections`, `index` from 0 or None."""

    key: str
    index: int | None
    problem: str


class NoticeFaults(BadInput):
    """A notice that cannot be read with its entry: `faults` holds all that is wrong, in order."""

    def __init__(self, faults: Iterable[NoticeFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.problem for fault in self.faults))


def correct(
    lines: Sequence[Line], corrections: Sequence[Correction]
) -> tuple[list[Line], tuple[NoticeFault, ...]]:
    """Return the lines with the corrections made in the order given, and a fault for each that cannot be."""
    faults: list[NoticeFault] = []
    made = list(lines)
    text = _Flat(made)
    for index, correction in enumerate(corrections):
        places = text.places(correction.raw)
        if problem := _problem(correction, len(places)):
            faults.append(NoticeFault("corrections", index, problem))
        else:
            made = text.replaced(places, correction)
            text = _Flat(made)
    return made, tuple(faults)


def _problem(correction: Correction, found: int) -> str:
    if not bare(correction.raw):
        return say("更正的 raw 是空的；请写出原文中误读的字。")
    if found == 0:
        return say("原文中没有“{raw}”；请照原文抄写误读的字，空白可以不同。", raw=correction.raw)
    if found > 1 and not correction.all:
        return say(
            "“{raw}”在原文中出现 {count} 次；请写长一些，只指一处，或加 all = true 全部更正。",
            raw=correction.raw,
            count=found,
        )
    return ""


class _Flat:
    """The printed characters of all lines in one row, each with its place: (index of the line, column)."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._at = [
            (row, column)
            for row, line in enumerate(lines)
            for column, character in enumerate(line.text)
            if not is_blank(character)
        ]
        self._text = "".join(lines[row].text[column] for row, column in self._at)

    def places(self, raw: str) -> list[int]:
        """Where the printed characters of `raw` stand, none overlapping another."""
        words = bare(raw)
        found: list[int] = []
        place = self._text.find(words) if words else -1
        while place >= 0:
            found.append(place)
            place = self._text.find(words, place + len(words))
        return found

    def replaced(self, places: Iterable[int], correction: Correction) -> list[Line]:
        """The lines with `read` at each place. Lines over which `raw` ran are joined, the rest of them blank."""
        texts = [line.text for line in self._lines]
        length = len(bare(correction.raw))
        for place in reversed(list(places)):
            (first, start), (last, end) = self._at[place], self._at[place + length - 1]
            after = texts[last][end + 1 :]
            texts[first : last + 1] = [texts[first][:start] + correction.read + after, *[""] * (last - first)]
        return [
            Line(line.number, part)
            for line, text in zip(self._lines, texts, strict=True)
            for part in text.split("\n")
        ]
