"""What the site acknowledged: noted by who got the answer, at the moment at which he got it."""

from dataclasses import dataclass, field
from threading import Lock


@dataclass(frozen=True)
class Promise:
    """One acknowledgement: of a save, an upload, a submission, or a return, with what it said."""

    kind: str
    application: int
    said: str


@dataclass
class Promises:
    """All of them, and what went wrong on the way that nobody should see."""

    made: list[Promise] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    bad_answers: list[str] = field(default_factory=list)
    broken: int = 0
    """Answers that never came, as the one who should have given them was killed."""
    _lock: Lock = field(default_factory=Lock)

    def note(self, kind: str, application: int, said: str) -> None:
        """Note what was acknowledged."""
        with self._lock:
            self.made.append(Promise(kind, application, said))

    def refused(self, number: str) -> None:
        """Note a refusal with its number."""
        with self._lock:
            self.refusals.append(number)

    def unanswered(self) -> None:
        """Note that an answer did not come."""
        with self._lock:
            self.broken += 1

    def bad(self, told: str) -> None:
        """Note an answer that should not have been."""
        with self._lock:
            self.bad_answers.append(told)

    def so_far(self) -> tuple[Promise, ...]:
        """Return what was acknowledged until now."""
        with self._lock:
            return tuple(self.made)
