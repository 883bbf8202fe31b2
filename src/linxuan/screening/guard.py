"""Nothing is published that the one-record evaluator does not say as well, on a random sample of rows.

The sample is read again from the raw cells by the reader of answers, and judged by the evaluator that
judges an applicant who is typing: reading, conditions and their writing as SQL are all held to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.rules.terms import Value
from linxuan.screening.counting import Drawn
from linxuan.screening.judged import Judged
from linxuan.screening.reference import Answering


class Disagreement(BadInput):
    """The two evaluators differ on a cell: a fault of the software, and no result."""


@dataclass(frozen=True)
class Guarded:
    """How many rows were evaluated again, and by which seed they were drawn."""

    rows: int
    seed: int


def guard(
    judge: Answering, drawn: Drawn, reread: Mapping[int, Mapping[str, Value | None]], seed: int
) -> Guarded:
    """Evaluate the drawn rows again from their answers. Raises Disagreement at the first cell that differs."""
    for row, outcomes in drawn.outcomes.items():
        again = judge.columns(reread[row])
        if again != outcomes:
            raise Disagreement(difference(judge.judged, row, outcomes, again))
    return Guarded(len(drawn.outcomes), seed)


def difference(
    judged: Judged, row: int, found: tuple[bool | None, ...], again: tuple[bool | None, ...]
) -> str:
    """Say of which rule of a row two evaluators differ."""
    columns = zip(judged.columns, found, again, strict=True)
    column = next(name for name, one, other in columns if one is not other)
    rule = judged.rules[int(column[1:])]
    return say(
        "第{row}行的“{rule}”（{id}）两次判断不一致，结果没有发布。这是软件的缺陷，请把这一行和程序包报告给维护者",
        row=row,
        rule=rule.name,
        id=rule.id,
    )
