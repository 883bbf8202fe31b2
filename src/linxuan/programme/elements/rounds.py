"""After the list: evaluation rounds and their grades."""

from typing import Literal

from linxuan.language import say
from linxuan.programme.concern import read_shared
from linxuan.programme.definition import Grade, KnownGrade, Length, Round
from linxuan.programme.elements.figures import read_figures
from linxuan.programme.entry import Entry
from linxuan.programme.origin import read_cites

GRADED: tuple[Literal["recorded", "computed"], ...] = ("recorded", "computed")
EVERY_YEAR, EVERY_MONTH = "year", "month"


def read_round(entry: Entry) -> Round:
    """An evaluation of those designated earlier."""
    year = entry.whole("year", least=1900, wanted=not entry.has("every"))
    return Round(
        **read_shared(entry, default=(entry.id,)),
        year=year,
        every=_every(entry),
        cohorts=_cohorts(entry),
        tracks=entry.references("tracks", "track") or tuple(entry.known.of("track") or ()),
        form=entry.reference("form", "form"),
        by=entry.reference("by", "office"),
        graded=entry.word("graded", GRADED, "recorded"),
        score=_score(entry),
        known=tuple(_known(each) for each in entry.tables("known")),
        objections=entry.time("objections"),
        ties=_ties(entry),
        figures=read_figures(entry),
    )


def _every(entry: Entry) -> int:
    """How many years lie between a round and the next: `year` or `"2y"`. `month` is refused by name."""
    if entry.ask("every") in (None, EVERY_YEAR, EVERY_MONTH):
        return 1
    length = entry.length("every") or Length(1, "y")
    if length.unit != "y":
        entry.fault("every", say("等次按年记，一轮至少一年"), say('写 every = "year"，两年一次写 "2y"'))
        return 1
    return length.count


def _score(entry: Entry) -> str:
    """A score sheet, or a number that stands on the form: which of the two shows when all is read."""
    is_computed = entry.ask("graded") == "computed"
    score = entry.text("score", wanted=is_computed)
    if score and not is_computed:
        entry.fault("score", say("登记的等次用不到 score"), say('写 graded = "computed"，或去掉 score'))
    return score


def _ties(entry: Entry) -> tuple[str, ...]:
    """Numbers by which equal scores are told apart; whether they stand on the form shows when all is read."""
    ties = entry.references("ties", "field")
    if ties and entry.ask("graded") != "computed":
        entry.fault("ties", say("登记的等次用不到 ties"), say('写 graded = "computed"，或去掉 ties'))
    return ties


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
    return Grade(
        **read_shared(entry, default=entry.known.rounds),
        least=entry.decimal("from"),
        forced_when=entry.expression("forced_when"),
        not_filed=entry.yes_no("not_filed", False),
        at_most=entry.part("at_most"),
        lowest=entry.part("lowest"),
    )
