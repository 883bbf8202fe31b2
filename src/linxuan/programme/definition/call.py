"""A call, whole, and the lists of its package."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from linxuan.notice.clauses import Notice
from linxuan.programme.definition.demands import Judgement, Parameter, Rule
from linxuan.programme.definition.element import Citation, Length, WorkingDays
from linxuan.programme.definition.evaluation import Grade, RevocationTerms, Round, StandingRule
from linxuan.programme.definition.forms import Field, Form
from linxuan.programme.definition.keeping import KeepingRule
from linxuan.programme.definition.people import Office, Title, Track
from linxuan.programme.definition.scores import Score
from linxuan.programme.definition.steps import (
    Action,
    Deadline,
    Paper,
    Quota,
    Stage,
)
from linxuan.programme.definition.text import Contact, Question, Statement


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
    reminders: tuple[Length | WorkingDays, ...] = ()
    """How long before any last day who has not acted is reminded; none where nobody is, unless by hand."""
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
    revocation: RevocationTerms = field(default_factory=RevocationTerms)
    titles: Mapping[str, Title] = field(default_factory=dict)
    keeping: Mapping[str, KeepingRule] = field(default_factory=dict)
    scores: Mapping[str, Score] = field(default_factory=dict)
    cases: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Parsed case files by path, run by `cases.py`."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """The templates of papers that the package brings: text by path."""
    layouts: Mapping[str, bytes] = field(default_factory=dict)
    """The workbooks and Word files that the package brings for its papers to be filled into, by path."""
