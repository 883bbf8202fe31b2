"""What can happen to a title, and which of the events on record count at a moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, get_args

Kind = Literal[
    "designated",
    "renamed",
    "merged",
    "absorbed",
    "split",
    "moved",
    "operator_changed",
    "withdrawn",
    "suspended",
    "resumed",
    "revoked",
    "restored",
    "expired",
    "corrected",
]
State = Literal["held", "suspended", "withdrawn", "revoked", "expired", "absorbed"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATES: tuple[State, ...] = get_args(State)

ENDED: frozenset[State] = frozenset({"withdrawn", "revoked", "expired", "absorbed"})
"""In which states a title is held no more; what was taken away can be restored."""

FACTS = ("name", "holder", "in_charge", "category", "mode", "document")
"""What an event may change, besides the state. `holder` is the identifier of the legal entity that has the title."""
JOINED = "joined"
"""What a merger of two titles says beside that: the names of the one that ended, one a line. The other has them too."""

CHANGES: Mapping[Kind, frozenset[str]] = {
    "renamed": frozenset({"name"}),
    "merged": frozenset({"name", "holder", JOINED}),
    "split": frozenset({"name", "holder"}),
    "moved": frozenset({"in_charge"}),
    "operator_changed": frozenset({"name", "holder"}),
    "designated": frozenset(FACTS),
    "corrected": frozenset(FACTS),
}
"""What a kind of event may change; a kind that is not here changes the state alone."""

_LIVING: frozenset[State] = frozenset({"held", "suspended"})
LEADS: Mapping[Kind, tuple[frozenset[State], State]] = {
    "suspended": (frozenset({"held"}), "suspended"),
    "resumed": (frozenset({"suspended"}), "held"),
    "withdrawn": (_LIVING, "withdrawn"),
    "revoked": (_LIVING, "revoked"),
    "expired": (_LIVING, "expired"),
    "absorbed": (_LIVING, "absorbed"),
    "restored": (ENDED - {"absorbed"}, "held"),
}
"""From which states a kind of event leads to which."""


@dataclass(frozen=True)
class Event:
    """One thing that happened to a title, by a document.

    `number` counts the events of the title in the order in which they were recorded, from 1; of two, the later
    number has the later `recorded_at`. `holds_from` is None for a designation whose day nobody recorded: it holds on
    every day. `corrects` is the number of an earlier event in whose place this one stands from then on.
    """

    title: str
    number: int
    kind: Kind
    holds_from: date | None
    recorded_at: datetime
    document: str
    changes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    corrects: int | None = None
    other: str = ""
    """Of two titles that became one: which this one took in (`merged`), or which lives on (`absorbed`)."""


def known_at(events: Iterable[Event], moment: datetime) -> list[Event]:
    """Return the events that were on record at a moment."""
    return [one for one in events if one.recorded_at <= moment]


def counting(events: Iterable[Event]) -> list[Event]:
    """Return those of the known events that no counting later one replaces, in the order of their numbers."""
    replaced: set[int] = set()
    found: list[Event] = []
    for event in sorted(events, key=lambda one: -one.number):
        if event.number in replaced:
            continue
        found.append(event)
        if event.corrects is not None:
            replaced.add(event.corrects)
    return found[::-1]


def led_to(state: State, kind: Kind) -> State:
    """Return the state after an event; one that does not fit the state leaves it as it is."""
    sources, target = LEADS.get(kind, (frozenset(), state))
    return target if state in sources else state
