"""`linxuan shortlist` on the 2023 package: the five quota lines, for a machine and for a clerk."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linxuan_site.cli import main

CALL = str(Path(__file__).parents[3] / "programmes" / "dalian-2023")
HEAD = "id,track,category,score\n"
RANKING = HEAD + (
    "e1,enterprise,,95\ne2,enterprise,,90\ne3,enterprise,,88\ne4,enterprise,,88\ne5,enterprise,,80\n"
    "p1,platform,sharing,90\np2,platform,sharing,85\nc1,city,comprehensive,70\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LINXUAN_LANG", "zh")

    def listed(ranking: str, *options: str, encoding: str = "utf-8") -> tuple[int, str, str]:
        file = tmp_path / "ranking.csv"
        file.write_text(ranking, encoding=encoding)
        code = main(["shortlist", CALL, str(file), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return listed


def line(track: str, category: str, quota: int, *names: list[str]) -> dict[str, Any]:
    outcomes = dict(zip(("nominated", "tied", "reserve"), names or ([], [], []), strict=True))
    return {"track": track, "category": category, "quota": quota, **outcomes}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_quota_line_is_told_in_the_order_of_the_notice(run: Run, encoding: str) -> None:
    code, out, err = run(RANKING, "--json", encoding=encoding)

    assert (code, err) == (0, "")
    assert json.loads(out) == [
        line("enterprise", "", 3, ["e1", "e2"], ["e3", "e4"], ["e5"]),
        line("platform", "sharing", 1, ["p1"], [], ["p2"]),
        line("platform", "other", 1),
        line("city", "comprehensive", 1, ["c1"], [], []),
        line("city", "industrial_design", 1),
    ]


def test_a_clerk_reads_names_places_and_clauses(run: Run) -> None:
    _code, out, _err = run(RANKING)

    assert out.splitlines()[2].split() == ["示范企业", "3", "e1、e2", "e3、e4", "e5", "一(二)2(1)"]
    assert out.splitlines()[3].split() == ["示范平台", "共享制造类", "1", "p1", "p2", "一(二)2(2)"]


@pytest.mark.parametrize(
    ("ranking", "words"),
    [
        ("", "第1行：缺少"),
        (HEAD + "e1,enterprise,,95\ne1,enterprise,,90\n", "第3行：“e1”在第2行已经有了"),
        (HEAD + "e1,project,,95\n", "可以是：enterprise（示范企业）"),
        (HEAD + "p1,platform,,95\n", "可以是：sharing（共享制造类）、other（其他类）"),
        (HEAD + "e1,enterprise,,none\n", "score不能是“none”"),
    ],
)
def test_a_wrong_ranking_is_one_clear_line_that_names_the_file(run: Run, ranking: str, words: str) -> None:
    code, out, err = run(ranking)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "ranking.csv：" in err
    assert words in err


def test_a_file_that_is_not_there_is_said(
    run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["shortlist", CALL, str(tmp_path / "nothing.csv")]) == 2
    assert "nothing.csv：打不开这个文件" in capsys.readouterr().err
