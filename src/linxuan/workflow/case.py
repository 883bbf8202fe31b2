"""The snapshots that an act is decided on, and what comes out: plain values, nothing that saves."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from linxuan.rules.record import Record
from linxuan.rules.terms import Value

APPLICANT = "applicant"


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: for the organisation whose identifier is `key`, or for the row `key` of an office.

    The key is empty for an office without rows. `succeeds` are keys of rows that ended and whose cases
    this one took over.
    """

    name: str
    office: str
    key: str = ""
    succeeds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PutOff:
    """A later day that the authority set for `of`, a day of a deadline: for everybody, or for one `alone`."""

    of: date
    day: date
    alone: bool = False
    reason: str = ""
    document: str = ""


@dataclass(frozen=True)
class Case:
    """An application, or a report of an evaluation round, as it stands.

    `recommender` is the key of the office in charge. `papers` were handed in as files, those that come
    with the act included; `received` came on paper, with the day; `issued` were made by an office.
    `ranked` and `agreed` are ids of offices. `reasons` say, by rule, why one in principle may be
    passed over; `earlier_days` are those that the office in charge set, `put_off` the later
    ones that the authority set, both by deadline.
    """

    procedure: str
    stage: str
    applicant: str
    recommender: str = ""
    answers: Mapping[str, Value] = field(default_factory=dict)
    filed_on: date | None = None
    papers: frozenset[str] = frozenset()
    received: Mapping[str, date] = field(default_factory=dict)
    issued: frozenset[str] = frozenset()
    ranked: frozenset[str] = frozenset()
    reasons: Mapping[str, str] = field(default_factory=dict)
    agreed: frozenset[str] = frozenset()
    publicity_over: bool = False
    earlier_days: Mapping[str, date] = field(default_factory=dict)
    put_off: Mapping[str, tuple[PutOff, ...]] = field(default_factory=dict)
    number: str = ""
    records: dict[tuple[int, date | None], tuple[object, Record]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What conditions see of the case, kept by `attempt.record_of_case`: an act asks for it many times."""

    @property
    def category(self) -> str:
        """The category that was answered; empty where the track has none or it is not known yet."""
        return str(self.answers.get("category") or "")


@dataclass(frozen=True)
class Act:
    """What somebody wants to do, with all that was typed for it.

    `received_on` is the day on which paper came, `copies` how many; `restated_on` the filing date
    where a resubmission states it anew.
    """

    action: str
    opinion: str = ""
    reason: str = ""
    document: str = ""
    papers: tuple[str, ...] = ()
    received_on: date | None = None
    copies: int | None = None
    restated_on: date | None = None


@dataclass(frozen=True)
class Transition:
    """An act that is possible, and what it does: from `source` to `target`, by the clause.

    `office` is whose act it is; `recorded_by` the office that records it in its place. `kind` is the
    action's, or `agree` where an office only gives its consent. `filed_on` is the filing date from
    now on.
    """

    action: str
    kind: str
    source: str
    target: str
    clause: str
    office: str
    on: date
    filed_on: date | None = None
    recorded_by: str = ""
    papers: tuple[str, ...] = ()
    received_on: date | None = None
