"""What settles the grades of a round: a person decides a tie, and time to object runs out. Both are data of the package."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from linxuan.errors import BadInput, Refused
from linxuan_site import clock
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.grading import make_final, object_to_grade, take_grades_on
from linxuan_site.actions.grading_computed import decide_tie, propose_computed
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.demo.people import credit_code, member_of, officer_of
from linxuan_site.models import Account, Application, Designation, GradeRecord, Office, TieDecision
from linxuan_site.queries import calls
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.computed_grades import open_ties
from tests.core.evaluation.centres import READING, changed
from tests.site.portal.reading import read

CALL, ROUND = "centre-2025", "biennial-2025"
POINTS = ("95", "92", "92", "92", "75", "74", "73", "72", "71", "70")
"""Of ten two may be excellent: one is, and three are equal behind it."""
PAGE = f"/evaluation/{CALL}/{ROUND}/grades/ties/"
API = f"/api/calls/{CALL}/rounds/{ROUND}"


def published(folder: Path, *pairs: tuple[str, str]) -> Account:
    """The bureau of the scheme with some words changed, in October; ten centres have filed."""
    for name, content in changed(*pairs).items():
        path = folder / CALL / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    call = definition_of(publish_call(folder / CALL))
    with clock.on_day(date(2025, 6, 1)):
        for number in range(len(POINTS)):
            row = {"name": f"示例{number}号", "credit_code": credit_code(700 + number), "cohort": "7"}
            enter_designation(call, {**row, "track": "centre", "document": "文件（示例）", "in_charge": ""})
        open_round(CALL, ROUND)
    reports = Application.objects.filter(procedure=ROUND).order_by("pk")
    for number, (report, points) in enumerate(zip(reports, POINTS, strict=True)):
        report.answers = {**report.answers, "research_staff": "200", "assessed_points": points}
        report.number, report.filed_on, report.stage = f"8-EV-{number}", date(2025, 9, 1), "assessing"
        report.save()
    return officer_of(Office.objects.get(kind="bureau", authority=call.authority))


@pytest.fixture(autouse=True)
def in_october() -> Iterator[None]:
    # Every test publishes a package of its own under the same key, which never happens elsewhere.
    calls._definition.cache_clear()
    with clock.on_day(date(2025, 10, 8)):
        yield
    calls._definition.cache_clear()


@pytest.fixture
def bureau(db: None, tmp_path: Path) -> Account:
    """At most a fifth are excellent."""
    share = '[grade.excellent]\nat_most = "0.20"\n' + READING
    return published(tmp_path, ("[grade.excellent]\n", share))


@pytest.fixture
def patient(db: None, tmp_path: Path) -> Account:
    """An entity may object to its grade for ten days."""
    return published(
        tmp_path, ('score  = "assessed_points"', 'score  = "assessed_points"\nobjections = "10d"')
    )


def numbered(*numbers: int) -> list[int]:
    return [Designation.objects.get(name=f"示例{one}号").pk for one in numbers]


def decided(account: Account, *within: int, reason: str = "研发投入较高") -> TieDecision:
    return decide_tie(
        CALL,
        ROUND,
        grade="excellent",
        line="at_most",
        within=numbered(*within),
        reason=reason,
        account=account,
    )


def browser(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_what_was_decided_of_a_tie_is_what_the_grades_come_to(bureau: Account) -> None:
    first = propose_computed(CALL, ROUND, account=bureau)
    assert [name for name, _because in first.open] == ["示例1号", "示例2号", "示例3号"]

    decided(bureau, 2)
    second = propose_computed(CALL, ROUND, account=bureau)

    assert second.open == []
    assert [(one.designation.name, one.grade) for one in second.proposed] == [
        ("示例1号", "good"),
        ("示例2号", "excellent"),
        ("示例3号", "good"),
    ]
    assert all("研发投入较高" in (one.why or "") for one in second.proposed)
    assert not open_ties(definition_of(Application.objects.earliest("pk").published_call), _round())


def _round() -> object:
    return definition_of(Application.objects.earliest("pk").published_call).rounds[ROUND]


@pytest.mark.parametrize(
    ("within", "reason", "field"),
    [((1, 2), "两家", "within"), ((), "没有", "within"), ((5,), "另一家", "within"), ((1,), " ", "reason")],
)
def test_a_decision_names_as_many_as_have_room_and_says_why(
    bureau: Account, within: tuple[int, ...], reason: str, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        decided(bureau, *within, reason=reason)
    assert refused.value.field == field


def test_a_tie_that_is_another_by_now_is_decided_anew(bureau: Account) -> None:
    decided(bureau, 2)
    corrected = Application.objects.get(designation__name="示例3号")
    corrected.answers = {**corrected.answers, "assessed_points": "60"}
    corrected.save()

    call = definition_of(corrected.published_call)
    (tie,) = open_ties(call, call.rounds[ROUND])
    assert [one.designation.name for one in tie.entities] == ["示例1号", "示例2号"]
    with pytest.raises(Refused) as refused:
        decide_tie(
            CALL,
            ROUND,
            grade="excellent",
            line="at_most",
            within=numbered(1),
            tied=numbered(1, 2, 3),
            reason="看过",
            account=bureau,
        )
    assert refused.value.code == "overtaken"


def test_a_tie_is_shown_with_the_figures_and_decided_on_its_page(bureau: Account) -> None:
    client = browser(bureau)
    page = read(client.get(PAGE).content)
    assert "还有 1 个名额" in page.text
    assert all(f"示例{number}号" in page.text for number in (1, 2, 3))
    assert "示例0号" not in page.text
    given = {"grade": "excellent", "line": "at_most", "tied": numbered(1, 2, 3)}

    wrong = client.post(PAGE, {**given, "within": numbered(1, 3), "reason": "都好"})
    assert wrong.status_code == 422
    assert "都好" in wrong.content.decode()
    done = client.post(PAGE, {**given, "within": numbered(3), "reason": "研发投入较高"}, follow=True)

    assert "在线内的是示例3号，不在的是示例1号、示例2号" in read(done.content).text
    assert TieDecision.objects.get().within == numbered(3)


def test_a_tie_is_decided_by_api(bureau: Account) -> None:
    client = browser(bureau)
    (tie,) = client.get(f"{API}/ties").json()
    assert (tie["grade"], tie["line"], tie["places"], len(tie["entities"])) == ("excellent", "at_most", 1, 3)

    body = {"grade": "excellent", "line": "at_most", "within": numbered(1), "reason": "研发投入较高"}
    done = client.post(f"{API}/ties", body, "application/json")

    assert done.status_code == 201
    assert client.get(f"{API}/ties").json() == []


def _published_grade(account: Account) -> GradeRecord:
    propose_computed(CALL, ROUND, account=account)
    (key,) = GradeRecord.objects.filter(designation__name="示例0号").values_list("pk", flat=True)
    other = account.office.accounts.create(username="checker", created_at=clock.now())
    for step in ("checked", "published"):
        take_grades_on(CALL, ROUND, step, [key], account=other)
    return GradeRecord.objects.get(pk=key)


def test_a_grade_is_final_when_the_time_to_object_is_over(patient: Account) -> None:
    record = _published_grade(patient)
    assert record.steps.get(kind="published").until == date(2025, 10, 18)
    with pytest.raises(Refused) as early:
        take_grades_on(CALL, ROUND, "final", [record.pk], account=patient)
    assert early.value.code == "deadline"
    with clock.on_day(date(2025, 10, 18)):
        assert make_final() == 0

    with clock.on_day(date(2025, 10, 19)):
        assert make_final() == 1
        assert make_final() == 0

    last = record.steps.latest("position")
    assert (last.kind, last.by) == ("final", None)


def test_an_objection_in_time_keeps_a_grade_from_becoming_final_by_itself(patient: Account) -> None:
    record = _published_grade(patient)
    member = member_of("示例0号", credit_code(700), "member")
    late = _published_late(record, member)
    assert late.value.code == "deadline"

    with clock.on_day(date(2025, 10, 18)):
        object_to_grade(record.pk, reason="口径有误", account=member)
    with clock.on_day(date(2025, 10, 19)):
        assert make_final() == 0
        take_grades_on(CALL, ROUND, "final", [record.pk], account=patient, reason="已核对，无误")


def _published_late(record: GradeRecord, member: Account) -> "pytest.ExceptionInfo[Refused]":
    with clock.on_day(date(2025, 10, 19)), pytest.raises(Refused) as late:
        object_to_grade(record.pk, reason="晚了", account=member)
    return late


def test_who_is_awaited_is_named_on_the_page_and_by_api_until_it_is_said_why(patient: Account) -> None:
    _published_grade(patient)
    client = browser(patient)
    page = read(client.get(f"/evaluation/{CALL}/{ROUND}/grades/").content).text
    assert "应有 10 家，还差 10 家" in page

    nothing = client.post(f"/evaluation/{CALL}/{ROUND}/grades/none/", {"reason": "停产"})
    client.post(f"/evaluation/{CALL}/{ROUND}/grades/none/", {"entity": numbered(9), "reason": "停产"})
    body = {"entities": numbered(8), "reason": "搬迁"}
    client.post(f"{API}/no-grades", body, "application/json")

    told = client.get(f"{API}/progress").json()
    assert nothing.status_code == 422
    assert (told["complete"], told["tracks"]) == (False, [{"track": "centre", "due": 10, "missing": 8}])
