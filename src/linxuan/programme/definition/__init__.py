"""The frozen definition of a call: what a programme package says, after it was read and checked.

Every class here is a kind of element of `docs/writing-a-programme.md`; the reader builds them, and
nobody changes them afterwards. Lookups that need more than one element stand in `lookup.py`.
"""

from linxuan.programme.definition.call import Call, Table
from linxuan.programme.definition.demands import Judgement, Parameter, ParameterCase, Rule, RuleException
from linxuan.programme.definition.element import (
    NOTHING,
    Citation,
    Element,
    Expression,
    Length,
    ParameterValue,
    Strength,
    WorkingDays,
)
from linxuan.programme.definition.evaluation import (
    LEADS_TO,
    Grade,
    KnownGrade,
    OfficeBan,
    RevocationTerms,
    Round,
    StandingRule,
)
from linxuan.programme.definition.figures import FiguresCheck, FiguresTerms, Peers
from linxuan.programme.definition.forms import FILE_TYPES, Field, Form, Option, Section
from linxuan.programme.definition.keeping import KEPT, KeepingRule
from linxuan.programme.definition.people import Office, Title, Track
from linxuan.programme.definition.scores import Band, Indicator, Score, ScoreItem, ScorePart
from linxuan.programme.definition.steps import (
    Action,
    Deadline,
    EarlierDay,
    LimitCase,
    Paper,
    PaperKind,
    PublicityTerms,
    Quota,
    Stage,
)
from linxuan.programme.definition.text import Contact, Question, Statement

__all__ = [
    "FILE_TYPES",
    "KEPT",
    "LEADS_TO",
    "NOTHING",
    "Action",
    "Band",
    "Call",
    "Citation",
    "Contact",
    "Deadline",
    "EarlierDay",
    "Element",
    "Expression",
    "Field",
    "FiguresCheck",
    "FiguresTerms",
    "Form",
    "Grade",
    "Indicator",
    "Judgement",
    "KeepingRule",
    "KnownGrade",
    "Length",
    "LimitCase",
    "Office",
    "OfficeBan",
    "Option",
    "Paper",
    "PaperKind",
    "Parameter",
    "ParameterCase",
    "ParameterValue",
    "Peers",
    "PublicityTerms",
    "Question",
    "Quota",
    "RevocationTerms",
    "Round",
    "Rule",
    "RuleException",
    "Score",
    "ScoreItem",
    "ScorePart",
    "Section",
    "Stage",
    "StandingRule",
    "Statement",
    "Strength",
    "Table",
    "Title",
    "Track",
    "WorkingDays",
]
