"""What holds of every register in two times."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linxuan.designations import KINDS, Event, Line, as_of, lines_of
from linxuan.designations.events import LEADS

BEGINNING = datetime(2023, 1, 1, tzinfo=UTC)
DAYS = st.dates(date(2023, 1, 1), date(2023, 1, 12))
MOMENTS = st.integers(0, 12).map(lambda hours: BEGINNING + timedelta(hours=hours))
BUSY = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
"""A machine that does other things meanwhile is no fault of theirs."""
TEXTS = st.sampled_from(["甲", "乙", "丙"])


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Events of one title in the order of their recording; not every one fits what was before it."""
    first = Event(
        "1", 1, "designated", draw(st.none() | DAYS), BEGINNING, "文件1", {"name": "甲", "in_charge": "甲"}
    )
    events = [first]
    for number in range(2, 2 + draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(KINDS))
        changes = {key: draw(TEXTS) for key in draw(st.sets(st.sampled_from(["name", "in_charge"])))}
        events.append(
            Event(
                "1",
                number,
                kind,
                draw(DAYS),
                events[-1].recorded_at + timedelta(hours=draw(st.integers(0, 3))),
                f"文件{number}",
                changes,
                corrects=draw(st.none() | st.integers(1, number - 1)),
            )
        )
    return events


def counts(event: Event, known: list[Event]) -> bool:
    return not any(one.corrects == event.number and counts(one, known) for one in known)


def folded(events: list[Event], day: date, moment: datetime) -> tuple[str, ...] | None:
    """The answer by the shortest way: what was known, what counts of it, one after another."""
    known = [one for one in events if one.recorded_at <= moment]
    known = [one for one in known if counts(one, known)]
    first = next((one for one in known if one.kind == "designated"), None)
    if first is None or (first.holds_from is not None and day < first.holds_from):
        return None
    start = first.holds_from or date.min
    rest = [one for one in known if one is not first and one.holds_from and one.holds_from <= day]
    state, facts, by = "held", {"name": "", "in_charge": ""} | dict(first.changes), first.document
    for one in sorted(rest, key=lambda each: (max(each.holds_from or start, start), each.number)):
        facts |= one.changes
        if one.kind in LEADS and state in LEADS[one.kind][0]:
            state, by = LEADS[one.kind][1], one.document
    return state, facts["name"], facts["in_charge"], by


def told(line: Line | None) -> tuple[str, ...] | None:
    return (line.state, line.name, line.in_charge, line.by) if line else None


@BUSY
@given(histories(), DAYS, MOMENTS)
def test_the_lines_say_what_the_events_known_at_the_moment_say(
    events: list[Event], day: date, moment: datetime
) -> None:
    assert told(as_of(events, day, moment)) == folded(events, day, moment)


@BUSY
@given(histories(), DAYS, MOMENTS)
def test_an_answer_for_a_day_and_a_moment_never_changes(
    events: list[Event], day: date, moment: datetime
) -> None:
    known_then = [one for one in events if one.recorded_at <= moment]

    assert told(as_of(known_then, day, moment)) == told(as_of(events, day, moment))


@BUSY
@given(histories(), DAYS, MOMENTS)
def test_no_two_lines_answer_for_the_same_day_and_moment(
    events: list[Event], day: date, moment: datetime
) -> None:
    found = [
        one
        for one in lines_of(events)
        if one.valid_from <= day < one.valid_until and one.recorded_from <= moment < one.recorded_until
    ]

    assert len(found) <= 1


@BUSY
@given(histories(), st.randoms())
def test_the_order_in_which_events_are_handed_over_never_matters(events: list[Event], random: object) -> None:
    shuffled = events[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert lines_of(shuffled) == lines_of(events)


@BUSY
@given(histories())
def test_lines_that_say_the_same_one_after_the_other_are_one(events: list[Event]) -> None:
    lines = lines_of(events)
    said = {
        (one.recorded_from, one.recorded_until, one.valid_from): (told(one), one.since, one.names)
        for one in lines
    }

    for one in lines:
        after = (one.recorded_from, one.recorded_until, one.valid_until)
        assert said.get(after) != (told(one), one.since, one.names)
