"""Reminders before a last day: at the distances of the package, of that one's last day, once, and to nobody who acted."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linxuan.programme.definition import Length, WorkingDays
from linxuan_site import clock
from linxuan_site.actions.extensions import extend_deadline
from linxuan_site.actions.proposals import propose_revocation
from linxuan_site.actions.reminding_by_clock import count_reminders, send_reminders
from linxuan_site.actions.revocations import Said, take_step
from linxuan_site.actions.rounds import open_round
from linxuan_site.models import Message
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.reminders_due import nearest, reminders_due
from tests.site.life.conftest import CALL, Life
from tests.site.portal.test_public_title import designated

On = Callable[[str], AbstractContextManager[None]]


def topics() -> list[str]:
    """The topics of what was written, oldest first."""
    return list(Message.objects.order_by("pk").values_list("topic", flat=True))


def told_on(on: On, *days: str) -> list[int]:
    """How many are reminded on each of these days."""
    found = []
    for day in days:
        with on(day):
            found.append(send_reminders())
    return found


def test_a_draft_is_reminded_at_each_distance_once_and_not_after_the_last_day(life: Life, on: On) -> None:
    life.draft(1)

    days = ("2023-05-07", "2023-05-08", "2023-05-09", "2023-05-12", "2023-05-14", "2023-05-15", "2023-05-16")
    assert told_on(on, *days) == [0, 1, 0, 1, 1, 0, 0]
    assert set(topics()) == {"deadline.draft"}
    first = Message.objects.earliest("pk")
    assert (first.facts["day"], first.facts["left"]) == ("2023-05-15", 7)


def test_where_the_timer_stood_still_only_the_nearest_distance_is_told(life: Life, on: On) -> None:
    life.draft(1)

    assert told_on(on, "2023-05-14", "2023-05-14") == [1, 0]
    assert Message.objects.get().facts["left"] == 1


def test_who_has_submitted_is_not_reminded_and_who_was_sent_back_is(life: Life, on: On) -> None:
    application = life.submitted(1)
    assert told_on(on, "2023-05-12") == [0]

    life.act(application, "return", life.district, opinion="请更正")
    assert told_on(on, "2023-05-12") == [1]
    assert topics()[-1] == "deadline.returned"
    life.act(application, "submit", life.applicant(1))
    assert told_on(on, "2023-05-14") == [0]


def test_the_last_day_is_that_of_the_one_who_is_reminded(life: Life, on: On) -> None:
    one, _other = life.draft(1), life.draft(2)
    later = date(2023, 5, 20)
    extend_deadline(CALL, "delivery", later, account=life.city, reason="r", document="d", number=f"#{one.pk}")

    with on("2023-05-14"):
        found = list(reminders_due())
    assert sorted(str(due.facts["day"]) for due in found) == ["2023-05-15", "2023-05-20"]
    assert told_on(on, "2023-05-14", "2023-05-17", "2023-05-19") == [2, 1, 1]


def test_a_report_that_was_not_filed_and_an_answer_that_was_not_given_are_reminded_of(
    life: Life, on: On
) -> None:
    title = designated(life)
    life.applicant(1)
    open_round(CALL, "evaluation-2023")
    with on("2023-05-04"):
        assert send_reminders() == 1
        assert topics() == ["deadline.report"]
        call = definition_of(life.published)
        case = propose_revocation(call, title, reason="已停止经营", account=life.city)
        step = take_step(case.pk, "notify", Said(), account=life.city)
    until = step.until
    assert until is not None
    with clock.on_day(until):
        assert [one.topic for one in reminders_due()] == ["deadline.answer"]
        take_step(case.pk, "answer", Said(reason="仍在经营"), account=life.applicant(1))
        assert count_reminders() == 0


def test_looking_for_whom_to_remind_asks_as_much_for_many_as_for_one(life: Life, on: On) -> None:
    life.draft(1)
    with on("2023-05-14"):
        list(reminders_due())
        with CaptureQueriesContext(connection) as one:
            list(reminders_due())
        for number in range(2, 7):
            life.draft(number)
        with CaptureQueriesContext(connection) as many:
            found = list(reminders_due())

    assert len(found) == 6
    assert len(many) == len(one)


@pytest.mark.parametrize(
    ("distances", "today", "found"),
    [
        ([Length(7, "d")], "2023-05-07", ""),
        ([Length(7, "d")], "2023-05-08", "7d"),
        ([Length(7, "d"), Length(1, "d")], "2023-05-13", "7d"),
        ([Length(7, "d"), Length(1, "d")], "2023-05-14", "1d"),
        ([WorkingDays(1)], "2023-05-11", ""),
        ([WorkingDays(1)], "2023-05-12", "1wd"),  # a Friday, before the Monday
        ([Length(1, "m")], "2023-04-14", ""),
        ([Length(1, "m")], "2023-04-15", "1m"),
        ([Length(7, "d")], "2023-05-16", ""),
        ([], "2023-05-15", ""),
    ],
)
def test_the_distance_that_was_reached_last_counts(
    db: None, on: On, distances: list[Length | WorkingDays], today: str, found: str
) -> None:
    with on(today):
        assert nearest(distances, date(2023, 5, 15)) == found


def test_a_deadline_may_have_distances_of_its_own_or_none(
    life: Life, on: On, monkeypatch: pytest.MonkeyPatch
) -> None:
    life.draft(1)
    call = definition_of(life.published)
    own = replace(call.deadlines["delivery"], reminders=())
    quiet = replace(call, deadlines={**call.deadlines, "delivery": own})
    monkeypatch.setattr("linxuan_site.queries.reminders_due.definition_of", lambda _one: quiet)
    with on("2023-05-14"):
        # The last day of one application is that of its own version: here both are the same.
        monkeypatch.setattr("linxuan_site.queries.reminders_due.due", lambda *_, **__: _last(own))
        assert list(reminders_due()) == []


def _last(deadline: object) -> object:
    from linxuan.workflow import LastDay

    return LastDay(deadline, date(2023, 5, 15))  # type: ignore[arg-type]
