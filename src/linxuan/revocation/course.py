"""The states of a revocation, and the acts that lead from one to the next.

Two states come by themselves, by the day: `silent` where the time to answer is over without an answer, and
`final` where the time to appeal is over without an appeal. No row says so; `state_on` does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NOTHING = ""
"""Before a case begins."""
STATES = (
    "proposed",
    "notified",
    "answered",
    "silent",
    "revoked",
    "kept",
    "withdrawn",
    "appealed",
    "final",
    "upheld",
    "restored",
)
ENDS = frozenset({"kept", "withdrawn", "restored"})
"""Nothing leads on from here."""
CLOSED = ENDS | {"final", "upheld"}
"""Nothing is awaited any more; a court or the ministry may still annul what was decided."""
BEGUN = ("proposed", "notified", "answered", "silent")
"""Not decided yet."""

RULE, ENTITY, OFFICE, DECIDER = "rule", "entity", "office", "decider"
"""Who acts: a rule of standing by itself, the entity's people, an office in charge of it, the one that decides."""


@dataclass(frozen=True)
class Move:
    """An act: from which states, to which, by whom, and what has to be said with it."""

    sources: tuple[str, ...]
    target: str
    by: tuple[str, ...]
    needs: tuple[str, ...] = ("reason",)


MOVES: Mapping[str, Move] = {
    "propose": Move((NOTHING,), "proposed", (RULE, OFFICE, DECIDER)),
    "enter": Move((NOTHING,), "revoked", (DECIDER,), ("reason", "document", "decided_on")),
    "withdraw": Move(BEGUN, "withdrawn", (DECIDER,)),
    "notify": Move(("proposed",), "notified", (DECIDER,), ()),
    "extend": Move(("notified", "answered", "silent"), "notified", (DECIDER,), ("reason", "until")),
    "answer": Move(("notified", "answered", "silent"), "answered", (ENTITY, DECIDER)),
    "revoke": Move(("answered", "silent"), "revoked", (DECIDER,), ("reason", "document")),
    "keep": Move(("answered", "silent"), "kept", (DECIDER,)),
    "appeal": Move(("revoked", "final"), "appealed", (ENTITY, DECIDER)),
    "restore": Move(("appealed",), "restored", (DECIDER,), ("reason", "document")),
    "uphold": Move(("appealed",), "upheld", (DECIDER,)),
    "annul": Move(("revoked", "final", "upheld"), "restored", (DECIDER,), ("reason", "document")),
}


@dataclass(frozen=True)
class Course:
    """Where a case stands. `answer_until` and `appeal_until` are last days, which end at 24:00.

    `elsewhere` marks a revocation that another authority decided and that is only recorded here.
    """

    state: str = NOTHING
    notified_on: date | None = None
    answer_until: date | None = None
    answered: bool = False
    decided_on: date | None = None
    appeal_until: date | None = None
    elsewhere: bool = False


def state_on(course: Course, day: date) -> str:
    """Return the state on a day, with those that come by themselves."""
    if course.state == "notified" and course.answer_until is not None and day > course.answer_until:
        return "silent"
    if course.state == "revoked" and (course.appeal_until is None or day > course.appeal_until):
        return "final"
    return course.state


def awaited_until(course: Course, day: date) -> date | None:
    """Return the last day of what is awaited on a day: an answer, or an appeal; None where no day is set."""
    days = {"notified": course.answer_until, "answered": course.answer_until, "revoked": course.appeal_until}
    until = days.get(state_on(course, day))
    return until if until is not None and day <= until else None
