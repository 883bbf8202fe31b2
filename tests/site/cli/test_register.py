"""The register, its rounds and an office's people by command, on an empty installation."""

import io
from pathlib import Path

import pytest

from linxuan_site.cli import main
from linxuan_site.models import Account, Application, Designation
from tests.site.life.conftest import CALL, Life, life

__all__ = ["life"]
Capture = pytest.CaptureFixture[str]
HEAD = "name,credit_code,cohort,track,category,mode,in_charge,document\n"


def test_a_table_of_earlier_cohorts_is_entered_once(life: Life, tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "register.csv"
    table.write_text(HEAD + "示例甲公司,,2,enterprise,,,210211,第2批（示例）\n", "utf-8")

    assert main(["register", "import", CALL, str(table)]) == 0
    assert main(["register", "import", CALL, str(table)]) == 0

    assert Designation.objects.count() == 1
    assert "原来已有 1 家" in capsys.readouterr().out


def test_a_wrong_row_is_named_and_nothing_is_entered(life: Life, tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "register.csv"
    rows = "示例甲公司,,2,enterprise,,,210211,第2批\n示例乙公司,,二,enterprise,,,210211,第2批\n"
    table.write_text(HEAD + rows, "utf-8")

    assert main(["register", "import", CALL, str(table)]) == 2

    assert Designation.objects.count() == 0
    assert "第3行" in capsys.readouterr().err


def test_a_round_is_opened_by_command(life: Life, tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "register.csv"
    table.write_text(HEAD + "示例甲公司,,2,enterprise,,,210211,第2批（示例）\n", "utf-8")
    main(["register", "import", CALL, str(table)])

    assert main(["open-round", CALL, "evaluation-2023"]) == 0
    assert main(["open-round", CALL, "nowhere"]) == 2

    assert Application.objects.get().procedure == "evaluation-2023"
    assert "evaluation-2023" in capsys.readouterr().err


def test_an_office_gets_an_officer(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-password\n"))

    assert main(["officer", CALL, "wang", "--office", "district:210203", "--name", "王示例"]) == 0

    account = Account.objects.get(username="wang")
    assert account.office is not None
    assert (account.office.key, account.check_password("a-long-password")) == ("210203", True)


def test_an_office_that_is_not_there_is_refused_with_those_that_are(life: Life, capsys: Capture) -> None:
    assert main(["officer", CALL, "wang", "--office", "district:999", "--name", "王示例"]) == 2

    assert "district:210203" in capsys.readouterr().err
