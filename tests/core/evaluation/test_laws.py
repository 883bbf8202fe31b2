"""What holds for every history."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from linxuan.evaluation import History, Position, Standing, positions, standing
from linxuan.evaluation.standing import STRENGTH
from linxuan.evaluation.years import Gap
from linxuan.programme.definition import Call, Round
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


# ── rounds every second year, and places among all ──

STEPS = st.sampled_from([1, 2])
POSITIONS = st.dictionaries(
    st.integers(2018, 2027), st.builds(lambda worse: Position(worse, 1, 40), st.integers(0, 39)), min_size=1
)


def among_the_last(step: int) -> Call:
    """The last 5 % three rounds running are suspended, and the last 5 % are warned."""
    last = Decimal("0.05")
    return replace(
        call(
            grades=tuple(grade(each, each) for each in BEST_FIRST),
            standings=(
                standing_rule("three-last", "suspend", lowest=last, consecutive=3),
                standing_rule("last", "warn", lowest=last),
                standing_rule("two-low", "revoke", grades=BEST_FIRST[-1:], consecutive=2),
            ),
        ),
        rounds={"round": Round(id="round", name="", every=step)},
    )


def placed(positions: dict[int, Position], as_of: int, gap: Gap, step: int) -> Standing:
    grades = dict.fromkeys(positions, "qualified")
    return standing(
        among_the_last(step), History("", None, grades, None, as_of, positions=positions), gap=gap
    )


@given(POSITIONS, AS_OF, GAPS, STEPS, st.data())
def test_a_better_place_never_worsens_the_standing(
    positions: dict[int, Position], as_of: int, gap: Gap, step: int, data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(sorted(positions)))
    better = Position(data.draw(st.integers(positions[year].worse, 39)), 1, 40)

    before = placed(positions, as_of, gap, step)
    after = placed({**positions, year: better}, as_of, gap, step)

    assert STRENGTH.index(after.standing) <= STRENGTH.index(before.standing)


@given(POSITIONS, AS_OF, GAPS, STEPS, st.data())
def test_the_order_in_which_places_come_never_matters(
    positions: dict[int, Position], as_of: int, gap: Gap, step: int, data: st.DataObject
) -> None:
    shuffled = dict(data.draw(st.permutations(list(positions.items()))))

    assert placed(positions, as_of, gap, step) == placed(shuffled, as_of, gap, step)


@given(POSITIONS, AS_OF, GAPS, STEPS, st.data())
def test_a_place_that_is_not_known_asks_where_it_matters_and_changes_nothing_else(
    positions: dict[int, Position], as_of: int, gap: Gap, step: int, data: st.DataObject
) -> None:
    year = data.draw(st.sampled_from(sorted(positions)))
    grades = dict.fromkeys(positions, "qualified")
    without = {each: position for each, position in positions.items() if each != year}
    history = History("", None, grades, None, as_of, positions=without)
    found = standing(among_the_last(step), history, gap=gap).standing
    possible = {placed({**positions, year: Position(at, 1, 40)}, as_of, gap, step).standing for at in (0, 39)}

    assert {found} == possible if len(possible) == 1 else found == "ask"


@given(GRADES, AS_OF, GAPS, STEPS)
def test_the_years_that_are_told_are_those_that_were_counted(
    grades: dict[int, str], as_of: int, gap: Gap, step: int
) -> None:
    found = standing(among_the_last(step), History("", None, grades, None, as_of), gap=gap)

    if found.rule == "two-low":
        assert len(found.years) >= 2
        assert {grades[year] for year in found.years} == {BEST_FIRST[-1]}
        assert found.gap == gap
        assert all(f"{year}年" in found.because for year in found.years)


@given(
    st.integers(0, 20).flatmap(
        lambda many: st.lists(
            st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 5).map(Decimal))),
            min_size=many,
            max_size=many,
        )
    )
)
def test_places_add_up(graded: list[tuple[int, Decimal | None]]) -> None:
    found = list(positions(graded))

    assert all(each.of == len(graded) and each.equal >= 1 for each in found)
    assert all(each.worse + each.equal <= each.of for each in found)
    for share in (Decimal("0.05"), Decimal("0.5")):
        surely = sum(1 for each in found if each.is_among_the_last(share))
        assert surely <= share * len(graded)
