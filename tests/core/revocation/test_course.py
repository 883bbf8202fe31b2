"""The course of a revocation: what leads where, and what never happens."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.errors import BadInput, Refused
from linxuan.programme.definition import Length, WorkingDays
from linxuan.revocation import (
    CLOSED,
    ENDS,
    MOVES,
    STATES,
    Attempt,
    Course,
    Terms,
    possible_acts,
    state_on,
    step,
)
from linxuan.working_days import is_weekend

START = date(2023, 5, 12)
TERMS = Terms(clause="三(一)", answer=WorkingDays(10), appeal=Length(60, "d"))
PARTIES = ("rule", "entity", "office", "decider")


def by_week(day: date) -> bool:
    return not is_weekend(day)


def after(course: Course, act: str, by: str = "decider", *, on: date = START, **said: object) -> Course:
    said = {"reason": "事实和理由", "document": "文件9号", "decided_on": on, "received_on": on, **said}
    return step(course, Attempt(act, by, **said), TERMS, on=on, is_working_day=by_week)  # type: ignore[arg-type]


def notified() -> Course:
    return after(after(Course(), "propose", "rule"), "notify")


OVER = date(2023, 5, 29)
"""The day after ten working days."""


def test_nothing_is_decided_before_the_entity_was_heard_or_its_time_is_over() -> None:
    course = notified()

    assert course.answer_until == date(2023, 5, 26)
    with pytest.raises(Refused, match="期限也还没有到") as refused:
        after(course, "revoke", on=date(2023, 5, 26))
    assert (refused.value.code, refused.value.clause) == ("state", "三(一)")
    assert state_on(after(course, "revoke", on=OVER), OVER) == "revoked"
    assert after(after(course, "answer", "entity"), "revoke").state == "revoked"


def test_nothing_is_decided_without_a_notice() -> None:
    with pytest.raises(Refused, match="告知"):
        after(after(Course(), "propose", "office"), "revoke", on=OVER)


def test_the_entity_answers_in_its_time_and_the_office_enters_what_came_on_paper() -> None:
    course = notified()

    with pytest.raises(Refused, match="2023-05-26") as late:
        after(course, "answer", "entity", on=OVER)
    entered = after(course, "answer", on=OVER, received_on=date(2023, 5, 25))

    assert late.value.code == "deadline"
    assert entered.state == "answered"
    with pytest.raises(BadInput):
        after(course, "answer", on=OVER, received_on=START - timedelta(days=1))


def test_more_time_makes_a_silent_case_wait_again() -> None:
    longer = after(notified(), "extend", on=OVER, until=date(2023, 6, 9))

    assert (state_on(longer, OVER), state_on(longer, date(2023, 6, 10))) == ("notified", "silent")
    with pytest.raises(BadInput, match="晚于"):
        after(notified(), "extend", until=date(2023, 5, 26))


def test_more_time_does_not_take_an_answer_away() -> None:
    answered = after(notified(), "answer", "entity")

    assert after(answered, "extend", until=date(2023, 6, 9)).state == "answered"


def test_an_appeal_in_its_time_restores_or_upholds() -> None:
    revoked = after(notified(), "revoke", on=OVER)
    last = OVER + timedelta(days=60)

    assert revoked.appeal_until == last
    appealed = after(revoked, "appeal", "entity", on=last)
    assert {after(appealed, act, on=last).state for act in ("restore", "uphold")} == {"restored", "upheld"}
    with pytest.raises(Refused, match="申诉的期限"):
        after(revoked, "appeal", "entity", on=last + timedelta(days=1))
    assert after(revoked, "appeal", on=last + timedelta(days=3), received_on=last).state == "appealed"


def test_what_another_authority_decided_begins_at_the_decision_and_is_appealed_there() -> None:
    entered = after(Course(), "enter")

    assert entered.elsewhere
    assert state_on(entered, START) == "final"
    with pytest.raises(Refused, match="作出决定的部门"):
        after(entered, "appeal", "entity")
    assert after(entered, "annul").state == "restored"


@pytest.mark.parametrize(("act", "need"), [(act, need) for act, move in MOVES.items() for need in move.needs])
def test_what_an_act_needs_is_asked_for(act: str, need: str) -> None:
    course = Course(MOVES[act].sources[0], START, START, False, START, START)
    lacking = {need: "" if need in ("reason", "document") else None}

    with pytest.raises(BadInput) as wrong:
        after(course, act, MOVES[act].by[-1], **{"until": date(2023, 6, 30), **lacking})

    assert wrong.value.field == need


@pytest.mark.parametrize(("act", "state"), [("notify", "proposed"), ("revoke", "answered")])
def test_where_the_package_gives_no_time_the_last_day_is_said_with_the_step(act: str, state: str) -> None:
    course, said = Course(state, START, START, True), {"reason": "理由", "document": "文件9号"}

    def tried(until: date | None, terms: Terms) -> Course:
        attempt = Attempt(act, "decider", until=until, **said)
        return step(course, attempt, terms, on=START, is_working_day=by_week)

    for until in (None, START):
        with pytest.raises(BadInput) as wrong:
            tried(until, Terms())
        assert wrong.value.field == "until"
    found = tried(OVER, Terms())
    assert OVER in (found.answer_until, found.appeal_until)
    with pytest.raises(BadInput, match="由方案规定"):
        tried(OVER, TERMS)


def test_an_act_is_refused_to_whom_it_is_not_given() -> None:
    with pytest.raises(Refused) as refused:
        after(notified(), "revoke", "office", on=OVER)

    assert refused.value.code == "office"


# ── what holds of every course ──

TRIES = st.tuples(
    st.sampled_from([*MOVES]), st.sampled_from(PARTIES), st.integers(0, 40), st.sampled_from(["", "理由"])
)


@given(st.lists(TRIES, max_size=14))
def test_every_course_is_lawful(tries: list[tuple[str, str, int, str]]) -> None:
    course, day, path = Course(), START, [""]
    for act, by, days, reason in tries:
        day += timedelta(days=days)
        before = state_on(course, day)
        try:
            course = after(course, act, by, on=day, reason=reason, until=day + timedelta(days=30))
        except (Refused, BadInput):
            continue
        if act == "revoke":
            assert before in ("answered", "silent")
            assert "notified" in path
            assert course.answered or (course.answer_until is not None and day > course.answer_until)
        if course.state == "restored":
            assert "revoked" in path
        assert path[-1] not in ENDS
        path.append(course.state)


@given(st.lists(TRIES, max_size=14), st.integers(0, 200))
def test_what_is_offered_is_what_is_possible(tries: list[tuple[str, str, int, str]], later: int) -> None:
    course, day = Course(), START
    for act, by, days, _reason in tries:
        day += timedelta(days=days)
        try:
            course = after(course, act, by, on=day, until=day + timedelta(days=30))
        except (Refused, BadInput):
            continue
    day += timedelta(days=later)
    for by in PARTIES:
        offered = possible_acts(course, by, on=day)
        for act in MOVES:
            try:
                after(course, act, by, on=day, until=day + timedelta(days=30))
            except Refused:
                assert act not in offered
            except BadInput:
                assert act in offered
            else:
                assert act in offered


def test_every_state_but_the_ends_has_a_next() -> None:
    leading = {source for move in MOVES.values() for source in move.sources}

    assert set(STATES) - leading == ENDS
    assert ENDS < CLOSED < set(STATES)
    assert {move.target for move in MOVES.values()} | {"silent", "final"} == set(STATES)
