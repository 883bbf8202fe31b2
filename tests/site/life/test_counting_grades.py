"""Which grades count is kept by the database: the same as the core says of their steps, in whatever order they come."""

import random
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from linxuan.evaluation.lives import FROM, STEPS, GradeLife, GradeState, StepKind, counting
from linxuan_site.actions.grades import propose_grade, take_step
from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.models import CountingGrade, Designation, GradeRecord
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.grading import counting_grades, grade_counts
from tests.site.life.conftest import Life

pytestmark = pytest.mark.django_db
YEARS = (2021, 2022, 2023)


def title(life: Life, number: int) -> Designation:
    row = {
        "name": f"示例{number}号",
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
    }
    return enter_designation(definition_of(life.published), {**row, "document": "第2批认定文件（示例）"})


def as_the_core_says(title: Designation) -> dict[int, tuple[int, str, str]]:
    lives = [
        GradeLife(row.pk, row.year, row.grade, [_kind(one.kind) for one in row.steps.order_by("position")])
        for row in GradeRecord.objects.filter(designation=title)
    ]
    return {year: (one.number, one.grade, one.state) for year, one in counting(lives).items()}


def _kind(written: str) -> StepKind:
    return next(one for one in STEPS if one == written)


def as_kept(title: Designation) -> dict[int, tuple[int, str, str]]:
    rows = CountingGrade.objects.filter(designation=title).order_by("year")
    return {row.year: (row.pk, row.grade, row.state) for row in rows}


def proposed(life: Life, of: Designation, year: int, grade: str) -> GradeRecord:
    call = definition_of(life.published)
    return propose_grade(call, of, year, grade, source="示例通报", account=life.city)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_kept_is_what_the_core_says_after_every_step(life: Life, seed: int) -> None:
    chance, found = random.Random(seed), [title(life, 901), title(life, 902)]
    grades = list(definition_of(life.published).grades)
    states: dict[int, tuple[GradeRecord, GradeState]] = {}
    for _ in range(60):
        open_to = [(row, state, _next(state)) for row, state in states.values() if _next(state)]
        if not open_to or chance.random() < 0.3:
            row = proposed(life, chance.choice(found), chance.choice(YEARS), chance.choice(grades))
            states[row.pk] = row, "proposed"
            continue
        row, _state, following = chance.choice(open_to)
        step = chance.choice(following)
        take_step(row, step, life.district, "理由（示例）")
        states[row.pk] = row, step
        assert as_kept(row.designation) == as_the_core_says(row.designation)
    assert any(as_kept(one) for one in found)


def _next(state: GradeState) -> list[StepKind]:
    return [step for step in STEPS if state in FROM[step]]


def test_while_somebody_objects_the_year_has_no_grade_not_even_an_earlier_one(life: Life) -> None:
    of = title(life, 901)
    earlier, later = proposed(life, of, 2022, "qualified"), proposed(life, of, 2022, "excellent")
    take_step(earlier, "final", life.district)
    for step in ("checked", "published"):
        take_step(later, step, life.district)
    assert as_kept(of) == {2022: (later.pk, "excellent", "published")}

    take_step(later, "objected", life.district, "理由（示例）")
    assert as_kept(of) == {}
    take_step(later, "dropped", life.district, "理由（示例）")
    assert as_kept(of) == {2022: (earlier.pk, "qualified", "final")}


def test_the_grades_of_a_year_are_counted_by_title_once(life: Life) -> None:
    call, found = definition_of(life.published), [title(life, 901), title(life, 902), title(life, 903)]
    for of, grade in zip(found, ("excellent", "qualified", "qualified"), strict=True):
        for year in YEARS:
            take_step(proposed(life, of, year, grade), "final", life.district)
    take_step(proposed(life, found[0], 2023, "qualified"), "final", life.district)

    titles = Designation.objects.filter(pk__in=[one.pk for one in found[:2]]).values("pk")
    assert grade_counts(call, titles) == {
        2021: {"excellent": 1, "qualified": 1},
        2022: {"excellent": 1, "qualified": 1},
        2023: {"qualified": 2},
    }
    assert counting_grades(call).count() == 9


def test_the_database_keeps_one_grade_of_a_year_and_only_one_that_counts(life: Life) -> None:
    first = proposed(life, title(life, 901), 2022, "qualified")
    take_step(first, "final", life.district)
    kept = CountingGrade.objects.get(pk=first.pk)
    other = proposed(life, first.designation, 2022, "qualified")
    with pytest.raises(IntegrityError), transaction.atomic():
        CountingGrade.objects.create(**{**_columns(kept), "record_id": other.pk})
    with pytest.raises(IntegrityError), transaction.atomic():
        CountingGrade.objects.create(
            **{**_columns(kept), "record_id": other.pk, "year": 2021, "state": "objected"}
        )


def _columns(row: CountingGrade) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in CountingGrade._meta.fields}
