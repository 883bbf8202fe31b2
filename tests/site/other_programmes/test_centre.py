"""Technology centres: grades that are computed, a round every second year, a title with a term; nothing of it in code."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from linxuan.evaluation import Graded, Report, grade_all
from linxuan_site import clock
from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.grades import record_grade
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.rounds import open_round
from linxuan_site.cli import main
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Account, Application, Designation
from linxuan_site.queries.calls import definition_of
from linxuan_site.queries.cases import answers_of
from tests.site.other_programmes.conftest import Province, look

PACKAGE = Path(__file__).parents[2] / "programmes" / "centre-2025"
CALL, ROUND = "centre-2025", "biennial-2025"


@pytest.fixture
def scheme(db: None) -> Province:
    """The published programme."""
    return Province(definition_of(publish_call(PACKAGE)))


@pytest.fixture(autouse=True)
def in_march() -> Iterator[None]:
    """A day in the weeks in which one files."""
    with clock.on_day(date(2025, 3, 3)):
        yield


def held(scheme: Province, number: int, **grades: str) -> Designation:
    """A centre of an earlier cohort with the grades of earlier rounds."""
    row = {"name": f"示例{number}号", "credit_code": credit_code(number), "cohort": "5", "track": "centre"}
    entity = enter_designation(scheme.call, {**row, "document": "岚发改〔2020〕1号", "in_charge": "990101"})
    for year, grade in grades.items():
        record_grade(scheme.call, entity, int(year.removeprefix("in_")), grade, source="公告", account=None)
    return entity


def reported(scheme: Province, entity: Designation, staff: int, points: str = "") -> Application:
    """The report of a centre, filed, with the points of the bureau where there are some."""
    report = Application.objects.get(designation=entity, procedure=ROUND)
    account = Account.objects.filter(
        organisation=entity.organisation
    ).first() or entity.organisation.accounts.create(
        username=f"centre-{entity.pk}", full_name="示例", role="signatory", created_at=clock.now()
    )
    client = scheme.of(account)
    scheme.fill(client, report, city="990101", research_staff=str(staff))
    scheme.apply(client, report, "file-report")
    assert report.stage == "assessing"
    if points:
        bureau = scheme.office("bureau")
        address = f"/desk/applications/{report.pk}/section/points/"
        page = look(bureau, address)
        assert bureau.post(address, {**page.values, "assessed_points": points}).status_code == 302
    return report


def computed(scheme: Province) -> dict[int, Graded]:
    """What the rules say of every report of the round."""
    reports = list(Application.objects.filter(procedure=ROUND).order_by("pk"))
    given = [
        Report(str(one.designation_id), answers_of(one).values, filed=bool(one.number)) for one in reports
    ]
    return {int(one.entity): one for one in grade_all(scheme.call, ROUND, given)}


def test_the_package_is_sound_and_its_cases_come_true(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "check", str(PACKAGE)]) == 0
    assert main(["call", "coverage", str(PACKAGE)]) == 0
    assert "没有错误" in capsys.readouterr().out


def test_the_public_pages_open(scheme: Province) -> None:
    for address in ("/", f"/calls/{CALL}/", "/register/", "/glossary/"):
        look(Client(), address)
    assert "连续三次排在最后5%" in look(Client(), f"/calls/{CALL}/").text


def test_a_centre_is_designated(scheme: Province) -> None:
    client = scheme.enterprise(1)
    application = scheme.start(client, "centre")
    scheme.fill(client, application, city="990102")
    scheme.apply(client, application, "submit")
    assert application.stage == "city-review"
    scheme.act(scheme.office("city", "990102"), application, "recommend", opinion="同意推荐")
    assert application.stage == "review"
    scheme.act(scheme.office("bureau"), application, "designate", document="岚发改〔2025〕7号")
    assert application.stage == "designated"
    assert "示例1号" in look(Client(), "/register/").text


def test_a_round_computes_the_grade_of_each_report_with_its_reason(scheme: Province) -> None:
    good, small, silent, open_one = (held(scheme, number, in_2023="good") for number in (901, 902, 903, 904))
    assert open_round(CALL, ROUND) == 4
    reported(scheme, good, 300, "90")
    reported(scheme, small, 149, "97.5")
    reported(scheme, open_one, 300)

    found = computed(scheme)

    assert [found[one.pk].grade for one in (good, small, silent, open_one)] == [
        "excellent",
        "failed",
        "failed",
        "",
    ]
    assert found[small.pk].because.startswith("研发人员数 149 人，低于 150 人，不论得分（97.5分）")
    assert found[silent.pk].by == "not_filed"
    assert found[open_one.pk].missing == ("assessed_points",)


@pytest.mark.parametrize(
    ("grades", "words"),
    [
        ({"in_2023": "failed"}, "建议取消"),
        ({"in_2021": "basic", "in_2023": "basic"}, "建议取消"),
        ({"in_2021": "good", "in_2023": "basic"}, "限期整改"),
        ({"in_2023": "excellent"}, "保留"),
    ],
    ids=["failed", "basic-twice", "basic", "excellent"],
)
def test_the_page_of_a_centre_says_what_its_grades_lead_to(
    scheme: Province, grades: dict[str, str], words: str
) -> None:
    entity = held(scheme, 905, **grades)
    bureau = scheme.office("bureau")

    assert words in look(bureau, f"/register/{entity.pk}/").text
    look(bureau, f"/evaluation/{CALL}/{ROUND}/")
    look(scheme.office("city", "990101"), f"/register/{entity.pk}/")


def test_a_title_expires_after_its_term(scheme: Province) -> None:
    from linxuan.programme import lookup

    assert lookup.expires_on(scheme.call, "centre", date(2025, 6, 1)) == date(2029, 6, 1)


def test_the_whole_register_is_evaluated_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "r.csv").write_text(
        "entity,cohort,track\n甲,5,centre\n乙,5,centre\n丙,5,centre\n", encoding="utf-8"
    )
    rows = "甲,2023,基本合格\n甲,2025,basic\n乙,2025,basic\n丙,2025,not_filed\n"
    (tmp_path / "g.csv").write_text(f"entity,year,grade\n{rows}", encoding="utf-8")

    assert main(["evaluate", str(PACKAGE), str(tmp_path / "r.csv"), str(tmp_path / "g.csv")]) == 0
    told = capsys.readouterr().out
    assert "2023年、2025年的等次是“基本合格”，连续2次（每2年一次）。" in told
    assert [line.split() for line in told.splitlines()[-2:]] == [["限期整改", "1"], ["取消示范资格", "2"]]
