"""The text of a notice as a tree of clauses with addresses, and what was found in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LETTERHEAD, PREAMBLE, CLOSING, ANNEX = "版头", "前言", "文末", "附件"
"""Addresses of what no number stands before; an annex has its own behind the word: `附件1`."""


@dataclass(frozen=True)
class Clause:
    """One addressed piece: `address` as `一(二)2(1)`, or `前言`, `文末`, `附件1`.

    `heading` is sentence 0; `sentences` are the clause's own, without those of its children.
    `depth` counts from 0 for the outermost. `line` is the line of the raw text where it begins.
    """

    address: str
    heading: str
    sentences: tuple[str, ...]
    depth: int = 0
    line: int = 0
    children: tuple["Clause", ...] = ()

    @property
    def is_annex(self) -> bool:
        """Whether this is a whole annex, or only its name in the list of annexes."""
        return not self.depth and self.address.startswith(ANNEX)

    def walk(self) -> Iterator["Clause"]:
        """Yield the clause and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Finding:
    """Something found in the text.

    `kind` is `date`, `quota`, `document_number`, `address`, `contact`, `phone`, `email`, `url`, `annex` or
    `suspect`; `text` its words, `value` its meaning (`2023-05-15`, `3`; of a suspect what may have stood
    there), empty where that is not known. `sentence` is 0 for the heading. `parts` are the office, the
    name and the phone of a contact, as far as they are there.
    """

    kind: str
    text: str
    address: str
    sentence: int = 0
    value: str = ""
    line: int = 0
    hint: str = ""
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Correction:
    """A misreading and what stands there: both as the package writes them."""

    raw: str
    read: str
    why: str = ""
    all: bool = False


@dataclass(frozen=True)
class Notice:
    """A notice, read. `title` is the heading of `前言`."""

    id: str
    title: str
    clauses: tuple[Clause, ...]
    corrections: tuple[Correction, ...] = ()
    number: str = ""
    dated: str = ""
    binds: bool = True
    file: str = ""
    by_address: Mapping[str, Clause] = field(default_factory=dict)

    def walk(self) -> Iterator[Clause]:
        """Yield every clause in the order of the text."""
        for clause in self.clauses:
            yield from clause.walk()
