"""What a package has by id, known before its elements are read, so that a reference can be checked at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

APPLICANT = "applicant"


@dataclass(frozen=True)
class Known:
    """The ids that a package declares, by kind.

    A kind is None where the file that declares it could not be read: nothing is then missing from it.
    `categories` has those of each track.
    """

    ids: Mapping[str, Collection[str] | None]
    open_tracks: tuple[str, ...] = ()
    rounds: tuple[str, ...] = ()
    closed_tracks: tuple[str, ...] = ()
    categories: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, kind: str) -> Collection[str] | None:
        """Return the ids of a kind; None where they are not known."""
        return self.ids.get(kind, ())

    def lacks(self, kind: str, id: str) -> bool:
        """Tell whether the package certainly has no such element."""
        known = self.of(kind)
        return known is not None and id not in known

    @property
    def procedures(self) -> tuple[str, ...]:
        """The ids of all that one may file under, in order."""
        return (*self.open_tracks, *self.rounds)
