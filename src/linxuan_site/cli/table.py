"""Plain tables for a terminal, aligned for Chinese: a wide character takes two columns."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

GAP = "  "


def table(rows: Sequence[Sequence[str]], head: Sequence[str]) -> str:
    """Return the rows under their head as aligned lines, without a final line end.

    A cell is shown on one line whatever it holds; a row may be shorter than the head.
    """
    lines = [[_on_one_line(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(width, column)) for column in zip(*_squared(lines), strict=True)]
    ruler = ["─" * each for each in widths]
    return "\n".join(_line(cells, widths) for cells in (lines[0], ruler, *lines[1:]))


def table_of_pages(pages: Iterable[Sequence[Sequence[str]]], head: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a table that is read a page at a time; the first page says how wide its columns are."""
    widths: list[int] = []
    for page in pages:
        lines = [[_on_one_line(cell) for cell in row] for row in page]
        if not widths:
            widths = [max(map(width, column)) for column in zip(head, *lines, strict=True)]
            yield _line(head, widths)
            yield _line(["─" * each for each in widths], widths)
        yield from (_line(cells, widths) for cells in lines)


def width(text: str) -> int:
    """Return the number of terminal columns that `text` takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _on_one_line(cell: str) -> str:
    """White space joined, and nothing left that could move the cursor."""
    joined = " ".join(cell.split())
    return "".join(character for character in joined if unicodedata.category(character) not in ("Cc", "Cf"))


def _squared(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    longest = max(map(len, lines))
    return [[*line, *[""] * (longest - len(line))] for line in lines]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell + " " * (most - width(cell)) for cell, most in zip(cells, widths, strict=False))
    return GAP.join(padded).rstrip()
