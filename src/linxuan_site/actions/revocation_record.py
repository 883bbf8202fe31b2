"""A case of a revocation is kept: where its course has led to, and the row of each step."""

from datetime import date

from linxuan.revocation import Attempt, Course
from linxuan_site import clock
from linxuan_site.models import Account, IssuedPaper, RegisterEvent, RevocationCase, RevocationStep
from linxuan_site.queries.delegations import signature


def keep_course(case: RevocationCase, course: Course) -> None:
    """Save where a case stands."""
    case.state = course.state
    case.notified_on = course.notified_on
    case.answer_until = course.answer_until
    case.answered = course.answered
    case.decided_on = course.decided_on
    case.appeal_until = course.appeal_until
    case.save()


def write_step(
    case: RevocationCase,
    attempt: Attempt,
    *,
    account: Account | None,
    event: RegisterEvent | None = None,
    paper: IssuedPaper | None = None,
) -> RevocationStep:
    """Leave the row of a step that was taken; the case says where it led to."""
    return RevocationStep.objects.create(
        case=case,
        position=case.steps.count() + 1,
        act=attempt.act,
        state=case.state,
        reason=attempt.reason.strip(),
        document=attempt.document.strip(),
        day=clock.today(),
        holds_from=event.holds_from if event else None,
        until=_until(case),
        received_on=attempt.received_on,
        event=event,
        paper=paper,
        by=account,
        at=clock.now(),
        **(signature(account) if account else {}),
    )


def _until(case: RevocationCase) -> date | None:
    days = {"notified": case.answer_until, "answered": case.answer_until, "revoked": case.appeal_until}
    return days.get(case.state)
