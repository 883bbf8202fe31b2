"""A programme that says how grades are computed: they are proposed with the why, and checked like any others."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from linxuan.errors import BadInput
from linxuan_site import clock
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.designations import record_event
from linxuan_site.actions.grading_computed import propose_computed
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, officer_of
from linxuan_site.models import Account, Application, Extension, GradeRecord, Office
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.grading import groups_of
from tests.site.life.conftest import Life

PACKAGE = Path(__file__).parents[2] / "programmes" / "centre-2025"
CALL, ROUND = "centre-2025", "biennial-2025"


@pytest.fixture
def bureau(db: None) -> Iterator[Account]:
    """The office of the scheme in October, when filing is over: of three entities two have filed."""
    published = publish_call(PACKAGE)
    call = definition_of(published)
    with clock.on_day(date(2025, 6, 1)):
        for number in (1, 2, 3):
            row = {"name": f"示例{number}号", "credit_code": credit_code(700 + number), "cohort": "7"}
            enter_designation(call, {**row, "track": "centre", "document": "文件（示例）", "in_charge": ""})
        assert open_round(CALL, ROUND) == 3
    reports = Application.objects.filter(procedure=ROUND).order_by("pk")
    for number, (report, staff, points) in enumerate(
        zip(reports, ("200", "140"), ("91", "95"), strict=False)
    ):
        report.answers = {**report.answers, "research_staff": staff, "assessed_points": points}
        report.number, report.filed_on, report.stage = f"8-EV-{number}", date(2025, 9, 1), "assessing"
        report.save()
    with clock.on_day(date(2025, 10, 8)):
        yield officer_of(Office.objects.get(kind="bureau", authority=call.authority))


def test_computed_grades_are_proposed_with_the_why(bureau: Account) -> None:
    done = propose_computed(CALL, ROUND, account=bureau)

    assert [one.grade for one in done.proposed] == ["excellent", "failed", "failed"]
    assert done.open == []
    whys = [one.why or "" for one in GradeRecord.objects.order_by("designation")]
    assert "91" in whys[0]
    assert "140" in whys[1]


def test_a_second_time_proposes_only_what_is_new(bureau: Account) -> None:
    propose_computed(CALL, ROUND, account=bureau)

    assert propose_computed(CALL, ROUND, account=bureau).proposed == []


def test_whose_grade_is_open_is_told_and_gets_none(bureau: Account) -> None:
    report = Application.objects.filter(procedure=ROUND).earliest("pk")
    report.answers = {key: value for key, value in report.answers.items() if key != "assessed_points"}
    report.save()

    done = propose_computed(CALL, ROUND, account=bureau)

    assert [name for name, _because in done.open] == ["示例1号"]
    assert len(done.proposed) == 2


def test_what_stands_in_a_returned_report_is_not_graded(bureau: Account) -> None:
    report = Application.objects.filter(procedure=ROUND).earliest("pk")
    report.stage = Application.objects.filter(procedure=ROUND).latest("pk").stage
    report.save()

    done = propose_computed(CALL, ROUND, account=bureau)

    assert [name for name, _because in done.open] == ["示例1号"]


def test_who_has_more_time_is_not_silent_yet(bureau: Account) -> None:
    silent = Application.objects.filter(procedure=ROUND).latest("pk")
    terms = {
        "deadline": "report",
        "of": date(2025, 9, 30),
        "day": date(2025, 10, 20),
        "reason": "停电",
        "document": "1号",
    }
    Extension.objects.create(call=CALL, application=silent, set_by=bureau, set_at=timezone.now(), **terms)

    done = propose_computed(CALL, ROUND, account=bureau)

    assert [name for name, _because in done.open] == ["示例3号"]
    with clock.on_day(date(2025, 10, 21)):
        assert [one.grade for one in propose_computed(CALL, ROUND, account=bureau).proposed] == ["failed"]


def test_a_title_that_is_held_no_more_is_not_graded(bureau: Account) -> None:
    first = Application.objects.filter(procedure=ROUND).earliest("pk").designation
    assert first is not None
    record_event(first, "withdrawn", holds_from=date(2025, 10, 1), document="退出函（示例）", account=None)

    assert [one.grade for one in propose_computed(CALL, ROUND, account=bureau).proposed] == [
        "failed",
        "failed",
    ]


def test_they_wait_for_another_person_like_any_others(bureau: Account) -> None:
    propose_computed(CALL, ROUND, account=bureau)
    call = definition_of(Application.objects.earliest("pk").published_call)

    assert [one.state for one in groups_of(call, call.rounds[ROUND])] == ["proposed"]


def test_a_round_whose_grades_come_by_letter_computes_none(life: Life) -> None:
    with pytest.raises(BadInput, match="由文件登记"):
        propose_computed("dalian-2023", "evaluation-2023", account=life.city)
