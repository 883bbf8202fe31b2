"""One act on a revocation: where it then stands, or the refusal that says why not and what to do."""

from dataclasses import dataclass, replace
from datetime import date

from linxuan.errors import BadInput, Refused
from linxuan.language import say
from linxuan.lengths import IsWorkingDay, Time, last_day
from linxuan.revocation.course import CLOSED, ENTITY, MOVES, NOTHING, Course, state_on
from linxuan.revocation.terms import Terms
from linxuan.revocation.wording import act_name, state_name, told_missing


@dataclass(frozen=True)
class Attempt:
    """What somebody tries. `by` is a word of `Move.by`; `received_on` when a paper came that an office enters."""

    act: str
    by: str
    reason: str = ""
    document: str = ""
    decided_on: date | None = None
    until: date | None = None
    received_on: date | None = None


def step(course: Course, attempt: Attempt, terms: Terms, *, on: date, is_working_day: IsWorkingDay) -> Course:
    """Return where a case stands after an act on a day.

    Raises Refused with the clause where it is not possible then or not this one's to do, and BadInput where
    something has to be said with it.
    """
    _refuse_out_of_turn(course, attempt, terms, on)
    _refuse_late(course, attempt, terms, on)
    _refuse_unsaid(course, attempt, terms, on)
    return _after(course, attempt, terms, on, is_working_day)


def possible_acts(course: Course, by: str, *, on: date) -> tuple[str, ...]:
    """Return the acts that are somebody's to do on a day, in the order of the course."""
    return tuple(
        act
        for act, move in MOVES.items()
        if state_on(course, on) in move.sources and by in move.by and not _is_late(course, act, by, on)
    )


def _refuse_out_of_turn(course: Course, attempt: Attempt, terms: Terms, on: date) -> None:
    move, now = MOVES.get(attempt.act), state_on(course, on)
    if move is None:
        raise BadInput(say("没有“{act}”这一步", act=attempt.act), field="act")
    if attempt.by not in move.by:
        told = say("“{act}”不是您这一方办理的", act=act_name(attempt.act))
        raise Refused(told, clause=terms.clause, code="office")
    if now not in move.sources:
        raise _not_here(attempt.act, now, terms)


def _not_here(act: str, now: str, terms: Terms) -> Refused:
    if act in ("revoke", "keep") and now == "notified":
        told = say("还不能决定：示范主体还没有陈述申辩，期限也还没有到。等它答复，或期限届满。")
    elif act in ("revoke", "keep") and now == "proposed":
        told = say("还不能决定：先把拟取消的事实、理由告知示范主体，听取意见。")
    elif now in CLOSED:
        told = say("这一件已经办结：{state}", state=state_name(now))
    elif now == NOTHING:
        told = say("还没有提出取消，不能“{act}”", act=act_name(act))
    else:
        told = say("现在是“{state}”，不能“{act}”", state=state_name(now), act=act_name(act))
    return Refused(told, clause=terms.clause, code="state")


def _refuse_late(course: Course, attempt: Attempt, terms: Terms, on: date) -> None:
    if not _is_late(course, attempt.act, attempt.by, on):
        return
    if attempt.act == "answer":
        told = say(
            "陈述申辩的期限到 {day} 为止，已经过了。有话要说的，请联系主管部门。", day=course.answer_until
        )
    elif course.appeal_until is None:
        told = say("这是别的部门作出的决定，请向作出决定的部门申诉")
    else:
        told = say("申诉的期限到 {day} 为止，已经过了", day=course.appeal_until)
    raise Refused(told, clause=terms.clause, code="deadline")


def _is_late(course: Course, act: str, by: str, on: date) -> bool:
    """Whether it is too late for the entity itself; what came on paper the office enters by its own day."""
    if act == "answer":
        return by == ENTITY and course.answer_until is not None and on > course.answer_until
    if act == "appeal" and course.appeal_until is None:
        return True
    return act == "appeal" and by == ENTITY and course.appeal_until is not None and on > course.appeal_until


def _refuse_unsaid(course: Course, attempt: Attempt, terms: Terms, on: date) -> None:
    for need in MOVES[attempt.act].needs:
        said = getattr(attempt, need)
        if not (said.strip() if isinstance(said, str) else said):
            raise BadInput(told_missing(need, attempt.act), field=need)
    if attempt.decided_on is not None and attempt.decided_on > on:
        raise BadInput(say("决定的日期不能晚于今天"), field="decided_on")
    if attempt.act == "revoke" and _is_before(attempt.decided_on, course.notified_on):
        raise BadInput(say("决定的日期不能早于告知的日期"), field="decided_on")
    if attempt.act in ("restore", "annul") and _is_before(attempt.decided_on, course.decided_on):
        raise BadInput(say("恢复的日期不能早于取消的日期"), field="decided_on")
    if attempt.act == "extend":
        _refuse_shorter(course, attempt, on)
    if attempt.act in ("notify", "revoke"):
        _refuse_day(attempt, terms, on)
    if attempt.act in ("answer", "appeal") and attempt.by != ENTITY:
        _refuse_received(course, attempt, on)


def _is_before(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and day < other


def _refuse_shorter(course: Course, attempt: Attempt, on: date) -> None:
    if attempt.until is None or attempt.until <= max(on, course.answer_until or on):
        raise BadInput(say("延长后的最后一天，要晚于今天，也晚于原来的"), field="until")


def _refuse_day(attempt: Attempt, terms: Terms, on: date) -> None:
    """The last day is the package's, or where that gives no time, of who acts: never both."""
    if not terms.lacks_day(attempt.act):
        if attempt.until is not None:
            raise BadInput(say("期限由方案规定，不用另写最后一天"), field="until")
        return
    if attempt.until is None:
        raise BadInput(told_missing("until", attempt.act), field="until")
    if attempt.until <= on:
        raise BadInput(say("最后一天要晚于今天"), field="until")


def _refuse_received(course: Course, attempt: Attempt, on: date) -> None:
    """An answer that came late is still heard while nothing is decided; an appeal counts by the day it came."""
    came = attempt.received_on
    if came is None:
        raise BadInput(say("请写明收到的日子"), field="received_on")
    since = course.notified_on if attempt.act == "answer" else course.decided_on
    if came > on or (since is not None and came < since):
        raise BadInput(say("收到的日子要在告知或决定之后，不能晚于今天"), field="received_on")
    if attempt.act == "appeal" and course.appeal_until is not None and came > course.appeal_until:
        told = say("申诉的期限到 {day} 为止，这一份来得晚了", day=course.appeal_until)
        raise BadInput(told, field="received_on")


def _after(course: Course, attempt: Attempt, terms: Terms, on: date, is_working_day: IsWorkingDay) -> Course:
    after = replace(course, state=MOVES[attempt.act].target)
    match attempt.act:
        case "notify":
            return replace(
                after, notified_on=on, answer_until=_until(terms.answer, attempt, on, is_working_day)
            )
        case "extend":
            state = "answered" if course.answered else "notified"
            return replace(after, state=state, answer_until=attempt.until)
        case "answer":
            return replace(after, answered=True)
        case "revoke":
            # The entity is told on this day, whichever day the document bears.
            return replace(
                after, decided_on=on, appeal_until=_until(terms.appeal, attempt, on, is_working_day)
            )
        case "enter":
            return replace(after, decided_on=attempt.decided_on, elsewhere=True)
    return after


def _until(time: Time | None, attempt: Attempt, on: date, is_working_day: IsWorkingDay) -> date | None:
    return attempt.until if time is None else last_day(time, on, is_working_day)
