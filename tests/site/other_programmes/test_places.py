"""The last share of a year is counted among all of it, and only when all of it is on record."""

from collections.abc import Iterator
from datetime import date

import pytest

from linxuan.evaluation import Asked, Evaluated, evaluate_all, read_grade_book
from linxuan_site import clock
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.grading import propose_from_letter, state_no_grade, take_grades_on
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import officer_of
from linxuan_site.models import Account, Designation, Message, Office
from linxuan_site.queries.entities import entity_now, some_now
from linxuan_site.queries.graded_years import missing_in, progress_of
from tests.site.other_programmes.conftest import Province
from tests.site.other_programmes.test_centre import CALL, ROUND, held, scheme

__all__ = ["scheme"]
EARLIER = {"in_2021": "excellent", "in_2023": "excellent"}


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    with clock.on_day(date(2025, 3, 3)):
        yield


def twenty(scheme: Province, number: int = 20) -> list[Designation]:
    """So many centres, of which only the first was never excellent."""
    first = held(scheme, 700, in_2021="good", in_2023="good")
    return [first, *(held(scheme, 700 + each, **EARLIER) for each in range(1, number))]


def bureau() -> Account:
    return officer_of(Office.objects.get(kind="bureau"))


def checker() -> Account:
    office = Office.objects.get(kind="bureau")
    return office.accounts.create(
        username="checker", full_name="复核", email="checker@example.com", created_at=clock.now()
    )


def graded(scheme: Province, entities: list[Designation], *, until: str = "final") -> list[int]:
    """The first is good, the others are excellent, by a letter that goes as far as that."""
    text = "\n".join(f"{one.name}\t{'良好' if at == 0 else '优秀'}" for at, one in enumerate(entities))
    rows = propose_from_letter(CALL, ROUND, text, document="通报（示例）", account=bureau())
    ids, other = [one.pk for one in rows], checker()
    for step in ("checked", "published", "final"):
        take_grades_on(CALL, ROUND, step, ids, account=other)  # type: ignore[arg-type]
        if step == until:
            break
    return ids


def standing_of(scheme: Province, entity: Designation) -> str:
    return entity_now(scheme.call, Designation.objects.get(pk=entity.pk)).standing.standing


def test_half_a_year_asks_a_person_and_a_whole_one_suspends(scheme: Province) -> None:
    entities = twenty(scheme)
    open_round(CALL, ROUND)

    graded(scheme, entities, until="published")
    assert standing_of(scheme, entities[0]) == "ask"
    assert [(one.track, one.due, one.missing) for one in progress_of(scheme.call, 2025)] == [
        ("centre", 20, 20)
    ]

    rows = [one.grades.get(year=2025).pk for one in entities]
    take_grades_on(CALL, ROUND, "final", rows[:-1], account=bureau())
    assert standing_of(scheme, entities[0]) == "ask"
    assert list(missing_in(scheme.call, 2025)) == entities[-1:]

    take_grades_on(CALL, ROUND, "final", rows[-1:], account=bureau())
    assert standing_of(scheme, entities[0]) == "suspend"
    assert standing_of(scheme, entities[1]) == "keep"


def test_pages_say_of_a_whole_year_what_the_core_says_of_the_table(scheme: Province) -> None:
    entities = twenty(scheme)
    open_round(CALL, ROUND)
    graded(scheme, entities)

    names = {one.name: one for one in entities}
    grades = [f"{one.name},{row.year},{row.grade}" for one in entities for row in one.grades.order_by("year")]
    book = read_grade_book(scheme.call, ["entity,year,grade", *grades])
    register = ["entity,cohort,track", *(f"{name},5,centre" for name in names)]
    core = {
        one.standing.entity: one.standing
        for one in evaluate_all(scheme.call, register, book, Asked(2025, ROUND))
        if isinstance(one, Evaluated)
    }
    pages = {row.name: row.standing for row in some_now(scheme.call, [one.pk for one in entities])}

    assert {name: (one.standing, one.because) for name, one in pages.items()} == {
        name: (one.standing, one.because) for name, one in core.items()
    }
    assert {one.standing for one in core.values()} == {"keep", "suspend"}


def test_who_gets_no_grade_is_stated_with_a_reason_and_the_year_is_complete(scheme: Province) -> None:
    entities = twenty(scheme, 21)
    open_round(CALL, ROUND)
    graded(scheme, entities[:-1])
    assert standing_of(scheme, entities[0]) == "ask"

    state_no_grade(CALL, ROUND, [entities[-1].pk], reason="停产搬迁，省里同意不参加", account=bureau())

    assert standing_of(scheme, entities[0]) == "suspend"
    assert not missing_in(scheme.call, 2025).exists()


def test_offices_are_told_once_of_what_a_complete_year_leads_to(scheme: Province) -> None:
    entities = twenty(scheme)
    open_round(CALL, ROUND)
    graded(scheme, entities)

    told = Message.objects.get(topic="standing.proposed", account__username="checker")
    assert [one["name"] for one in told.facts["proposals"]] == [entities[0].name]


def test_one_that_has_a_final_grade_is_not_said_to_get_none(scheme: Province) -> None:
    from linxuan.errors import Refused

    entities = twenty(scheme, 2)
    open_round(CALL, ROUND)
    graded(scheme, entities)

    with pytest.raises(Refused) as refused:
        state_no_grade(CALL, ROUND, [entities[0].pk], reason="没有", account=bureau())
    assert refused.value.code == "overtaken"


def test_a_year_before_there_were_lists_is_complete_when_all_who_had_the_title_have_a_grade(
    scheme: Province,
) -> None:
    entities = twenty(scheme, 3)
    (lacking,) = [held(scheme, 750, in_2021="good")]

    assert list(missing_in(scheme.call, 2023)) == [lacking]
    assert not missing_in(scheme.call, 2021).exists()
    record_grade(scheme.call, lacking, 2023, "good", source="公告", account=None)
    assert not missing_in(scheme.call, 2023).exists()
    assert entities
