"""Deadlines can be taken into a calendar: the last hour of the day in Shanghai, with alarms, by RFC 5545."""

from datetime import date

from linxuan_site.portal.calendars import calendar
from linxuan_site.portal.deadlines import Due
from tests.site.life.conftest import CALL, Life
from tests.site.portal.conftest import Visitor

ADDRESS = "https://example.com/calls/x/"


def test_a_deadline_is_the_last_hour_of_its_day_with_alarms() -> None:
    due = Due("申报截止", date(2023, 5, 31), 3, "x", clause="二(三)")
    lines = calendar({"x-filing": due}, name="遴选; 第一批, 示例", address=ADDRESS).split("\r\n")

    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;TZID=Asia/Shanghai:20230531T230000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20230601T000000" in lines
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 3
    assert "UID:x-filing@linxuan" in lines
    assert any(r"遴选\; 第一批\, 示例" in line for line in lines)


def test_no_line_is_longer_than_75_bytes_and_unfolding_gives_it_back() -> None:
    name = "示范企业申报书" * 20
    text = calendar({"a": Due("截止", date(2023, 5, 15), 3, "x")}, name=name, address=ADDRESS)

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert f"X-WR-CALNAME:{name}\r\n" in text.replace("\r\n ", "")


def test_everybody_takes_the_deadlines_of_a_call(visitor: Visitor, life: Life) -> None:
    answer = visitor().get(f"/calls/{CALL}/deadlines.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "20230515T230000" in answer.content.decode()


def test_an_applicant_takes_what_he_still_has_to_do(visitor: Visitor, life: Life) -> None:
    draft = life.draft(1)
    own = visitor(life.applicant(1)).get(f"/applications/{draft.pk}/deadlines.ics")

    assert own.content.decode().count("BEGIN:VEVENT") >= 1
    assert visitor(life.applicant(2)).get(f"/applications/{draft.pk}/deadlines.ics").status_code == 404
