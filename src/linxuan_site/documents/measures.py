"""How wide words are on paper: a Chinese sign takes two columns, a Latin one takes one."""

import unicodedata
from collections.abc import Sequence


def width(text: str) -> int:
    """Return the columns that the longest line of `text` takes."""
    return max((sum(map(_columns, line)) for line in text.split("\n")), default=0)


def widths(heads: Sequence[str], rows: Sequence[Sequence[str]], *, least: int, most: int) -> tuple[int, ...]:
    """Return for each column what its longest cell takes, between `least` and `most`: a longer one wraps."""
    columns = zip(heads, *rows, strict=True)
    return tuple(min(most, max(least, *(width(cell) for cell in column))) for column in columns)


def _columns(sign: str) -> int:
    return 2 if unicodedata.east_asian_width(sign) in "WFA" else 1
