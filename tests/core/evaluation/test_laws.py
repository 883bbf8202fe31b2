"""What holds for every history."""

from hypothesis import assume, given
from hypothesis import strategies as st

from linxuan.evaluation import History, standing
from linxuan.evaluation.standing import STRENGTH
from linxuan.evaluation.years import Gap
from linxuan.programme.definition import Call
from tests.core.build import call, grade, standing_rule

BEST_FIRST = ("excellent", "qualified", "basically_qualified")
GRADES = st.dictionaries(st.integers(2018, 2027), st.sampled_from(BEST_FIRST))
GAPS = st.sampled_from(["break", "ignore", "ask"])
AS_OF = st.integers(2018, 2027)


def programme() -> Call:
    low = (BEST_FIRST[-1],)
    return call(
        grades=tuple(grade(each, each) for each in BEST_FIRST),
        standings=(
            standing_rule("three-low", "revoke", grades=low, consecutive=3),
            standing_rule("low", "warn", grades=low),
        ),
    )


def strength(grades: dict[int, str], as_of: int, gap: Gap) -> int:
    answer = standing(programme(), History("", None, grades, None, as_of), gap=gap)
    return STRENGTH.index(answer.standing)


@given(GRADES, AS_OF, GAPS, st.data())
def test_the_order_in_which_grades_come_never_matters(
    grades: dict[int, str], as_of: int, gap: Gap, data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(grades.items()))))

    history, other = (History("", None, each, None, as_of) for each in (grades, shuffled))

    assert standing(programme(), history, gap=gap) == standing(programme(), other, gap=gap)


@given(GRADES, AS_OF, GAPS, st.data())
def test_a_better_grade_never_worsens_the_standing(
    grades: dict[int, str], as_of: int, gap: Gap, data: st.DataObject
) -> None:
    assume(grades)
    year = data.draw(st.sampled_from(sorted(grades)))
    better = data.draw(st.sampled_from(BEST_FIRST[: BEST_FIRST.index(grades[year]) + 1]))

    assert strength({**grades, year: better}, as_of, gap) <= strength(grades, as_of, gap)


@given(GRADES, AS_OF)
def test_asking_stands_between_breaking_and_ignoring(grades: dict[int, str], as_of: int) -> None:
    broken, ignored, asked = (strength(grades, as_of, gap) for gap in ("break", "ignore", "ask"))

    assert asked == broken if broken == ignored else broken < asked < ignored


@given(GRADES, AS_OF, GAPS, st.integers(2018, 2027), st.sampled_from(BEST_FIRST))
def test_what_comes_later_changes_nothing(
    grades: dict[int, str], as_of: int, gap: Gap, year: int, later: str
) -> None:
    assume(year > as_of)

    assert strength({**grades, year: later}, as_of, gap) == strength(grades, as_of, gap)
