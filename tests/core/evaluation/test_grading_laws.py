"""What holds for the computed grades of every round."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from linxuan.evaluation import Decided, Graded, Report, grade_all
from tests.core.evaluation.centres import ROUND, with_shares

CALL = with_shares()
LADDER = tuple(CALL.grades)
SCORES = st.sampled_from([50, 60, 62, 65, 70, 80, 90, 91, 95])
STAFF = st.sampled_from([100, 150, 400])
REPORTS = st.builds(
    lambda filed, score, staff: Report(
        "",
        {} if staff is None else {"research_staff": staff},
        filed,
        None if score is None else Decimal(score),
    ),
    st.sampled_from([True, True, True, True, False, None]),
    st.one_of(SCORES, SCORES, SCORES, st.none()),
    st.one_of(STAFF, STAFF, STAFF, st.none()),
)
KNOWN = st.lists(
    st.builds(lambda score: Report("", {"research_staff": 400}, score=Decimal(score)), SCORES),
    min_size=1,
    max_size=30,
)
ROUNDS = st.lists(REPORTS, min_size=1, max_size=24)


def grades(reports: list[Report]) -> list[str]:
    return [each.grade for each in grade_all(CALL, ROUND, reports)]


def known(report: Report, data: st.DataObject) -> Report:
    """The same report when everything about it is known."""
    answers = {"research_staff": data.draw(STAFF), **report.answers}
    filed = data.draw(st.booleans()) if report.filed is None else report.filed
    return replace(report, answers=answers, filed=filed, score=report.score or Decimal(data.draw(SCORES)))


@given(ROUNDS, st.data())
def test_a_grade_that_is_given_stays_when_all_the_rest_is_known(
    reports: list[Report], data: st.DataObject
) -> None:
    before = grades(reports)
    after = grade_all(CALL, ROUND, [known(each, data) for each in reports])

    for grade, later in zip(before, after, strict=True):
        assert grade in ("", later.grade)


@given(ROUNDS, st.data())
def test_an_open_grade_comes_out_as_one_of_its_choices(reports: list[Report], data: st.DataObject) -> None:
    before = grade_all(CALL, ROUND, reports)
    after = grade_all(CALL, ROUND, [known(each, data) for each in reports])

    for open_one, later in zip(before, after, strict=True):
        if open_one.choices:
            assert {later.grade} | {*later.choices} <= {"", *open_one.choices}


@given(ROUNDS, st.data())
def test_the_order_of_the_reports_never_matters(reports: list[Report], data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(reports))))

    found = grade_all(CALL, ROUND, reports)

    assert grade_all(CALL, ROUND, [reports[place] for place in order]) == tuple(
        found[place] for place in order
    )


@given(ROUNDS)
def test_no_share_is_ever_exceeded(reports: list[Report]) -> None:
    found = grades(reports)

    assert found.count("excellent") <= Decimal("0.20") * len(reports)
    assert found.count("good") <= Decimal("0.50") * len(reports)


@given(KNOWN)
def test_a_better_score_never_gets_a_worse_grade(reports: list[Report]) -> None:
    settled = [
        (report.score, LADDER.index(each.grade))
        for report, each in zip(reports, grade_all(CALL, ROUND, reports), strict=True)
        if each.grade
    ]

    assert all(
        place <= other for score, place in settled for less, other in settled if (score or 0) > (less or 0)
    )


@given(ROUNDS)
def test_every_answer_has_a_reason_and_every_open_one_says_what_it_may_be(reports: list[Report]) -> None:
    for each in grade_all(CALL, ROUND, reports):
        assert each.because.endswith("。")
        assert bool(each.grade) != bool(each.choices)


def decisions(found: tuple[Graded, ...], data: st.DataObject) -> list[Decided]:
    """Somebody says of every tie who is within: any of them, as many as have room."""
    ties = sorted({each.tie for each in found if each.tie}, key=lambda one: (one.grade, one.line))
    return [
        Decided(
            one.grade,
            one.line,
            frozenset(one.entities),
            frozenset(data.draw(st.permutations(one.entities))[: one.places]),
            "理由",
        )
        for one in ties
    ]


@given(KNOWN, st.data())
def test_deciding_every_tie_settles_every_grade_and_exceeds_no_share(
    reports: list[Report], data: st.DataObject
) -> None:
    named = [replace(each, entity=f"{at:03}") for at, each in enumerate(reports)]
    said: list[Decided] = []
    found = grade_all(CALL, ROUND, named)
    while any(each.tie for each in found):
        said = [*decisions(found, data), *said]
        assert len(said) <= len(CALL.grades) * 2
        found = grade_all(CALL, ROUND, named, decided=said)

    given_ = [each.grade for each in found]
    assert all(given_)
    assert given_.count("excellent") <= Decimal("0.20") * len(named)
    assert given_.count("good") <= Decimal("0.50") * len(named)


@given(KNOWN, st.data())
def test_deciding_a_tie_moves_nobody_who_was_settled(reports: list[Report], data: st.DataObject) -> None:
    named = [replace(each, entity=f"{at:03}") for at, each in enumerate(reports)]
    before = grade_all(CALL, ROUND, named)

    after = grade_all(CALL, ROUND, named, decided=decisions(before, data))

    assert all(one.grade in ("", other.grade) for one, other in zip(before, after, strict=True))
