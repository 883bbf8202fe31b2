"""The grades that a programme says how to compute are proposed, each with the why; a person checks and publishes them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.actions.grades import propose_grade, proposed_as_before
from linxuan_site.actions.grading import round_to_grade
from linxuan_site.models import Account, GradeRecord
from linxuan_site.queries.computed_grades import computed_grades
from linxuan_site.queries.grading import year_of


@dataclass(frozen=True)
class Computed:
    """What was proposed, and whose grade is open: a name and why, for a person."""

    proposed: Sequence[GradeRecord]
    open: Sequence[tuple[str, str]]


@transaction.atomic
def propose_computed(call: str, round_id: str, *, account: Account) -> Computed:
    """Propose the computed grade of everybody on the filing list whose grade is settled and is not proposed already.

    Raises `BadInput` for a round whose grades are recorded, `Refused` for who may not.
    """
    definition, round_ = round_to_grade(call, round_id, account)
    if round_.graded != "computed":
        raise BadInput(say("这一轮的等次由文件登记，不计算"), field="round")
    proposed, left = [], []
    for entity, graded in computed_grades(definition, round_):
        if not graded.grade:
            left.append((entity.name, graded.because))
        elif not proposed_as_before(entity, year_of(round_), graded.grade):
            source = say("按“{round}”的规定计算", round=round_.name)[:300]
            record = propose_grade(
                definition,
                entity,
                year_of(round_),
                graded.grade,
                source=source,
                why=graded.because,
                account=account,
            )
            proposed.append(record)
    return Computed(proposed, left)
