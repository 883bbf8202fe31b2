"""The frozen definition of a call: what a programme package says, after it was read and checked.

Every class here is a kind of element of `docs/writing-a-programme.md`; the reader builds them, and
nobody changes them afterwards. Lookups that need more than one element stand in `lookup.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

from linxuan.notice.clauses import Notice
from linxuan.rules.terms import Term

ParameterValue: TypeAlias = int | Decimal | date | str | tuple[str, ...]
Strength = Literal["mandatory", "in_principle", "preference"]
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Citation:
    """Words of a notice: `address` is a clause such as `一(二)2(1)`, `sentence` counts from 1, 0 is the heading."""

    notice: str
    address: str
    sentence: int
    words: str

    @property
    def place(self) -> str:
        """The address with its sentence, as it is written in a package: `一(二)2(1)#3`."""
        prefix = "" if self.notice == "main" else f"{self.notice}:"
        return f"{prefix}{self.address}#{self.sentence}"


@dataclass(frozen=True)
class Expression:
    """A condition or a value: its text as written and its checked term."""

    text: str
    term: Term


@dataclass(frozen=True, kw_only=True)
class Element:
    """What every element says: its name, where it comes from, and whom it concerns."""

    id: str
    name: str
    cites: tuple[Citation, ...] = ()
    source: str = ""
    why: str = ""
    reading: str = ""
    concerns: tuple[str, ...] = ()
    """Ids of the tracks and rounds it holds for, resolved: never empty for an element that is used."""
    when: Expression | None = None
    since: date | None = None
    until: date | None = None
    file: str = ""
    line: int = 0

    @property
    def clause(self) -> str:
        """The address of the first clause behind the element; empty where the authority added it."""
        return self.cites[0].address if self.cites else ""

    def holds_on(self, day: date) -> bool:
        """Tell whether the element exists for filings of `day`."""
        return not (self.since and day < self.since) and not (self.until and day > self.until)


# ── the text ──


@dataclass(frozen=True, kw_only=True)
class Statement(Element):
    """A sentence of the notice that demands nothing here; `kind` says what it is instead."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class Question(Element):
    """What the notice leaves open: what is asked of the authority, and what is assumed until it answers."""

    asks: str
    about: tuple[str, ...] = ()
    assumed: str = ""


@dataclass(frozen=True, kw_only=True)
class Contact(Element):
    """Whom to ask; `name` is the person's. What the text lost is empty."""

    for_what: str = ""
    office: str = ""
    phone: str = ""
    email: str = ""
    url: str = ""


# ── who ──


@dataclass(frozen=True, kw_only=True)
class Office(Element):
    """`each` is the id of the list that has one office a row; `field` the answer that names the row."""

    each: str = ""
    field: str = ""
    recorded_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Track(Element):
    """What one may apply for. `modes` and `categories` are the choices of the fields of these kinds."""

    applicants: tuple[str, ...] = ("legal_person",)
    identified_by: str = "credit_code"
    item: str = ""
    form: str = ""
    modes: tuple[str, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
    open: bool = True


# ── what is asked ──


@dataclass(frozen=True)
class Option:
    """One choice of a field: for whom it is offered, and when."""

    label: str
    concerns: tuple[str, ...] = ()
    when: Expression | None = None


@dataclass(frozen=True, kw_only=True)
class Field(Element):
    """A question of the catalogue. `name` is its label; `kind` one of the words of the package format."""

    kind: str
    help: str = ""
    unit: str = ""
    min: Decimal | None = None
    max: Decimal | None = None
    chars: int = 0
    years: tuple[int, ...] = ()
    options: Mapping[str, Option] = field(default_factory=dict)
    list: str = ""
    by: str = ""
    column: str = ""
    fields: tuple[str, ...] = ()
    rows: tuple[int, int] = (0, 100)
    value: Expression | None = None
    part: Expression | None = None
    whole: Expression | None = None
    required: bool = True
    none_if_given: str = ""
    must_be: bool | None = None
    remark: bool = False
    visible: str = "parties"


@dataclass(frozen=True, kw_only=True)
class Section(Element):
    """A part of a form. `by` fills it (`applicant` or an office) while the case is at `stage`."""

    fields: tuple[str, ...]
    by: str = "applicant"
    stage: str = ""
    required: bool = True
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Form(Element):
    """What one files on: its sections in the order of the page."""

    sections: Mapping[str, Section]


# ── what must hold ──


@dataclass(frozen=True)
class ParameterCase:
    """A value that holds instead where `when` does."""

    when: Expression
    value: ParameterValue
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Parameter(Element):
    """A number of the notice with a name. Of `values` the first that applies wins over `value`."""

    kind: str
    value: ParameterValue
    unit: str = ""
    field: str = ""
    values: tuple[ParameterCase, ...] = ()


@dataclass(frozen=True)
class RuleException:
    """Where `when` holds, this is asked instead of what the rule asks."""

    when: Expression
    holds: Expression | None = None
    """None means that the exception alone is enough."""
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Rule(Element):
    """A condition that the machine checks: met where `holds` is true."""

    holds: Expression
    strength: Strength = "mandatory"
    exceptions: tuple[RuleException, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Judgement(Element):
    """What only a person can judge: the sections where it is written, the stages where it is judged."""

    sections: tuple[str, ...]
    stages: tuple[str, ...]


# ── what happens ──


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
    """What is made, sealed and handed on. A paper of an office `lists` its applications by these columns."""

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


# ── after the list ──


@dataclass(frozen=True)
class KnownGrade:
    """What the notice tells of an earlier year: all of the authority's entities got this grade."""

    year: int
    grade: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Round(Element):
    """An evaluation of those designated by earlier calls."""

    year: int | None = None
    every: str = ""
    cohorts: tuple[int, ...] | Literal["all"] = "all"
    tracks: tuple[str, ...] = ()
    form: str = ""
    by: str = ""
    graded: Literal["recorded", "computed"] = "recorded"
    known: tuple[KnownGrade, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Grade(Element):
    """What an evaluation can come to; the best stands first."""


@dataclass(frozen=True, kw_only=True)
class StandingRule(Element):
    """What a history leads to. It looks at grades, at years without a report, or at a condition."""

    grades: tuple[str, ...] = ()
    not_filed: bool = False
    condition: Expression | None = None
    """What `when` says: for a standing it is what it looks at, not whom it concerns."""
    consecutive: int = 1
    gap: Literal["break", "ignore", "ask"] = "ask"
    leads_to: str = "ask"
    decided_by: str = ""


@dataclass(frozen=True)
class Table:
    """A list of the package: rows by key, in the order of the file; the first column is the key."""

    id: str
    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True)
class Call:
    """One opening of a programme by one notice, whole. Mappings keep the order of the file."""

    id: str
    name: str
    programme: str
    cohort: int
    authority: str
    reports_to: str
    cites: tuple[Citation, ...]
    digest: str
    """SHA-256 over the files of the package, hexadecimal."""
    notices: Mapping[str, Notice]
    statements: Mapping[str, Statement]
    questions: Mapping[str, Question]
    contacts: Mapping[str, Contact]
    offices: Mapping[str, Office]
    tracks: Mapping[str, Track]
    fields: Mapping[str, Field]
    forms: Mapping[str, Form]
    parameters: Mapping[str, Parameter]
    rules: Mapping[str, Rule]
    judgements: Mapping[str, Judgement]
    stages: Mapping[str, Stage]
    actions: Mapping[str, Action]
    deadlines: Mapping[str, Deadline]
    quotas: Mapping[str, Quota]
    papers: Mapping[str, Paper]
    rounds: Mapping[str, Round]
    grades: Mapping[str, Grade]
    standings: Mapping[str, StandingRule]
    lists: Mapping[str, Table]
    cases: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Parsed case files by path, run by `cases.py`."""
