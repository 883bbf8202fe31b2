"""`linxuan call`: whether a package is sound, and what carries each demand of its notice."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from linxuan_site.cli import main

DALIAN = Path(__file__).parents[3] / "programmes" / "dalian-2023"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_call(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["call", *map(str, arguments)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_call


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the package that a test may break."""
    return Path(shutil.copytree(DALIAN, tmp_path / "dalian-2023"))


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_package_is_counted(run: Run) -> None:
    code, out, err = run("check", DALIAN)

    assert (code, err) == (0, "")
    assert "3个类别" in out
    assert "短句都已落实" in out
    assert "没有错误。" in out


def test_a_package_is_found_by_its_name_from_any_folder(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run("check", "dalian-2023")[0] == 0


def test_a_template_that_cannot_be_laid_out_is_printed_like_any_other_error(run: Run, copy: Path) -> None:
    (copy / "templates").mkdir()
    (copy / "templates" / "own.typ").write_text('#import "/linxuan/faces.typ": *\n\n#data.wrong\n', "utf-8")
    edit(copy / "call.toml", 'template = "form"', 'template = "templates/own.typ"')

    code, out, _ = run("check", copy)

    assert code == 1
    assert "templates/own.typ:3: paper.application: 内容里没有“wrong”这一项" in out


def test_all_errors_are_printed_with_file_line_and_what_to_do(run: Run, copy: Path) -> None:
    edit(copy / "call.toml", 'holds = "is_legal_person"', 'holds = "is_legal_persn"')
    edit(copy / "forms" / "fields.toml", 'kind  = "phone"', 'kind  = "fone"')

    code, out, _ = run("check", copy)

    assert code == 1
    assert "call.toml:" in out
    assert "rule.legal-person.holds" in out
    assert "→ 是不是“is_legal_person”？" in out
    assert "forms/fields.toml:" in out
    assert "共2处错误。" in out


def test_an_unbound_demand_is_an_error_at_its_clause(run: Run, copy: Path) -> None:
    edit(copy / "call.toml", 'cite  = "一(二)1#1 具有独立法人资格"', 'source = "authority"\nwhy = "试"')

    code, out, _ = run("check", copy)

    assert code == 1
    assert "notice.txt:" in out
    assert "一(二)1#1: 没有落实：具有独立法人资格" in out


def test_an_unbound_demand_is_told_beside_other_faults(run: Run, copy: Path) -> None:
    edit(copy / "call.toml", 'cite  = "一(二)1#1 具有独立法人资格"', 'source = "authority"\nwhy = "试"')
    edit(copy / "call.toml", 'holds = "finances_sound"', 'holds = "finances"')

    _, out, _ = run("check", copy)

    assert "没有落实：具有独立法人资格" in out
    assert "rule.finances-sound.holds" in out


def test_a_case_that_does_not_come_true_is_an_error(run: Run, copy: Path) -> None:
    edit(copy / "cases" / "enterprise.toml", 'verdict = "eligible"', 'verdict = "ineligible"')

    code, out, _ = run("check", copy)

    assert code == 1
    assert "cases/enterprise.toml:19: case.plain" in out
    assert "应为 ineligible，得到 eligible" in out


def test_a_call_that_is_not_there_is_a_wrong_call(run: Run) -> None:
    code, out, err = run("check", "dalian-2032")

    assert (code, out) == (2, "")
    assert err == "没有程序包“dalian-2032”。 是不是“dalian-2023”？\n"


def test_coverage_goes_from_sentence_to_phrase_to_what_carries_it(run: Run) -> None:
    code, out, _ = run("coverage", "dalian-2023")

    assert code == 0
    clause = out.split("一(二)2(1)#3\n")[1].split("\n\n")[0]
    assert clause.splitlines()[0] == "  在本行业或相关领域内"
    assert "judgement.advantage（在行业或领域内的优势）" in clause
    assert "写在：优势" in clause
    assert "环节：区级初审、市级综合评定" in clause
    assert "param.service_share_min" in clause


def test_coverage_lists_apart_what_the_authority_added_its_readings_and_its_questions(run: Run) -> None:
    _, out, _ = run("coverage", "dalian-2023")

    added, rest = out.split("通知没有、主管部门自己加的：")[1].split("我们的理解：")
    readings, questions = rest.split("要问清的：")
    assert "stage.nominated（入围公示）" in added
    assert "quota.platform-other" in readings
    assert "通知自己的文号和印发日期？" in questions


def test_coverage_as_json(run: Run) -> None:
    code, out, _ = run("coverage", "dalian-2023", "--json")

    told = json.loads(out)
    assert code == 0
    assert told["call"] == "dalian-2023"
    assert told["unbound"] == 0
    phrase = next(one for one in told["phrases"] if one["phrase"] == "我市示范企业不超过3个")
    assert phrase == {
        "notice": "main",
        "clause": "一(二)2(1)",
        "sentence": 4,
        "phrase": "我市示范企业不超过3个",
        "elements": ["quota.enterprise"],
        "unbound": [],
    }


def test_coverage_of_an_open_demand_says_so_and_fails(run: Run, copy: Path) -> None:
    edit(copy / "call.toml", 'cite  = "一(二)1#1 具有独立法人资格"', 'source = "authority"\nwhy = "试"')

    code, out, _ = run("coverage", copy)

    assert code == 1
    assert "✗ 没有落实：具有独立法人资格" in out


def test_coverage_of_a_faulty_package_is_a_wrong_call(run: Run, copy: Path) -> None:
    edit(copy / "call.toml", 'holds = "finances_sound"', 'holds = "finances"')

    code, out, err = run("coverage", copy)

    assert (code, out) == (2, "")
    assert "call check" in err
