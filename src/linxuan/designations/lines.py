"""What the register says of a title, over rectangles of the two times: when it holds, and when it was known.

The events are the record. Lines are computed from them, and say for every day and every moment the same as a fold
over the events which were known at the moment.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from linxuan.designations.events import FACTS, JOINED, Event, State, counting, led_to

ALWAYS = date.min
"""From when a title holds whose day of designation nobody recorded."""
ENDLESS = date(9999, 12, 31)
"""Until when a line holds after which nothing is known to happen."""
STILL = datetime(9999, 12, 31, tzinfo=UTC)
"""Until when a line is known that is known today."""


@dataclass(frozen=True)
class Line:
    """What the register says of one title where `valid_from <= day < valid_until` and
    `recorded_from <= moment < recorded_until`.

    `since` is the day of the state, and `by` the document of the event that led to it; `since` is None where nobody
    recorded the day of the designation. `names` are all that it has had until then, and those of titles that it took in, the first one first.
    """

    title: str
    state: State
    since: date | None
    by: str
    name: str
    holder: str
    in_charge: str
    category: str
    mode: str
    document: str
    names: tuple[str, ...]
    designated_on: date | None
    valid_from: date
    valid_until: date
    recorded_from: datetime
    recorded_until: datetime


def as_of(events: Iterable[Event], day: date, moment: datetime) -> Line | None:
    """Return what the register says of a title of a day, as known at a moment; None where it had no title.

    Whatever is recorded after the moment, the answer stays.
    """
    for line in lines_of(events):
        if line.valid_from <= day < line.valid_until and line.recorded_from <= moment < line.recorded_until:
            return line
    return None


def lines_of(events: Iterable[Event]) -> tuple[Line, ...]:
    """Return the lines of the events of one title, by the moment since when they are known, then by day.

    No two of them share a day and a moment. Costs the square of the number of events, which is small.
    """
    ordered = sorted(events, key=lambda one: one.number)
    standing: dict[Line, datetime] = {}
    found: list[Line] = []
    for count, event in enumerate(ordered, start=1):
        moment = event.recorded_at
        now = _folded(ordered[:count])
        found += [
            replace(line, recorded_from=standing.pop(line), recorded_until=moment)
            for line in [one for one in standing if one not in now]
        ]
        standing |= {line: moment for line in now if line not in standing}
    found += [replace(line, recorded_from=since, recorded_until=STILL) for line, since in standing.items()]
    return tuple(
        sorted(
            (one for one in found if one.recorded_from < one.recorded_until),
            key=lambda one: (one.recorded_from, one.valid_from),
        )
    )


def _folded(known: Sequence[Event]) -> dict[Line, None]:
    """Return what holds day after day by events that are all known; the times of recording are not set yet."""
    lines: list[Line] = []
    for line in _day_by_day(counting(known)):
        if lines and replace(lines[-1], valid_from=line.valid_from, valid_until=line.valid_until) == line:
            lines[-1] = replace(lines[-1], valid_until=line.valid_until)
        else:
            lines.append(line)
    return dict.fromkeys(lines)


def _day_by_day(events: Sequence[Event]) -> Iterator[Line]:
    """Yield a line for every day on which something happened, until the next such day."""
    first = next((one for one in events if one.kind == "designated"), None)
    if first is None:
        return
    start = first.holds_from or ALWAYS
    # What is said to have happened before the designation holds from its day on.
    dated = sorted(
        ((max(one.holds_from or start, start), one is not first, one.number, one) for one in events),
        key=lambda each: each[:3],
    )
    days = [(day, [each[3] for each in group]) for day, group in groupby(dated, key=lambda each: each[0])]
    line = _begun(first)
    for place, (day, happened) in enumerate(days):
        for event in happened:
            line = _after(line, event)
        until = days[place + 1][0] if place + 1 < len(days) else ENDLESS
        yield replace(line, valid_from=day, valid_until=until)


def _begun(first: Event) -> Line:
    facts = dict.fromkeys(FACTS, "") | {"document": first.document}
    return Line(
        title=first.title,
        state="held",
        since=first.holds_from,
        by=first.document,
        names=(),
        designated_on=first.holds_from,
        valid_from=ALWAYS,
        valid_until=ENDLESS,
        recorded_from=STILL,
        recorded_until=STILL,
        **facts,
    )


def _after(line: Line, event: Event) -> Line:
    facts: dict[str, Any] = {key: value for key, value in event.changes.items() if key in FACTS}
    name = facts.get("name", line.name)
    joined = [one for one in event.changes.get(JOINED, "").split("\n") if one]
    names = tuple(dict.fromkeys([*line.names, *joined, *([name] if name else [])]))
    line = replace(line, **facts, names=names)
    state = led_to(line.state, event.kind)
    if state == line.state:
        return line
    return replace(line, state=state, since=event.holds_from, by=event.document)
