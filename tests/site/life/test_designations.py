"""What happens to a title is recorded by one act, and the register says it of every day and every moment."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.designations import record_event, write_lines
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application, Designation, RegisterEvent, RegisterLine
from linxuan_site.permissions import may_read_designation
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.register_lines import line_of, titles_whose_lines_differ
from tests.site.life.conftest import CALL, Life


def designated(life: Life, number: int = 701, **more: str) -> Designation:
    row = {
        "name": f"示例{number}号有限公司",
        "credit_code": credit_code(number),
        "cohort": "2",
        "track": "enterprise",
        "in_charge": "210211",
        "document": "认定文件",
        "designated_on": "2018-11-01",
    }
    return enter_designation(definition_of(life.published), {**row, **more})


def recorded(life: Life, title: Designation, kind: Any, day: str, **more: Any) -> RegisterEvent:
    given = {"document": f"文件：{kind}", "account": life.city, **more}
    return record_event(title, kind, holds_from=date.fromisoformat(day), **given)


def test_a_designation_begins_with_an_event_and_one_line(life: Life) -> None:
    title = designated(life)

    (event,) = title.events.all()
    (line,) = title.lines.all()

    assert (event.kind, event.number, event.holds_from) == ("designated", 1, date(2018, 11, 1))
    assert event.changes["holder"] == credit_code(701)
    assert (line.name, line.state, line.organisation) == (title.name, "held", title.organisation)
    assert line.offices == title.offices
    assert line_of(title, date(2018, 10, 31)) is None


def test_entering_the_same_title_again_leaves_no_second_event(life: Life) -> None:
    designated(life)
    designated(life)

    assert RegisterEvent.objects.count() == 1


def test_what_the_register_said_before_an_event_was_recorded_is_what_it_says_it_said(life: Life) -> None:
    title = designated(life)
    before = timezone.now()
    recorded(life, title, "renamed", "2020-01-01", changes={"name": "新名有限公司"})
    recorded(life, title, "revoked", "2022-01-01", reason="注销")

    then = line_of(title, date(2022, 6, 1), before)
    old, new, last = (line_of(title, date(year, 6, 1)) for year in (2019, 2020, 2022))

    assert then is not None
    assert (then.name, then.state) == ("示例701号有限公司", "held")
    assert [(one.name, one.state) for one in (old, new, last) if one] == [
        ("示例701号有限公司", "held"),
        ("新名有限公司", "held"),
        ("新名有限公司", "revoked"),
    ]


def test_a_title_is_revoked_restored_after_an_appeal_and_revoked_again(life: Life) -> None:
    title = designated(life)
    for kind, day in (("revoked", "2020-01-01"), ("restored", "2020-06-01"), ("revoked", "2021-01-01")):
        recorded(life, title, kind, day)

    states = [line.state for year in (2019, 2020, 2021) if (line := line_of(title, date(year, 7, 1)))]

    assert states == ["held", "held", "revoked"]


def test_who_has_the_title_and_who_is_in_charge_of_it_today_may_read_it(life: Life) -> None:
    title = designated(life)
    other = life.applicant(702)
    recorded(life, title, "moved", "2020-01-01", changes={"in_charge": "210202"})
    recorded(
        life,
        title,
        "merged",
        "2020-01-01",
        changes={"holder": credit_code(702), "name": "示例702号有限公司"},
    )

    assert may_read_designation(other, title)
    assert not may_read_designation(life.applicant(701), title)
    assert may_read_designation(life.other_district, title)
    assert not may_read_designation(life.district, title)


def test_a_round_is_opened_for_who_holds_the_title_where_it_is_now(life: Life) -> None:
    title = designated(life)
    gone = designated(life, 703)
    recorded(life, gone, "expired", "2022-01-01")
    recorded(life, designated(life, 704), "suspended", "2022-01-01")
    recorded(life, title, "moved", "2020-01-01", changes={"in_charge": "210202"})

    assert open_round(CALL, "evaluation-2023") == 2
    report = Application.objects.get(designation=title)

    assert (report.in_charge, report.offices) == ("210202", {"district": "210202"})


def test_a_new_holder_that_is_not_known_yet_is_entered_with_its_name(life: Life) -> None:
    title = designated(life)
    with pytest.raises(BadInput, match="写明它的名称"):
        recorded(life, title, "operator_changed", "2020-01-01", changes={"holder": credit_code(709)})
    recorded(
        life,
        title,
        "operator_changed",
        "2020-01-01",
        changes={"holder": credit_code(709)},
        holder_name="接手的公司",
    )

    line = line_of(title)

    assert line is not None
    assert (line.organisation.name, line.organisation.credit_code) == ("接手的公司", credit_code(709))


@pytest.mark.parametrize(
    ("kind", "more", "fault"),
    [
        ("moved", {"changes": {"in_charge": "999999"}}, "没有“999999”这个地区"),
        ("renamed", {"changes": {"name": "名" * 501}}, "最多500个字"),
        ("revoked", {"document": "\0"}, "无法保存"),
        ("revoked", {"document": ""}, "依据的文件"),
    ],
)
def test_what_cannot_be_recorded_leaves_nothing(life: Life, kind: str, more: Any, fault: str) -> None:
    title = designated(life)

    with pytest.raises(BadInput, match=fault):
        recorded(life, title, kind, "2020-01-01", **more)
    assert title.events.count() == 1


def test_nothing_is_recorded_that_is_still_to_come(life: Life) -> None:
    title = designated(life)

    with clock.on_day(date(2020, 1, 1)), pytest.raises(BadInput, match="不能晚于今天"):
        recorded(life, title, "withdrawn", "2020-01-02")


def test_only_the_authority_records_what_happens_to_a_title(life: Life) -> None:
    title = designated(life)

    for account in (life.district, life.applicant(701)):
        with pytest.raises(Refused, match="主管部门"):
            recorded(life, title, "withdrawn", "2020-01-01", account=account)


def test_an_event_is_never_changed_and_always_later_than_the_one_before(life: Life) -> None:
    title = designated(life)
    first = title.events.get()
    ahead = timezone.now() + timedelta(days=1)
    RegisterEvent.objects.create(
        designation=title,
        number=2,
        kind="suspended",
        holds_from=date(2020, 1, 1),
        document="d",
        recorded_at=ahead,
    )

    with pytest.raises(Exception, match="never updated"), transaction.atomic():
        RegisterEvent.objects.filter(pk=first.pk).update(kind="revoked")
    assert recorded(life, title, "resumed", "2020-02-01").recorded_at > ahead


def test_lines_that_do_not_say_what_the_events_say_are_found_and_computed_anew(life: Life) -> None:
    title = designated(life)
    recorded(life, title, "renamed", "2020-01-01", changes={"name": "新名有限公司"})
    assert list(titles_whose_lines_differ()) == []
    RegisterLine.objects.filter(designation=title, name="新名有限公司").update(name="错的名字")

    assert list(titles_whose_lines_differ()) == [title.pk]
    write_lines(title)

    assert list(titles_whose_lines_differ()) == []
