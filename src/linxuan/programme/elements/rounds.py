"""After the list: evaluation rounds, grades, and what a history of grades leads to."""

from typing import Literal

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import Grade, KnownGrade, Round, StandingRule
from linxuan.programme.elements.figures import read_figures
from linxuan.programme.entry import Entry
from linxuan.programme.origin import read_cites

LEADS_TO = ("keep", "warn", "rectify", "suspend", "ask", "revoke")
GRADED: tuple[Literal["recorded", "computed"], ...] = ("recorded", "computed")
GAPS: tuple[Literal["break", "ignore", "ask"], ...] = ("break", "ignore", "ask")


def read_round(entry: Entry) -> Round:
    """An evaluation of those designated earlier."""
    year = entry.whole("year", least=1900, wanted=not entry.has("every"))
    return Round(
        **read_shared(entry, default=(entry.id,)),
        year=year,
        cohorts=_cohorts(entry),
        tracks=entry.references("tracks", "track") or tuple(entry.known.of("track") or ()),
        form=entry.reference("form", "form"),
        by=entry.reference("by", "office"),
        graded=entry.word("graded", GRADED, "recorded"),
        known=tuple(_known(each) for each in entry.tables("known")),
        figures=read_figures(entry),
    )


def _cohorts(entry: Entry) -> tuple[int, ...] | Literal["all"]:
    if entry.ask("cohorts") in (None, "all"):
        return "all"
    return entry.wholes("cohorts")


def _known(entry: Entry) -> KnownGrade:
    return KnownGrade(
        entry.whole("year", least=1900, wanted=True) or 0,
        entry.reference("grade", "grade", wanted=True),
        read_cites(entry),
    )


def read_grade(entry: Entry) -> Grade:
    """One grade; the best stands first in the file."""
    return Grade(**read_shared(entry, default=entry.known.rounds))


def read_standing(entry: Entry) -> StandingRule:
    """What a history leads to: it looks at grades, at silence, or at a condition."""
    looks_at = [key for key in ("grades", "not_filed", "when") if entry.has(key)]
    if len(looks_at) != 1:
        entry.fault("", say("要写 grades、not_filed、when 中的一个，现有{count}个", count=len(looks_at)))
    if not entry.has("leads_to"):
        entry.fault("", say("缺少“leads_to”"), say("写其中一个：{words}", words=say("、").join(LEADS_TO)))
    return StandingRule(
        **read_shared(entry, default=entry.known.rounds, has_when=False),
        grades=entry.references("grades", "grade"),
        not_filed=entry.yes_no("not_filed", False),
        condition=entry.expression("when"),
        consecutive=entry.whole("consecutive", least=1) or 1,
        gap=entry.word("gap", GAPS, "ask"),
        leads_to=entry.word("leads_to", LEADS_TO, "ask"),
        decided_by=entry.reference("decided_by", "office"),
    )
