"""What stands in a letter that goes on being edited, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Block:
    """A heading, paragraphs, and a table below them; what is empty is left out."""

    heading: str = ""
    words: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths: tuple[int, ...] = ()
    """The columns' shares of the width, one for each cell of a row."""


@dataclass(frozen=True)
class Letter:
    """An official letter, from the name of the office above to the line of whom to ask."""

    office: str
    reference: str
    """The line with the document's number, which the office gives."""
    title: tuple[str, ...]
    addressee: str
    """To whom, with its colon; empty for a letter to everybody."""
    blocks: tuple[Block, ...]
    annexes: tuple[str, ...]
    day: str
    contact: str
    issued_on: str = ""
    """The day as `2023-05-06`, for the properties of the file."""
    note: str = ""
    """What the file says of itself in its properties."""
