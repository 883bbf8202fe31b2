"""The register, its rounds and an office's people by command, on an empty installation."""

import io
from pathlib import Path

import pytest

from linxuan_site.cli import main
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Account, Application, Designation, ListImport, ListUpload
from linxuan_site.queries.register_lines import lines_as_of
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
    assert "名录里已有 1" in capsys.readouterr().out


def test_a_wrong_row_is_named_and_nothing_is_entered(life: Life, tmp_path: Path, capsys: Capture) -> None:
    table = tmp_path / "register.csv"
    rows = "示例甲公司,,2,enterprise,,,210211,第2批\n示例乙公司,,头,enterprise,,,210211,第2批\n"
    table.write_text(HEAD + rows, "utf-8")

    assert main(["register", "import", CALL, str(table)]) == 2

    assert Designation.objects.count() == 0
    told = capsys.readouterr()
    assert "C3“cohort”：批次“头”不是整数" in told.out
    assert "1格不对" in told.err


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


def test_a_doubtful_line_waits_for_a_decision(life: Life, tmp_path: Path, capsys: Capture) -> None:
    first, second, decided = (tmp_path / f"{name}.csv" for name in ("first", "second", "decided"))
    first.write_text(f"名称,信用代码,类别\n示例甲公司,{credit_code(1)},示范企业\n", "utf-8")
    second.write_text(f"名称,信用代码,类别\n示例新名公司,{credit_code(1)},示范企业\n", "utf-8")
    whole = ["--document", "第3批（示例）", "--cohort"]
    assert main(["register", "import", CALL, str(first), *whole, "1"]) == 0

    assert main(["register", "import", CALL, str(second), *whole, "3"]) == 1
    assert "信用代码相同，名录里的名称是“示例甲公司”" in capsys.readouterr().out
    decided.write_text("line,decision\n2,renamed\n", "utf-8")
    asked = ["register", "import", CALL, str(second), *whole, "3", "--decide", str(decided)]
    assert main([*asked, "--dry-run"]) == 0
    assert (Designation.objects.count(), ListUpload.objects.count()) == (1, 1)
    assert main(asked) == 0

    assert "更名 1 家" in capsys.readouterr().out
    assert {one.name for one in lines_as_of()} == {"示例新名公司"}
    assert ListImport.objects.latest("pk").decisions == {"2": "renamed"}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_exported_is_imported_without_a_change(
    life: Life, tmp_path: Path, capsys: Capture, ending: str
) -> None:
    table, exported = tmp_path / "register.csv", tmp_path / f"out.{ending}"
    rows = f"示例甲公司,{credit_code(1)},2,enterprise,,总集成总承包,210211,第2批（示例）\n=1+1公司,,3,city,综合类,,,第3批\n"
    table.write_text(HEAD + rows, "utf-8")
    assert main(["register", "import", CALL, str(table)]) == 0

    assert main(["register", "export", CALL, str(exported)]) == 0
    capsys.readouterr()
    assert main(["register", "import", CALL, str(exported)]) == 0

    told = capsys.readouterr().out
    assert "新登记 0  与名录不同 0  存疑 0  名录里已有 2" in told
    assert "没有要登记的" in told


def test_a_register_of_a_day_before_it_began_is_empty(life: Life, tmp_path: Path) -> None:
    table, exported = tmp_path / "register.csv", tmp_path / "out.csv"
    table.write_text("名称,批次,类别,认定文件,认定日期\n示例甲公司,2,示范企业,第2批,2020-01-05\n", "utf-8")
    assert main(["register", "import", CALL, str(table)]) == 0

    assert main(["register", "export", CALL, str(exported), "--as-of", "2020-01-04"]) == 0
    assert len(exported.read_text("utf-8-sig").splitlines()) == 1
    assert main(["register", "export", CALL, str(exported), "--as-of", "2020-01-05"]) == 0
    assert "示例甲公司" in exported.read_text("utf-8-sig")
