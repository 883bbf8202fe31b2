"""What the register knows of entities and their titles, as far as a list is held against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from linxuan.designations.names import comparable
from linxuan.designations.tables import ListedTitle

Choice = Literal["same", "renamed", "new", "correct", "take", "leave_out"]
"""What a person decides of a row: it is that entity; it is, and has the name of the list now; it is another one;
the register is put right by it; of two rows it is the one; it is not entered."""
CHOICES: tuple[Choice, ...] = ("same", "renamed", "new", "correct", "take", "leave_out")
OF_THE_LIST = "list:"
"""What the key of an entity begins with that only the list knows."""


@dataclass(frozen=True)
class KnownTitle:
    """A title in the register, as it stands now."""

    key: int
    cohort: int
    track: str
    item: str = ""
    category: str = ""
    mode: str = ""
    in_charge: str = ""
    document: str = ""
    designated_on: date | None = None
    state: str = "held"


@dataclass(frozen=True)
class KnownEntity:
    """An entity with its present name, the names that it had, and its titles."""

    key: str
    name: str
    credit_code: str = ""
    old_names: tuple[str, ...] = ()
    titles: tuple[KnownTitle, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether only the list knows it."""
        return self.key.startswith(OF_THE_LIST)

    def title(self, row: ListedTitle) -> KnownTitle | None:
        """Return the title that a row says, if the entity has it."""
        return self._by_key.get(title_key(row))

    @cached_property
    def _by_key(self) -> dict[tuple[int, str, str], KnownTitle]:
        return {title_key(one): one for one in self.titles}


@dataclass(frozen=True)
class Found:
    """Whose a row is; with a doubt, whose it may be, why that is not sure, and what may be decided."""

    entity: KnownEntity | None
    doubt: str = ""
    reason: str = ""
    choices: tuple[Choice, ...] = ()


def title_key(one: ListedTitle | KnownTitle) -> tuple[int, str, str]:
    """Return what tells the titles of an entity apart."""
    return one.cohort, one.track, comparable(one.item)


def identity_of(row: ListedTitle) -> str:
    """Return the key of an entity that only the list knows: its code, else its name."""
    return OF_THE_LIST + (row.credit_code or comparable(row.name))


def first_of(rows: Sequence[ListedTitle]) -> ListedTitle:
    """Return the row that speaks for several of one entity: the newest cohort has the name that it bears now."""
    return max(rows, key=lambda row: (row.cohort, row.designated_on or date.min, row.name))
