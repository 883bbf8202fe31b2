"""How the figures of a report are looked at: against last year's, against the peers', and against each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from linxuan.programme.definition.element import Citation, Expression

Among = Literal["track", "category", "mode"]
"""What entities have to share to be peers."""


@dataclass(frozen=True)
class FiguresCheck:
    """What figures of one year have to be to each other, such as a sum or a part and its whole."""

    name: str
    holds: Expression


@dataclass(frozen=True)
class Peers:
    """Which figures are held against those of the peers, and how far outside is worth a look.

    The bound lies `times` the distance of the quartiles outside them; fewer peers than `least` say nothing.
    """

    fields: tuple[str, ...]
    among: tuple[Among, ...] = ("track",)
    times: Decimal = Decimal("1.5")
    least: int = 8


@dataclass(frozen=True)
class FiguresTerms:
    """What `[round.ID.figures]` says. A `jump` is a share of the earlier figure; `jumps` has those of single fields."""

    fields: tuple[str, ...] = ()
    jump: Decimal | None = None
    jumps: Mapping[str, Decimal] = field(default_factory=dict)
    checks: tuple[FiguresCheck, ...] = ()
    peers: Peers | None = None
    cites: tuple[Citation, ...] = ()
    source: str = ""
    why: str = ""

    def jump_of(self, field_id: str) -> Decimal | None:
        """Return by how much a field may differ from the year before; None where that is not looked at."""
        return self.jumps.get(field_id, self.jump)
