"""What came of a paper: copies and seals make it whole, earlier revisions do not."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from linxuan.programme.definition import Paper
from linxuan.receiving import Came, in_words, lacks, state_of, tally_of

DAY, LATER = date(2030, 5, 10), date(2030, 5, 12)
FORM = Paper(id="form", name="申报书", copies=3, seals=("unit",), also=("electronic",))


def came(
    copies: int, *seals: str, on: date = DAY, revision: int | None = 1, electronic: bool = False
) -> Came:
    return Came("form", copies, on, frozenset(seals), electronic, revision)


def test_nothing_came() -> None:
    tally = tally_of(FORM, [], newest=1)

    assert (tally.state, in_words(tally)) == ("nothing", "还没有收到纸质材料")


def test_copies_and_seals_that_are_wanting_are_named() -> None:
    tally = tally_of(FORM, [came(2)], newest=1)

    assert tally.state == "lacking"
    assert in_words(tally) == "收到2份，差1份，缺单位公章，缺电子版"


def test_it_is_whole_on_the_day_of_the_last_copy_that_was_wanted() -> None:
    tally = tally_of(FORM, [came(2, "unit"), came(1, "unit", on=LATER), came(1, "unit", on=LATER)], newest=1)

    assert (tally.state, tally.complete_on, lacks(tally)) == ("complete", LATER, ["缺电子版"])


def test_a_copy_without_a_seal_more_than_is_wanted_takes_nothing_away() -> None:
    assert tally_of(FORM, [came(3, "unit"), came(1)], newest=1).unsealed == ()


def test_an_earlier_revision_does_not_count() -> None:
    tally = tally_of(FORM, [came(3, "unit"), came(1, "unit", revision=2)], newest=2)

    assert (tally.copies, tally.older, tally.wanting) == (1, 3, 2)


def test_several_papers_are_whole_only_together() -> None:
    whole, nothing = tally_of(FORM, [came(3, "unit")], newest=1), tally_of(FORM, [], newest=1)

    assert state_of([whole, whole]) == "complete"
    assert state_of([whole, nothing]) == "lacking"
    assert state_of([nothing]) == "nothing"


@given(st.lists(st.builds(came, st.integers(0, 4), *[st.just("unit")] * 1)))
def test_what_is_whole_stays_whole_whatever_comes_more(rows: list[Came]) -> None:
    states = [tally_of(FORM, rows[:count], newest=1).state for count in range(len(rows) + 1)]

    assert states == sorted(states, key=("nothing", "lacking", "complete").index)
