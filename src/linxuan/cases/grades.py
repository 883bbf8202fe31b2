"""A case about a grade that is computed: one report among the scores of all the others."""

from collections.abc import Iterator

from linxuan.cases.applications import values_of
from linxuan.cases.wording import differs
from linxuan.evaluation import Graded, Report, grade_all
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.programme.situations import GradeCase


def failures_of_grade(call: Call, case: GradeCase) -> Iterator[str]:
    """Yield what came out otherwise than the case expects. Raises BadInput for answers that are none."""
    answers = values_of(call, case.round, case.answers)
    others = values_of(call, case.round, case.base)
    own = Report(case.id, answers, case.filed, case.score)
    reports = [own, *(Report(str(number), others, score=score) for number, score in enumerate(case.others))]
    found = grade_all(call, case.round, reports, on=case.on)[0]
    yield from differs(say("等次"), case.grade, _word(found))
    if case.because:
        yield from differs(say("依据"), case.because, found.by)
    if case.missing:
        yield from differs(say("待填"), case.missing, found.missing)


def _word(found: Graded) -> str:
    if found.is_tied:
        return "ask"
    return found.grade or ("unknown" if found.choices else "none")
