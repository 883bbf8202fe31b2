"""What can be recorded of a title, and what the register says of it then."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from linxuan.designations import ENDLESS, STILL, Event, as_of, check_event, lines_of
from linxuan.errors import BadInput, Refused

FIRST = datetime(2018, 11, 1, 9, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def history(*rest: tuple[str, str, dict[str, Any]]) -> list[Event]:
    """A title of 1 November 2018 and what happened to it: kind, day, and more."""
    facts = {"name": "甲公司", "holder": "91A", "in_charge": "210211"}
    events = [Event("1", 1, "designated", date(2018, 11, 1), FIRST, "认定文件", facts)]
    for kind, day, more in rest:
        number = len(events) + 1
        recorded = FIRST + timedelta(days=30 * number)
        given = {"document": f"文件{number}", "recorded_at": recorded, **more}
        event = Event("1", number, kind, date.fromisoformat(day), **given)  # type: ignore[arg-type]
        check_event(events, event)
        events.append(event)
    return events


def test_a_title_has_its_old_name_until_the_day_of_the_new_one() -> None:
    events = history(("renamed", "2019-03-01", {"changes": {"name": "乙公司"}}))

    before, after = as_of(events, date(2019, 2, 28), LATER), as_of(events, date(2019, 3, 1), LATER)

    assert before is not None
    assert after is not None
    assert (before.name, before.names) == ("甲公司", ("甲公司",))
    assert (after.name, after.names) == ("乙公司", ("甲公司", "乙公司"))


def test_what_was_recorded_late_was_not_known_before() -> None:
    events = history(("moved", "2019-03-01", {"changes": {"in_charge": "210213"}, "recorded_at": LATER}))

    known_then = as_of(events, date(2019, 6, 1), LATER - timedelta(seconds=1))
    known_now = as_of(events, date(2019, 6, 1), LATER)

    assert known_then is not None
    assert known_now is not None
    assert (known_then.in_charge, known_now.in_charge) == ("210211", "210213")


def test_a_title_is_revoked_restored_and_revoked_again() -> None:
    events = history(
        ("revoked", "2020-01-01", {}), ("restored", "2020-06-01", {}), ("revoked", "2021-01-01", {})
    )

    found = [as_of(events, date(year, month, 2), LATER) for year, month in ((2020, 1), (2020, 6), (2021, 1))]

    assert [(one.state, one.since, one.by) for one in found if one] == [
        ("revoked", date(2020, 1, 1), "文件2"),
        ("held", date(2020, 6, 1), "文件3"),
        ("revoked", date(2021, 1, 1), "文件4"),
    ]


def test_a_correction_takes_back_what_was_wrong_and_leaves_what_was_known() -> None:
    events = history(("withdrawn", "2019-03-01", {}), ("corrected", "2019-03-01", {"corrects": 2}))
    day = date(2019, 4, 1)

    known_then, known_now = as_of(events, day, FIRST + timedelta(days=70)), as_of(events, day, LATER)

    assert known_then is not None
    assert known_now is not None
    assert (known_then.state, known_now.state) == ("withdrawn", "held")


def test_an_event_stands_in_the_place_of_the_one_that_it_corrects() -> None:
    events = history(("revoked", "2019-03-01", {}), ("revoked", "2019-05-01", {"corrects": 2}))

    early, late = as_of(events, date(2019, 4, 1), LATER), as_of(events, date(2019, 5, 1), LATER)

    assert early is not None
    assert late is not None
    assert (early.state, late.state) == ("held", "revoked")


def test_a_designation_without_a_day_holds_on_every_day() -> None:
    events = [Event("1", 1, "designated", None, FIRST, "认定文件", {"name": "甲公司"})]

    line = as_of(events, date(1950, 1, 1), FIRST)

    assert line is not None
    assert (line.state, line.since) == ("held", None)


def test_a_title_with_no_more_events_has_one_line_without_an_end() -> None:
    (line,) = lines_of(history())

    assert (line.valid_from, line.valid_until) == (date(2018, 11, 1), ENDLESS)
    assert (line.recorded_from, line.recorded_until) == (FIRST, STILL)
    assert line.document == line.by == "认定文件"


@pytest.mark.parametrize(
    ("kind", "day", "more", "fault"),
    [
        ("renamed", "2019-01-01", {}, "改变了什么"),
        ("renamed", "2019-01-01", {"changes": {"name": " "}}, "请写明名称"),
        ("moved", "2019-01-01", {"changes": {"name": "乙"}}, "不改变“称号的名称”"),
        ("revoked", "2019-01-01", {"document": " "}, "依据的文件"),
        ("revoked", "2018-10-31", {}, "早于认定"),
        ("corrected", "2019-01-01", {}, "改变了什么"),
    ],
)
def test_an_event_that_says_too_little_or_too_much_is_bad_input(
    kind: str, day: str, more: dict[str, Any], fault: str
) -> None:
    with pytest.raises(BadInput, match=fault):
        history((kind, day, more))


@pytest.mark.parametrize(
    ("kind", "more", "fault"),
    [
        ("resumed", {}, "状态是“已取消”"),
        ("revoked", {}, "状态是“已取消”"),
        ("designated", {"changes": {"name": "乙"}}, "已经认定过"),
        ("corrected", {"corrects": 7}, "没有可更正的第7条"),
        ("corrected", {"corrects": 1}, "另一次认定"),
        ("restored", {"recorded_at": FIRST}, "登记的时间"),
    ],
)
def test_an_event_that_does_not_fit_what_is_on_record_is_refused(
    kind: str, more: dict[str, Any], fault: str
) -> None:
    with pytest.raises(Refused, match=fault):
        history(("revoked", "2019-01-01", {}), (kind, "2019-02-01", more))


def test_what_happened_before_something_that_is_on_record_can_be_recorded_still() -> None:
    events = history(("withdrawn", "2020-01-01", {}), ("suspended", "2019-01-01", {}))

    states = [as_of(events, date(year, 6, 1), LATER) for year in (2018, 2019, 2020)]

    assert [one and one.state for one in states] == [None, "suspended", "withdrawn"]


def test_the_same_once_more_was_sent_twice_and_is_refused() -> None:
    renamed = ("renamed", "2019-03-01", {"changes": {"name": "乙公司"}, "document": "变更登记"})
    other = ("renamed", "2019-03-02", {"changes": {"name": "丙公司"}, "document": "变更登记"})

    with pytest.raises(Refused, match="已经登记过"):
        history(renamed, renamed)
    assert len(history(renamed, other)) == 3
