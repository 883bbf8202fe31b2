"""How long what names people is kept, and is then erased."""

from dataclasses import dataclass
from typing import Literal

from linxuan.programme.definition.element import Element, Length

KEPT: tuple[Literal["drafts", "objections", "reads"], ...] = ("drafts", "objections", "reads")
"""What may be erased: drafts that were never filed, settled objections of closed publicities, who read what. What was
filed, decided and designated is the authority's record, and is kept."""


@dataclass(frozen=True, kw_only=True)
class KeepingRule(Element):
    """What is kept for so long: from its last change, its settlement, or the reading."""

    what: Literal["drafts", "objections", "reads"]
    length: Length
