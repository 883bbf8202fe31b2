"""The life of a grade: proposed, checked by somebody else, published, objected to, final; and which of them count.

A grade is proposed with its source. Every later step is a row of the record. It counts for the standing of a title
while it is published and nobody has objected, and once it is final.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from linxuan.errors import Refused
from linxuan.language import say
from linxuan.rules import figures

StepKind = Literal["checked", "published", "objected", "final", "dropped"]
GradeState = Literal["proposed", "checked", "published", "objected", "final", "dropped"]
STEPS: tuple[StepKind, ...] = get_args(StepKind)
STATES: tuple[GradeState, ...] = get_args(GradeState)
FROM: Mapping[StepKind, tuple[GradeState, ...]] = {
    "checked": ("proposed",),
    "published": ("checked",),
    "objected": ("published",),
    "final": ("published", "objected"),
    "dropped": ("proposed", "checked", "objected"),
}
"""In which states a grade may take each step."""
COUNTING: frozenset[GradeState] = frozenset({"published", "final"})
NEEDS_REASON: frozenset[StepKind] = frozenset({"objected", "dropped"})


@dataclass(frozen=True)
class GradeLife:
    """A grade of one year with its steps in their order; `number` grows with every grade that is proposed."""

    number: int
    year: int
    grade: str
    steps: Sequence[StepKind] = ()

    @property
    def state(self) -> GradeState:
        """Where it stands."""
        return self.steps[-1] if self.steps else "proposed"

    @property
    def was_published(self) -> bool:
        """Whether the entity was ever told it. What was known when it was recorded is final from the first."""
        return bool({"published", "final"} & set(self.steps))


def may_take(state: GradeState, step: StepKind) -> bool:
    """Tell whether a grade may take a step where it stands."""
    return state in FROM[step]


def refuse_step(state: GradeState, step: StepKind, *, same_person: bool, reason: str) -> None:
    """Raise `Refused` where a grade cannot take a step: its state, its own proposer checking it, or a reason that is lacking."""
    if not may_take(state, step):
        told = say("这个等次现在是“{state}”，不能“{step}”", state=state_name(state), step=step_name(step))
        raise Refused(told, code="state")
    if step == "checked" and same_person:
        raise Refused(say("复核的人不能是拟定的人，请由另一位经办人复核"), code="person")
    if step in NEEDS_REASON and not reason.strip():
        raise Refused(say("请写明理由"), code="need:reason")
    if step == "final" and state == "objected" and not reason.strip():
        raise Refused(say("有异议的等次，请写明异议怎样处理"), code="need:reason")


def refuse_out_of_time(state: GradeState, step: StepKind, until: date | None, *, on: date) -> None:
    """Raise `Refused` where a step comes too early or too late; `until` is the last day on which the entity may
    object, None where the programme sets no time.

    A published grade is final only when nobody can object any more; one that was objected to is decided at any time.
    """
    if until is None:
        return
    if step == "objected" and on > until:
        raise Refused(say("提出异议的时间到{day}为止，已经过了", day=figures.day(until)), code="deadline")
    if step == "final" and state == "published" and on <= until:
        told = say("{day}以前还可以提出异议，过了这一天才能确定", day=figures.day(until))
        raise Refused(told, code="deadline")


def counting(lives: Iterable[GradeLife]) -> dict[int, GradeLife]:
    """Return the grade that counts of each year, in whatever order the grades come.

    Of a year the one proposed last speaks, among those that were published and not dropped; while somebody objects
    to it the year has no grade.
    """
    newest: dict[int, GradeLife] = {}
    for one in sorted(lives, key=lambda each: each.number):
        if one.was_published and one.state != "dropped":
            newest[one.year] = one
    return {year: one for year, one in sorted(newest.items()) if one.state in COUNTING}


def state_name(state: GradeState) -> str:
    """Return a state in words."""
    return {
        "proposed": say("待复核"),
        "checked": say("已复核，待公布"),
        "published": say("已公布"),
        "objected": say("有异议"),
        "final": say("已确定"),
        "dropped": say("不采用"),
    }[state]


def step_name(step: StepKind) -> str:
    """Return a step in words."""
    return {
        "checked": say("复核"),
        "published": say("公布"),
        "objected": say("提出异议"),
        "final": say("确定"),
        "dropped": say("不采用"),
    }[step]


def step_told(step: StepKind) -> str:
    """Return a step in words, as one that was taken."""
    return {
        "checked": say("已复核"),
        "published": say("已公布"),
        "objected": say("已提出异议"),
        "final": say("已确定"),
        "dropped": say("已决定不采用"),
    }[step]
