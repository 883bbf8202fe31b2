"""The grades of a round that a programme says how to compute."""

from collections.abc import Iterable
from datetime import date

from linxuan.errors import BadInput
from linxuan.evaluation import grade_words as words
from linxuan.evaluation.ladder import Ladder, Own, ladder_of, shown
from linxuan.evaluation.reports import Decided, Graded, Report
from linxuan.evaluation.shares import within_shares
from linxuan.language import say
from linxuan.programme.definition import Call


def grade_all(
    call: Call,
    round_id: str,
    reports: Iterable[Report],
    *,
    on: date | None = None,
    decided: Iterable[Decided] = (),
) -> tuple[Graded, ...]:
    """Return the grade of every report of a round, in their order, with the reason in the language in use.

    The reports have to be those of all who must file: shares such as "the best 20 %" are of all of them.
    `on` is the day that answers are looked at, see `derive.record_of`; `decided` is what was said of ties, the
    newest of each. Raises BadInput for a round whose grades are recorded.
    """
    if round_id not in call.rounds or call.rounds[round_id].graded != "computed":
        raise BadInput(say("“{round}”的等次不是算出来的", round=round_id), field="round")
    ladder = ladder_of(call, round_id, on)
    owns = [ladder.own(report) for report in reports]
    return tuple(_told(ladder, own) for own in within_shares(ladder, owns, tuple(decided)))


def _told(ladder: Ladder, own: Own) -> Graded:
    choices = [ladder.grades[place] for place in own.possible]
    because = own.because
    if len(choices) > 1:
        ending = words.for_a_person(choices) if own.tie else words.undecided(choices)
        because = words.joined(because, ending)
    settled = choices[0] if len(choices) == 1 else None
    return Graded(
        entity=own.report.entity,
        grade=settled.id if settled else "",
        because=say("{facts}。", facts=because),
        by=own.by if settled else "",
        clause=settled.clause if settled else "",
        score=shown(own.score),
        choices=tuple(grade.id for grade in choices) if len(choices) > 1 else (),
        missing=own.missing if len(choices) > 1 else (),
        tie=own.tie if len(choices) > 1 else None,
    )
