"""The same by API and by command: what was found, once more, decided; and a file that is only looked at."""

import json
from pathlib import Path

import pytest

from linxuan.papers.scans import Examination
from linxuan_site.cli import main
from linxuan_site.models import Application
from tests.site.doors.conftest import Caller
from tests.site.life.conftest import PDF, Life
from tests.site.scans.sealed import CLEAR, DOUBTED, Looks, picture


@pytest.fixture
def application(life: Life, looks: Looks) -> Application:
    application = life.submitted(1)
    looks.at(application, DOUBTED)
    return application


def test_what_was_found_is_told_and_decided_by_api(life: Life, application: Application) -> None:
    officer, applicant = Caller(life.district), Caller(life.applicant(1))
    [told] = applicant.get(f"/applications/{application.pk}/scans").json()
    path = f"/applications/{application.pk}/scans/{told['id']}"

    answer = officer.client.post(
        f"/api{path}/decisions",
        [{"doubt": 2, "verdict": "asked_again", "why": "请换成第2稿", "seen": 0}],
        content_type="application/json",
    )

    assert (told["state"], told["revision"], told["outdated"]) == ("doubted", 1, False)
    assert [one["kind"] for one in told["doubts"]] == ["differs", "older", "missing"]
    assert [one["picture"] for one in told["doubts"]] == [True, False, False]
    assert answer.json()["doubts"][1]["decision"]["who"] == life.district.full_name
    assert applicant.get(path).json()["doubts"][1]["decision"]["why"] == "请换成第2稿"
    assert applicant.get(f"{path}/doubts/1").content == picture()


def test_it_is_looked_at_once_more_by_api(life: Life, application: Application) -> None:
    asked = Caller(life.applicant(1)).post(f"/applications/{application.pk}/scans")

    assert (asked.status_code, asked.json()["state"]) == (202, "reading")
    assert application.scan_examinations.count() == 2


def test_several_files_come_with_one_act_by_api(life: Life, looks: Looks) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    application = life.draft(1)
    life.act(application, "submit", life.applicant(1))
    parts = [SimpleUploadedFile(f"{one}.pdf", PDF.content + one.encode()) for one in "ab"]

    answer = Caller(life.applicant(1)).upload(
        f"/applications/{application.pk}/acts/hand-in/scan", paper="application", file=parts
    )

    looks.at(application, CLEAR)
    assert answer.status_code == 200
    assert looks.asked[0][0] == [PDF.content + b"a", PDF.content + b"b"]


@pytest.mark.parametrize(
    ("found", "code", "words"), [(CLEAR, 0, "没有疑点"), (DOUBTED, 1, "没有找到打印件的第2页")]
)
def test_a_file_is_examined_by_command_and_nothing_is_kept(
    life: Life,
    looks: Looks,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    found: Examination,
    code: int,
    words: str,
) -> None:
    application = life.submitted(1)
    looks.says = found
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF.content)

    ended = main(["papers", "examine", str(scan), "--number", str(application.number)])

    assert (ended, words in capsys.readouterr().out) == (code, True)
    assert application.scan_examinations.get().state == "waiting"


def test_the_command_answers_json_without_pictures(
    life: Life, looks: Looks, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    application = life.submitted(1)
    looks.says = DOUBTED
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF.content)

    main(["papers", "examine", str(scan), "--number", str(application.number), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert [one["kind"] for one in told["doubts"]] == ["differs", "older", "missing"]
    assert told["doubts"][0]["picture"] is None


@pytest.mark.usefixtures("life")
def test_a_number_that_nobody_has_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF.content)

    assert main(["papers", "examine", str(scan), "--number", "5-EN-9999"]) == 2
    assert "没有提交过" in capsys.readouterr().err
