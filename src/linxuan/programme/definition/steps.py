"""What happens: stages, actions, deadlines, quotas and papers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from linxuan.programme.definition.element import (
    NOTHING,
    Citation,
    Element,
    Expression,
    Length,
    Strength,
    WorkingDays,
)

PaperKind = Literal[
    "receipt",
    "return_notice",
    "announcement",
    "nominated",
    "certificate",
    "evaluation",
    "revocation",
    "revocation_proposal",
    "designated",
    "round_report",
]
"""Of a submission, of a step that sent one back, of names published, of those an office passed on, of a
designation, of a report of a round, of a title taken away, of one that a rule would take away, of the titles of a
cohort, of all that an evaluation round came to."""


@dataclass(frozen=True)
class PublicityTerms:
    """How long a list is public, how its days are counted, what it shows, and who may object how."""

    days: int
    unit: Literal["working_days", "calendar_days"] = "working_days"
    first_day: Literal["counted", "not_counted"] = "counted"
    shows: tuple[str, ...] = ()
    objections: Mapping[str, object] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, kw_only=True)
class Stage(Element):
    """Where a case lies, on the desk of `office`; an end has none."""

    office: str = ""
    end: bool = False
    publicity: PublicityTerms | None = None


@dataclass(frozen=True, kw_only=True)
class Action(Element):
    """What may be done at some stages, by whom, and what it needs; without `to` the case stays."""

    kind: str
    by: tuple[str, ...]
    jointly: tuple[str, ...] = ()
    from_stages: tuple[str, ...] = ()
    to: str = ""
    needs: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    filed_on: Literal["kept", "restated"] = "kept"


@dataclass(frozen=True)
class EarlierDay:
    """An office may set those in its charge an earlier day, by hand or in a list (column `day`)."""

    by: str
    actions: tuple[str, ...]
    list: str = ""


@dataclass(frozen=True, kw_only=True)
class Deadline(Element):
    """`days` has one entry, or one for each batch, in order; each ends at 24:00."""

    days: tuple[date, ...]
    opens: date | None = None
    actions: tuple[str, ...] = ()
    earlier: EarlierDay | None = None
    reminders: tuple[Length | WorkingDays, ...] | None = None
    """How long before the day who has not acted is reminded; None for the distances of the call."""


@dataclass(frozen=True)
class LimitCase:
    """Places where `when` holds."""

    when: Expression
    limit: int
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Quota(Element):
    """How many places the action `at` may take, counted apart for each value of `per`."""

    at: str
    limit: int | None = None
    limits: tuple[LimitCase, ...] = ()
    list: str = ""
    total: int | None = None
    per: tuple[str, ...] = ()
    exactly: bool = False
    strength: Strength = "mandatory"
    not_counted: Expression | None = None
    categories: tuple[str, ...] = ()
    """`track/category` entries of `for`, as written; empty where the quota is for whole tracks."""


@dataclass(frozen=True, kw_only=True)
class Paper(Element):
    """What is made, sealed and handed on. A paper of an office `lists` its applications by these columns.

    `kind` says what else it is made of, such as one submission or one designation; empty for all other papers.
    """

    kind: PaperKind | Literal[""] = ""
    annex: str = ""
    sender: str = "applicant"
    receiver: str = ""
    copies: int = 1
    also: tuple[str, ...] = ()
    seals: tuple[str, ...] = ()
    sealed_by: tuple[str, ...] = ()
    number: bool = False
    lists: tuple[str, ...] = ()
    template: str = ""
    """Which of our layouts, or the path of a template that the package brings; empty leaves it to us."""
    workbook: str = ""
    """The path of a workbook that the package brings: the table is filled into it as well."""
    word: str = ""
    """The path of a Word file that the package brings: what an officer goes on editing is filled into it."""
