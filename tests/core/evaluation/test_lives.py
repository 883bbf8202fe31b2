"""The life of a grade, and which of the grades of a year counts."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.errors import Refused
from linxuan.evaluation.lives import (
    COUNTING,
    FROM,
    STEPS,
    GradeLife,
    GradeState,
    StepKind,
    counting,
    may_take,
    refuse_out_of_time,
    refuse_step,
    state_name,
    step_name,
)


def life(number: int, *steps: StepKind, year: int = 2023, grade: str = "qualified") -> GradeLife:
    return GradeLife(number, year, grade, steps)


@pytest.mark.parametrize(
    ("steps", "counts"),
    [
        ((), False),
        (("checked",), False),
        (("checked", "published"), True),
        (("checked", "published", "objected"), False),
        (("checked", "published", "objected", "final"), True),
        (("checked", "published", "final"), True),
        (("checked", "published", "objected", "dropped"), False),
        (("dropped",), False),
        (("final",), True),
    ],
)
def test_a_grade_counts_while_it_is_published_or_final(steps: tuple[StepKind, ...], counts: bool) -> None:
    assert bool(counting([life(1, *steps)])) is counts


def test_what_is_proposed_later_speaks_once_it_is_published() -> None:
    first = life(1, "checked", "published")

    assert counting([first, life(2, grade="excellent")])[2023] == first
    assert counting([first, life(2, "checked", "published", grade="excellent")])[2023].grade == "excellent"


def test_an_objection_to_the_later_one_does_not_bring_the_earlier_back() -> None:
    first, later = life(1, "checked", "published"), life(2, "checked", "published", "objected")

    assert counting([first, later]) == {}


def test_a_later_one_that_is_dropped_leaves_the_earlier() -> None:
    first, later = life(1, "checked", "published"), life(2, "checked", "published", "objected", "dropped")

    assert counting([first, later]) == {2023: first}


def test_nobody_checks_what_he_proposed() -> None:
    with pytest.raises(Refused, match="另一位"):
        refuse_step("proposed", "checked", same_person=True, reason="")
    refuse_step("proposed", "checked", same_person=False, reason="")


@pytest.mark.parametrize(
    ("state", "step"), [("published", "objected"), ("proposed", "dropped"), ("objected", "final")]
)
def test_a_step_that_somebody_will_ask_about_wants_a_reason(state: GradeState, step: StepKind) -> None:
    with pytest.raises(Refused, match="请写明"):
        refuse_step(state, step, same_person=False, reason=" ")
    refuse_step(state, step, same_person=False, reason="核对原件后")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", get_args(GradeState))
def test_a_step_is_refused_exactly_where_it_does_not_follow(state: GradeState, step: StepKind) -> None:
    if may_take(state, step):
        refuse_step(state, step, same_person=False, reason="理由")
    else:
        with pytest.raises(Refused, match=f"“{state_name(state)}”，不能“{step_name(step)}”"):
            refuse_step(state, step, same_person=False, reason="理由")


# ── laws ──


@st.composite
def lives(draw: st.DrawFn) -> list[GradeLife]:
    """Grades with steps that follow each other as they may."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        one = life(number, year=draw(st.integers(2021, 2023)), grade=draw(st.sampled_from(["a", "b"])))
        for _ in range(draw(st.integers(0, 4))):
            possible = [step for step in STEPS if one.state in FROM[step]]
            if possible:
                step = draw(st.sampled_from(possible))
                one = GradeLife(one.number, one.year, one.grade, (*one.steps, step))
        found.append(one)
    return found


@settings(deadline=None)
@given(lives(), st.data())
def test_the_order_in_which_grades_come_does_not_matter(given_: list[GradeLife], data: st.DataObject) -> None:
    assert counting(given_) == counting(data.draw(st.permutations(given_)))


@settings(deadline=None)
@given(lives())
def test_only_what_was_checked_by_another_person_counts(given_: list[GradeLife]) -> None:
    for one in counting(given_).values():
        assert one.state in COUNTING
        assert one.steps[0] == "checked"


@settings(deadline=None)
@given(lives(), st.integers(2021, 2023))
def test_a_grade_that_is_only_proposed_changes_nothing(given_: list[GradeLife], year: int) -> None:
    assert counting([*given_, life(99, year=year)]) == counting(given_)


@pytest.mark.parametrize(
    ("state", "step", "day", "code"),
    [
        ("published", "objected", 20, ""),
        ("published", "objected", 21, "deadline"),
        ("published", "final", 20, "deadline"),
        ("published", "final", 21, ""),
        ("objected", "final", 12, ""),
        ("objected", "dropped", 12, ""),
    ],
)
def test_a_grade_is_final_only_when_nobody_can_object_any_more(
    state: GradeState, step: StepKind, day: int, code: str
) -> None:
    until = date(2023, 6, 20)
    if code:
        with pytest.raises(Refused) as refused:
            refuse_out_of_time(state, step, until, on=date(2023, 6, day))
        assert refused.value.code == code
    else:
        refuse_out_of_time(state, step, until, on=date(2023, 6, day))
    refuse_out_of_time(state, step, None, on=date(2023, 6, day))
