"""`linxuan status import`: looked at, decided, recorded, with an exit code for what is left to do."""

from pathlib import Path

import pytest

from linxuan_site.cli import main
from linxuan_site.demo.people import credit_code
from linxuan_site.models import RevocationCase, StatusRecord
from tests.site.life.conftest import CALL, Life, life
from tests.site.life.test_evaluation import designated

__all__ = ["life"]
Capture = pytest.CaptureFixture[str]
HEAD = "统一社会信用代码,企业名称,登记状态,日期\n"
SURE = f"{credit_code(901)},示例901号,注销,2020-05-08\n{credit_code(902)},,迁出,2020-05-08\n"
DOUBTFUL = f"{credit_code(901)},示例902号,注销,2020-05-08\n"


@pytest.fixture
def two(life: Life) -> Life:
    for number in (901, 902):
        designated(life, number)
    return life


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "状态.csv"


def run(file: Path, *more: str) -> int:
    return main(["status", "import", CALL, str(file), *more])


def test_a_dry_run_shows_each_line_and_records_nothing(two: Life, file: Path, capsys: Capture) -> None:
    file.write_text(HEAD + SURE + ",别的有限公司,注销,2020-05-08\n", "utf-8")

    assert run(file, "--dry-run") == 0

    told = capsys.readouterr().out
    assert "只是预览，没有登记" in told
    assert "登记，由人判断" in told
    assert "相同 0 行，不在名录里 1 行" in told
    assert not StatusRecord.objects.exists()


def test_what_is_sure_is_recorded_with_its_source_and_proposes_at_once(
    two: Life, file: Path, capsys: Capture
) -> None:
    file.write_text(HEAD + SURE, "gb18030")

    assert run(file, "--source", "公示系统 2020-05-09") == 0
    assert "已登记 2 条经营状态，要由人判断的 1 条，规则提出取消 1 件" in capsys.readouterr().out
    assert set(StatusRecord.objects.values_list("source", "recorded_by")) == {("公示系统 2020-05-09", None)}
    assert RevocationCase.objects.get().rule == "ceased"
    assert run(file, "--source", "公示系统 2020-05-09") == 2
    assert "没有要登记的" in capsys.readouterr().err


def test_a_doubtful_line_waits_for_its_decision(two: Life, file: Path, capsys: Capture) -> None:
    file.write_text(HEAD + DOUBTFUL, "utf-8")
    decisions = file.with_name("decisions.csv")

    assert run(file, "--source", "公示系统") == 1
    assert "--decide" in capsys.readouterr().out
    decisions.write_text("line,decision\n第二行,leave_out\n", "utf-8")
    assert run(file, "--source", "公示系统", "--decide", str(decisions)) == 2
    assert "“第二行”不是行号" in capsys.readouterr().err
    assert not StatusRecord.objects.exists()
    entity = designated(two, 901).organisation_id
    decisions.write_text(f"line,decision\n2,{entity}\n", "utf-8")
    assert run(file, "--source", "公示系统", "--decide", str(decisions)) == 0
    assert StatusRecord.objects.get().designation.organisation_id == entity


def test_a_wrong_line_is_named_and_nothing_is_recorded(two: Life, file: Path, capsys: Capture) -> None:
    file.write_text(HEAD + SURE + f"{credit_code(901)},示例901号,注销,昨天\n", "utf-8")

    assert run(file, "--source", "公示系统") == 1

    assert "D4“日期”" in capsys.readouterr().out
    assert not StatusRecord.objects.exists()


def test_where_a_file_is_from_has_to_be_said(two: Life, file: Path, capsys: Capture) -> None:
    file.write_text(HEAD + SURE, "utf-8")

    assert run(file) == 2
    assert "从哪里来" in capsys.readouterr().err
    assert run(file.with_name("不在.csv")) == 2
    assert "读不到文件" in capsys.readouterr().err
