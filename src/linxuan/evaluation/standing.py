"""The standing of a designated entity: the strongest answer of the rules of its programme."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from linxuan.evaluation import because
from linxuan.evaluation.history import History
from linxuan.evaluation.judging import Judge, judges_of
from linxuan.evaluation.rectifying import Due, due, still_due
from linxuan.evaluation.years import Gap
from linxuan.programme.definition import LEADS_TO, Call

STRENGTH = LEADS_TO
_STRENGTH = {word: strength for strength, word in enumerate(LEADS_TO)}


@dataclass(frozen=True)
class Standing:
    """`standing` is a word of `STRENGTH`, `clause` the address behind it, `because` one sentence with the
    years, grades or status, `rule` the id of the rule that decided, '' where none applies.

    `years` are those that the rule counted and `gap` what a year without a grade was taken for, '' where it
    counts none; `until` is the last day on which it may be put right, None where nothing was ordered.
    """

    entity: str
    standing: str
    clause: str
    because: str
    rule: str = ""
    years: tuple[int, ...] = ()
    gap: Gap | str = ""
    until: date | None = None


@dataclass(frozen=True, eq=False)
class _Answer:
    """What one rule says: `applies` is None where a person has to settle it; `order` is what is due."""

    word: str
    judge: Judge
    applies: bool | None
    order: Due | None = None


def standing(
    call: Call, history: History, *, round_id: str | None = None, gap: Gap | None = None
) -> Standing:
    """Return what the rules say of an entity; of equally strong answers the first of the package.

    `round_id` limits the rules to those of one evaluation round; `gap` says instead of the package
    what a year without a grade does to years in a row. A rule that is not settled asks a person.
    """
    answers = _answers(judges_of(call, round_id), history, gap)
    strongest = max(answers, key=lambda one: _STRENGTH[one.word], default=None)
    if strongest is None:
        return _kept(call, history)
    return _told(call, history, strongest, gap)


def _answers(judges: tuple[Judge, ...], history: History, gap: Gap | None) -> Iterator[_Answer]:
    for judge in judges:
        applies = judge.applies(history, gap)
        if judge.rule.leads_to == "rectify":
            yield from _rectify(judge, history, applies)
        elif applies is not False:
            yield _Answer(judge.rule.leads_to if applies else "ask", judge, applies)


def _rectify(judge: Judge, history: History, applies: bool | None) -> Iterator[_Answer]:
    """What has to be put right: ordered or not, in time or not; what was put right in time is over."""
    for order in still_due(judge.rule, history):
        yield _Answer(order.word, judge, applies, order)
    if applies is not False:
        years = judge.years(history)
        if applies is None:
            yield _Answer("ask", judge, None)
        elif due(judge.rule, history, years[-1] if years else None) is None:
            yield _Answer("rectify", judge, True)


def _told(call: Call, history: History, answer: _Answer, gap: Gap | None) -> Standing:
    judge, rule = answer.judge, answer.judge.rule
    years = judge.years(history)
    return Standing(
        history.entity,
        answer.word,
        rule.clause,
        because.told(call, judge, history, years, answer.applies, answer.order),
        rule.id,
        years,
        "" if judge.holds else gap or rule.gap,
        answer.order.until if answer.order else None,
    )


def _kept(call: Call, history: History) -> Standing:
    latest = next((year for year in history.graded_years if year <= history.as_of), None)
    clause = call.grades[history.grades[latest]].clause if latest else ""
    return Standing(history.entity, "keep", clause, because.kept(call, history, latest))
