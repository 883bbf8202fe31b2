"""The same acts by command: file, act, place, list; a refusal is one line and exit code 2."""

import json
from pathlib import Path

import pytest

from linxuan_site.actions.drafts import save_answers
from linxuan_site.cli import main
from linxuan_site.models import Application
from tests.site.life.conftest import CALL, REVIEW, Life, in_may, life

__all__ = ["in_may", "life"]
Capture = pytest.CaptureFixture[str]


def test_an_application_is_begun_from_a_file_of_answers(life: Life, tmp_path: Path, capsys: Capture) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps({"address": "甲路1号", "registered_capital": "很多"}), "utf-8")
    account = life.applicant(1)

    code = main(["file", CALL, str(answers), "--track", "enterprise", "--as", account.username])

    assert code == 0
    assert Application.objects.get().answers["address"] == "甲路1号"
    assert "registered_capital" in capsys.readouterr().out


def test_a_district_recommends_by_command(life: Life, capsys: Capture) -> None:
    application = life.submitted(1)
    save_answers(application.pk, REVIEW, account=life.district, version=application.version)
    as_district = ["--as", life.district.username]

    assert main(["place", str(application.number), "--rank", "1", *as_district]) == 0
    assert main(["act", str(application.number), "recommend", "--opinion", "同意", *as_district]) == 0

    application.refresh_from_db()
    assert application.stage == "city"
    assert "city" in capsys.readouterr().out


def test_a_scan_is_handed_in_by_command(life: Life, tmp_path: Path) -> None:
    application = life.draft(1)
    scan = tmp_path / "盖章.pdf"
    scan.write_bytes(b"%PDF-1.7 sealed")
    as_applicant = ["--as", life.applicant(1).username]
    main(["act", str(application.pk), "submit", *as_applicant])

    assert main(["act", str(application.pk), "hand-in", "--paper", f"application={scan}", *as_applicant]) == 0

    assert application.attachments.filter(slot="paper:application").count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["act", "nowhere", "submit"], "nowhere"),
        (["act", "{}", "recommend"], "不能“推荐”"),
        (["act", "{}", "fly"], "fly"),
        (["act", "{}", "submit", "--received-on", "tomorrow"], "tomorrow"),
        (["act", "{}", "hand-in", "--paper", "application=/nowhere.pdf"], "/nowhere.pdf"),
        (["place", "{}", "--score", "high"], "high"),
    ],
)
def test_a_wrong_act_is_one_line(life: Life, capsys: Capture, arguments: list[str], said: str) -> None:
    application = life.draft(1)
    filled_in = [one.format(application.pk) for one in arguments]

    assert main([*filled_in, "--as", life.applicant(1).username]) == 2

    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert said in error


def test_an_account_that_is_not_there_is_named(life: Life, capsys: Capture) -> None:
    assert main(["applications", "--as", "nobody"]) == 2

    assert "nobody" in capsys.readouterr().err


def test_each_sees_its_own_list(life: Life, capsys: Capture) -> None:
    life.submitted(1)

    main(["applications", "--json", "--as", life.district.username])
    own = json.loads(capsys.readouterr().out)
    main(["applications", "--json", "--as", life.other_district.username])
    other = json.loads(capsys.readouterr().out)

    assert [row["number"] for row in own] == ["5-EN-0001"]
    assert other == []


def test_a_list_of_several_pages_is_printed_whole(
    life: Life, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [str(life.draft(number).pk) for number in (1, 2, 3)]
    monkeypatch.setattr("linxuan_site.queries.readable.LARGEST_PAGE", 2)

    main(["applications", "--json", "--call", CALL, "--as", life.district.username])
    rows = json.loads(capsys.readouterr().out)
    main(["applications", "--as", life.district.username])
    lines = capsys.readouterr().out.splitlines()
    main(["applications", "--call", "nowhere", "--as", life.district.username])

    assert [row["id"] for row in rows] == keys[::-1]
    assert [line.split()[0] for line in lines[2:]] == keys[::-1]
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_a_token_opens_the_api(life: Life, capsys: Capture) -> None:
    from django.test import Client

    main(["token", "脚本", "--as", life.district.username])
    token = capsys.readouterr().out.strip()

    answer = Client(headers={"authorization": f"Bearer {token}"}).get("/api/applications")

    assert answer.status_code == 200
