"""Numbered paragraphs into a tree of clauses with addresses."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from linxuan.notice.clauses import Clause
from linxuan.notice.numbering import RANK, Lead
from linxuan.notice.paragraphs import Paragraph
from linxuan.notice.sentences import heading_and_sentences

_ALWAYS_HEADED = ("part", "chapter", "section")


@dataclass
class _Open:
    """A clause that is still being filled."""

    address: str
    rank: int
    label: str
    line: int
    depth: int
    headed: bool = False
    texts: list[str] = field(default_factory=list)
    children: list["_Open"] = field(default_factory=list)

    def closed(self) -> Clause:
        heading, sentences = heading_and_sentences(
            self.texts, has_children=bool(self.children), always=self.headed
        )
        children = tuple(child.closed() for child in self.children)
        return Clause(self.address, heading, sentences, self.depth, self.line, children)


def plant(
    texts: Sequence[Paragraph], taken: Counter[str], *, address: str = "", depth: int = 0
) -> tuple[list[str], tuple[Clause, ...]]:
    """Return the words before the first number, and the clauses below `address`.

    `taken` counts the addresses given so far; a number that comes twice gets an address of its own.
    """
    root = _Open(address, -1, "", 0, depth - 1)
    path = [root]
    for each in texts:
        if each.lead:
            _open(path, each.lead, each.line, taken)
        path[-1].texts.append(each.text)
    return root.texts, tuple(child.closed() for child in root.children)


def _open(path: list[_Open], lead: Lead, line: int, taken: Counter[str]) -> None:
    rank = RANK[lead.style]
    while path[-1].rank >= rank:
        path.pop()
    parent = path[-1]
    address = _free(_address(path, lead), taken)
    child = _Open(address, rank, lead.label, line, parent.depth + 1, lead.style in _ALWAYS_HEADED)
    parent.children.append(child)
    path.append(child)


def _address(path: Sequence[_Open], lead: Lead) -> str:
    """The levels joined; `1.2` already says that it stands under `1`."""
    parent = path[-1]
    if lead.style == "dotted" and lead.label.startswith(f"{parent.label}.") and len(path) > 1:
        return path[-2].address + lead.label
    return parent.address + lead.label


def _free(address: str, taken: Counter[str]) -> str:
    taken[address] += 1
    return address if taken[address] == 1 else f"{address}之{taken[address]}"
