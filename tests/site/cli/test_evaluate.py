"""`linxuan evaluate`: a whole register by the same core as one history."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from linxuan_site.cli import main

CALL = str(Path(__file__).parents[3] / "programmes" / "dalian-2023")
LOW = "basically_qualified"
REGISTER = "entity,cohort,track,status\n甲,2,enterprise,active\n乙,3,platform,清算\n=丙,1,enterprise,active\n"
GRADES = f"entity,year,grade,source\n甲,2023,{LOW},文\n甲,2024,{LOW},文\n甲,2025,{LOW},文\n=丙,2025,合格,文\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LINXUAN_LANG", "zh")

    def evaluated(register: str, grades: str, *options: str, encoding: str = "utf-8") -> tuple[int, str, str]:
        for name, text in (("register.csv", register), ("grades.csv", grades)):
            (tmp_path / name).write_bytes(text.encode(encoding))
        code = main(
            ["evaluate", CALL, str(tmp_path / "register.csv"), str(tmp_path / "grades.csv"), *options]
        )
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return evaluated


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_clerk_sees_each_and_how_many_of_each(run: Run, encoding: str) -> None:
    code, out, err = run(REGISTER, GRADES, encoding=encoding)

    assert (code, err) == (0, "")
    assert "2023年、2024年、2025年的等次是“基本合格”，连续3年。" in out
    assert "看到2025年：共3家" in out
    assert [line.split() for line in out.splitlines()[-2:]] == [["保留示范资格", "1"], ["取消示范资格", "2"]]


def test_json_has_everything_in_one_document(run: Run) -> None:
    code, out, _ = run(REGISTER, GRADES, "--json")
    found = json.loads(out)

    assert code == 0
    assert found["as_of"] == 2025
    assert found["counts"] == {"keep": 1, "revoke": 2}
    assert found["faults"] == []
    assert found["standings"][0] == {
        "entity": "甲",
        "cohort": 2,
        "track": "enterprise",
        "standing": "revoke",
        "rule": "three-low",
        "clause": "三(一)",
        "years": [2023, 2024, 2025],
        "gap": "ask",
        "because": "2023年、2024年、2025年的等次是“基本合格”，连续3年。",
    }


def test_a_csv_has_one_line_each_and_no_formula(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "standings.csv"
    assert run(REGISTER, GRADES, "--csv", str(file))[0] == 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert [(row["entity"], row["standing"], row["years"]) for row in rows] == [
        ("甲", "revoke", "2023 2024 2025"),
        ("乙", "revoke", ""),
        ("'=丙", "keep", ""),
    ]


def test_a_year_may_be_looked_at_that_is_not_the_last(run: Run) -> None:
    found = json.loads(run(REGISTER, GRADES, "--as-of", "2024", "--json")[1])

    assert [one["standing"] for one in found["standings"]][:2] == ["warn", "revoke"]


def test_what_a_gap_does_may_be_said(run: Run) -> None:
    grades = GRADES.replace("甲,2024", "甲,2022")
    words = {
        gap: json.loads(run(REGISTER, grades, "--gap", gap, "--json")[1])
        for gap in ("break", "ignore", "ask")
    }

    assert [words[gap]["standings"][0]["standing"] for gap in words] == ["warn", "revoke", "ask"]


def test_rows_that_are_wrong_are_told_with_their_lines_and_the_rest_is_evaluated(run: Run) -> None:
    code, out, _ = run(REGISTER + "丁,4\n", GRADES + "乙,20,qualified,文\n戊,2025,qualified,文\n")

    assert code == 1
    assert "看到2025年：共2家" in out
    assert "名录第5行：有2格，表头有4格" in out
    assert "等次表第6行：“20”不是年份" in out
    assert "名录第3行：“乙”的等次表里有错行" in out
    assert "等次表第7行：名录里没有“戊”" in out


@pytest.mark.parametrize(
    ("register", "grades", "words"),
    [
        ("firm\n甲\n", GRADES, "register.csv：第1行：缺少entity列"),
        (REGISTER, "entity,year\n甲,2025\n", "grades.csv：第1行：缺少grade列"),
        (REGISTER, "entity,year,grade\n", "--as-of"),
        (REGISTER, 'entity,year,grade\n甲,2025,"', "grades.csv：第2行：不是CSV"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(run: Run, register: str, grades: str, words: str) -> None:
    code, out, err = run(register, grades)

    assert (code, out) == (2, "")
    assert words in err


def test_a_text_in_no_known_encoding_is_refused(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "grades.csv").write_bytes(b"entity,year,grade\n\xff\xff\xff,2025,x\n")
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8")

    assert main(["evaluate", CALL, str(tmp_path / "register.csv"), str(tmp_path / "grades.csv")]) == 2
    assert "grades.csv" in capsys.readouterr().err
