"""`linxuan standing` on the 2023 package: keep, warn, ask, revoke, each with its clause and its reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linxuan_site.cli import main

CALL = str(Path(__file__).parents[3] / "programmes" / "dalian-2023")
LOW = "basically_qualified"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LINXUAN_LANG", "zh")

    def asked(history: Any, *options: str) -> tuple[int, str, str]:
        file = tmp_path / "history.json"
        text = history if isinstance(history, str) else json.dumps(history)
        file.write_text(text, encoding="utf-8")
        code = main(["standing", CALL, str(file), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return asked


def history(grades: dict[str, str], as_of: int, status: str = "active") -> dict[str, Any]:
    return {"entity": "示例企业", "cohort": 2, "grades": grades, "operating_status": status, "as_of": as_of}


def low(*years: int) -> dict[str, str]:
    return {str(year): LOW for year in years}


@pytest.mark.parametrize(
    ("given", "standing", "clause"),
    [
        (history({"2022": "qualified"}, 2022), "keep", "三(一)"),
        (history(low(2023, 2024, 2025), 2025), "revoke", "三(一)"),
        (history({**low(2023, 2025), "2024": "qualified"}, 2025), "warn", ""),
        (history(low(2022, 2023, 2025), 2025), "ask", "三(一)"),
        (history(low(2023, 2024, 2025), 2026), "ask", "三(一)"),
        (history({"2022": "qualified"}, 2023, "deregistered"), "revoke", "三(一)"),
        (history({"2022": "qualified"}, 2023, "liquidating"), "revoke", "三(一)"),
        (history({"2022": "qualified"}, 2023, "licence_revoked"), "ask", "三(一)"),
        (history({"2022": "qualified"}, 2023, "suspended"), "ask", "三(一)"),
        (history(low(2022, 2023, 2025), 2025, "liquidating"), "revoke", "三(一)"),
    ],
)
def test_the_standing_of_an_entity(run: Run, given: dict[str, Any], standing: str, clause: str) -> None:
    code, out, err = run(given, "--json")

    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert (answer["entity"], answer["standing"], answer["clause"]) == ("示例企业", standing, clause)
    assert answer["because"].endswith("。")
    assert set(answer) == {"entity", "standing", "clause", "because"}


@pytest.mark.parametrize(("gap", "standing"), [("break", "warn"), ("ignore", "revoke"), ("ask", "ask")])
@pytest.mark.parametrize("as_of", [2025, 2026])
def test_what_a_year_without_a_grade_does_can_be_tried(run: Run, gap: str, standing: str, as_of: int) -> None:
    years = (2022, 2023, 2025) if as_of == 2025 else (2023, 2024, 2025)

    _code, out, _err = run(history(low(*years), as_of), "--gap", gap, "--json")

    assert json.loads(out)["standing"] == standing


def test_a_list_of_histories_is_answered_by_a_list(run: Run) -> None:
    _code, out, _err = run([history({"2022": "qualified"}, 2022), history(low(2022), 2022)], "--json")

    assert [answer["standing"] for answer in json.loads(out)] == ["keep", "warn"]


def test_a_clerk_reads_words(run: Run) -> None:
    _code, out, _err = run(history(low(2023, 2024, 2025), 2025))

    assert out.splitlines()[2].split() == [
        "示例企业",
        "取消示范资格",
        "三(一)",
        "2023年、2024年、2025年的等次是“基本合格”，连续3年。",
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("{", "第1行第2列不是JSON"),
        ("[{", "不是JSON"),
        ('[{"as_of": 2025}], "more": 1', "列表之后还有别的内容"),
        ('"2025"', "JSON对象"),
        ([[]], "第1份：一份历史应是一个JSON对象"),
        (history({"2022": "good"}, 2022), "2022：没有“good”，可以是：excellent（优秀）"),
        (history({"2022": "qualified"}, 2022, "gone"), "没有“gone”，可以是：active（存续）"),
        (history({"last": "qualified"}, 2022), "“last”不是整数"),
        ({"entity": "示例企业", "grades": {}}, "as_of"),
        ('{"as_of": 2025, "as_of": 2026}', "写了两次"),
    ],
)
def test_a_wrong_history_is_one_clear_line_that_names_the_file(run: Run, given: Any, words: str) -> None:
    code, out, err = run(given)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "history.json：" in err
    assert words in err
