"""What the pages show of an examination: at the file, on the review, and on a page of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from linxuan_site.portal.scans.words import ADVICE, KINDS, OUTCOMES, OUTDATED, STATES
from linxuan_site.queries.scans import Examined, ShownDoubt

TURNED = 20
"""Degrees from which on a page is said to lie turned."""
FEW = 3
"""So many doubts stand open at a file; of more the rest is folded."""


@dataclass(frozen=True)
class PageBox:
    """One page of the strip: where it lies, what it is, and which doubts are about it."""

    place: int
    file: str
    page_of_file: int
    page_of_print: int | None
    outcome: str
    doubts: list[ShownDoubt]
    sealed: bool
    turned: bool
    uncompared: bool

    @property
    def mark(self) -> str:
        """Its shape: `met`, or `soft` while there is something to look at."""
        return "soft" if any(one.is_open for one in self.doubts) or self.outcome != "ours" else "met"

    @property
    def word(self) -> object:
        """What it is, in a word."""
        return OUTCOMES[self.outcome]


@dataclass(frozen=True)
class DoubtBox:
    """One doubt with its words, and what was typed for it where that was not kept."""

    doubt: ShownDoubt
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> object:
        """What it is about, in a word."""
        return KINDS[self.doubt.kind]

    @property
    def advice(self) -> object:
        """What whoever handed it in can do."""
        return ADVICE[self.doubt.kind]

    @property
    def verdict(self) -> str:
        """What is ticked: as typed, else as it stands."""
        standing = self.doubt.decision
        return self.typed.get(f"verdict.{self.doubt.number}", standing.verdict if standing else "")

    @property
    def why(self) -> str:
        """The reason: as typed, else as it stands."""
        standing = self.doubt.decision
        return self.typed.get(f"why.{self.doubt.number}", standing.why if standing else "")


@dataclass(frozen=True)
class ScanView:
    """An examination with its words."""

    examined: Examined
    typed: Mapping[str, str] = field(default_factory=dict)

    @property
    def examination(self) -> Any:
        """The row."""
        return self.examined.examination

    @property
    def state(self) -> str:
        """See `Examined.state`."""
        return self.examined.state

    @property
    def moves(self) -> bool:
        """Whether it is being read, so that the page is renewed."""
        return self.state == "reading"

    @property
    def mark(self) -> str:
        """The shape of its state."""
        return (OUTDATED if self.examined.outdated else STATES[self.state])[0]

    @property
    def word(self) -> object:
        """Its state in a word."""
        return (OUTDATED if self.examined.outdated else STATES[self.state])[1]

    @cached_property
    def doubts(self) -> list[DoubtBox]:
        """Every doubt."""
        return [DoubtBox(one, self.typed) for one in self.examined.doubts]

    @property
    def first(self) -> list[DoubtBox]:
        """The doubts that stand open at the file."""
        return self.doubts[:FEW]

    @property
    def more(self) -> list[DoubtBox]:
        """Those that are folded there."""
        return self.doubts[FEW:]

    @cached_property
    def pages(self) -> list[PageBox]:
        """The pages in their order."""
        return [
            PageBox(
                place,
                self.examined.file_name(one["file"]),
                one["page_of_file"],
                one["page_of_print"],
                one["outcome"],
                [doubt for doubt, raw in self._doubts_raw if _is_of(raw, one)],
                bool(one["seals"]),
                abs(one["turned"] or 0) >= TURNED,
                one["outcome"] == "ours" and not one["compared"],
            )
            for place, one in enumerate(self.examination.pages, start=1)
        ]

    @property
    def missing(self) -> list[ShownDoubt]:
        """The pages of the print that are not there."""
        return [one for one in self.examined.doubts if one.kind == "missing"]

    @property
    def _doubts_raw(self) -> list[tuple[ShownDoubt, Mapping[str, Any]]]:
        return list(zip(self.examined.doubts, self.examination.doubts, strict=True))


def _is_of(doubt: Mapping[str, Any], page: Mapping[str, Any]) -> bool:
    return (doubt["file"], doubt["page_of_file"]) == (page["file"], page["page_of_file"])
