"""What holds for every order, whatever the scores and ranks."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from linxuan.selection import Entry, Line, shortlist
from tests.core.build import action, call, quota, track

ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.uuids().map(str),
        track=st.just("enterprise"),
        score=st.none() | st.integers(0, 5).map(Decimal),
        rank=st.none() | st.integers(1, 8),
    ),
    max_size=9,
    unique_by=lambda entry: entry.id,
)
LIMITS = st.integers(0, 6)
BETTER_FIRST = ("nominated", "tied", "reserve")


def line_of(entries: Sequence[Entry], limit: int) -> Line:
    nominate = action("nominate", "city", "city", "nominated")
    (line,) = shortlist(call(tracks=(track(),), actions=(nominate,), quotas=(quota("q", limit),)), entries)
    return line


def outcome(line: Line, entry: str) -> int:
    return next(n for n, name in enumerate(BETTER_FIRST) if entry in getattr(line, name))


@given(ENTRIES, LIMITS, st.data())
def test_the_order_in_which_they_come_never_matters(
    entries: list[Entry], limit: int, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(entries))

    assert line_of(shuffled, limit) == line_of(entries, limit)


@given(ENTRIES, LIMITS)
def test_everybody_has_exactly_one_outcome(entries: list[Entry], limit: int) -> None:
    line = line_of(entries, limit)

    named = [*line.nominated, *line.tied, *line.reserve, *line.unplaced]

    assert sorted(named) == sorted(entry.id for entry in entries)


@given(ENTRIES, LIMITS)
def test_never_more_are_nominated_than_there_are_places(entries: list[Entry], limit: int) -> None:
    assert len(line_of(entries, limit).nominated) <= limit


@given(ENTRIES, LIMITS)
def test_those_tied_compete_for_fewer_places_than_they_are(entries: list[Entry], limit: int) -> None:
    line = line_of(entries, limit)

    assert not line.tied or len(line.nominated) < limit < len(line.nominated) + len(line.tied)


@given(ENTRIES, LIMITS)
def test_no_place_stays_open_while_somebody_waits(entries: list[Entry], limit: int) -> None:
    line = line_of(entries, limit)

    assert not line.reserve or len(line.nominated) + len(line.tied) >= limit


@given(ENTRIES, LIMITS)
def test_equal_entries_are_always_treated_equally(entries: list[Entry], limit: int) -> None:
    line = line_of(entries, limit)

    outcomes = {}
    for entry in entries:
        if entry.rank is None and entry.score is not None:
            outcomes.setdefault(entry.score, set()).add(outcome(line, entry.id))

    assert all(len(each) == 1 for each in outcomes.values())


@given(ENTRIES, LIMITS, st.data())
def test_a_higher_score_never_worsens_an_outcome(
    entries: list[Entry], limit: int, data: st.DataObject
) -> None:
    scored = [entry for entry in entries if entry.rank is None and entry.score is not None]
    if not scored:
        return
    chosen = data.draw(st.sampled_from(scored))
    raised = replace(chosen, score=(chosen.score or 0) + data.draw(st.integers(1, 5)))

    before = outcome(line_of(entries, limit), chosen.id)
    after = outcome(line_of([raised if one is chosen else one for one in entries], limit), chosen.id)

    assert after <= before
