"""The grades that a programme says how to compute are proposed, each with the why; ties are decided by a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan_site.actions.grades import propose_grade, proposed_as_before
from linxuan_site.actions.grading import round_to_grade
from linxuan_site.actions.storable import refuse_unstorable
from linxuan_site.models import Account, GradeRecord, TieDecision
from linxuan_site.queries.computed_grades import computed_grades, open_ties
from linxuan_site.queries.delegations import signature
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
                computed_score=graded.score,
                account=account,
            )
            proposed.append(record)
    return Computed(proposed, left)


@transaction.atomic
def decide_tie(
    call: str,
    round_id: str,
    *,
    grade: str,
    line: str,
    within: Collection[int],
    reason: str,
    account: Account,
    tied: Collection[int] | None = None,
) -> TieDecision:
    """Say who of those with equal results comes within the line of a grade, and why; the grades follow from it.

    `within` are as many titles as have room; `tied` are those that the person saw, where it is known. Raises
    `BadInput` at `within` and `reason`, and `Refused` where there is no such tie (any more).
    """
    refuse_unstorable(reason)
    definition, round_ = round_to_grade(call, round_id, account)
    if round_.graded != "computed":
        raise BadInput(say("这一轮的等次由文件登记，不计算"), field="round")
    ties = {(one.tie.grade, one.tie.line): one.tie for one in open_ties(definition, round_)}
    tie = next((one for key, one in ties.items() if key == (grade, line)), None)
    if tie is None or (tied is not None and {*map(str, tied)} != {*tie.entities}):
        raise Refused(say("这一处并列刚刚有变化，没有办理。请看过再办。"), code="overtaken")
    chosen = {*map(str, within)}
    if not chosen <= {*tie.entities} or len(chosen) != tie.places:
        told = say("请在并列的{count}家里正好选{places}家", count=len(tie.entities), places=tie.places)
        raise BadInput(told, field="within")
    if not reason.strip():
        raise BadInput(say("请写明为什么这样排"), field="reason")
    return TieDecision.objects.create(
        call=call,
        round=round_id,
        grade=grade,
        line=line,
        tied=sorted(map(int, tie.entities)),
        within=sorted(map(int, chosen)),
        reason=reason.strip(),
        decided_by=account,
        decided_at=timezone.now(),
        **signature(account),
    )
