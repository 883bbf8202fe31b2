"""`linxuan notice`: the tree, the findings and the questions, as text and as JSON; bad files in one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from linxuan_site.cli import main

DALIAN = Path(__file__).parents[3] / "programmes" / "dalian-2023" / "notice.txt"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("LINXUAN_LANG", "zh")

    def asked(file: Path, *options: str) -> tuple[int, str, str]:
        code = main(["notice", str(file), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return asked


@pytest.fixture
def dalian(run: Run) -> Any:
    code, out, err = run(DALIAN, "--json")
    assert (code, err) == (0, "")
    return json.loads(out)


def places(entries: list[dict[str, Any]]) -> list[tuple[str, int, Any]]:
    return [(each["clause"], each["sentence"], each["value"]) for each in entries]


def test_the_object_has_the_keys_that_are_promised(dalian: Any) -> None:
    assert list(dalian) == [
        *("title", "number", "dated", "clauses", "dates", "quotas", "document_numbers", "addresses"),
        *("contacts", "phones", "emails", "urls", "annexes", "suspects", "unknown"),
    ]


def test_clauses_are_a_tree_with_sentences(dalian: Any) -> None:
    first = dalian["clauses"][1]
    inner = first["children"][1]["children"][1]["children"][0]
    assert (inner["address"], inner["heading"]) == ("一(二)2(1)", "示范企业")
    assert inner["sentences"][3] == "我市示范企业不超过3个。"
    assert inner["line"] == 52


def test_findings_have_their_clause_and_their_meaning(dalian: Any) -> None:
    assert places(dalian["quotas"])[0] == ("一(二)2(1)", 4, 3)
    assert places(dalian["dates"])[1] == ("二(三)", 1, "2023-05-15")
    assert [each["phone"] for each in dalian["contacts"]] == ["010-58113937", None]
    assert [each["text"] for each in dalian["suspects"] if each["clause"] == "三(一)"] == ["∠"]


def test_what_the_notice_does_not_say_is_null_and_asked(dalian: Any) -> None:
    assert dalian["number"] is None
    assert dalian["dated"] is None
    assert {"number", "dated", "phone"} <= {each["what"] for each in dalian["unknown"]}


def test_the_text_shows_the_tree_the_findings_and_the_questions(run: Run) -> None:
    code, out, _ = run(DALIAN)
    assert code == 0
    assert out.startswith("大连市工业和信息化局关于开展2023年服务型制造示范遴选和评估评价工作的通知\n")
    assert "一(二)2(1)  示范企业\n" in out
    assert "#4 我市示范企业不超过3个。" in out
    for line in ("名额（5）", "日期（3）", "se1ection", "通知自己的文号？", "市工信局508室"):
        assert line in out


def test_it_speaks_english_where_asked(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> None:
    monkeypatch.setenv("LINXUAN_LANG", "en")
    code, _, err = run(tmp_path / "none.txt")
    assert code == 2
    assert "none.txt" in err


def test_other_encodings_of_chinese_are_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "通知.txt"
    file.write_bytes(DALIAN.read_text(encoding="utf-8").replace("∠", "").encode("gb18030"))
    code, out, _ = run(file)
    assert code == 0
    assert "二(三)" in out


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n \n",
        b"\x00\x01\x02",
        b"\xff\xfe\x00a",
        "申报".encode() + b"\xff",
        "申".encode() * 400_000,
        "———————\n".encode(),
    ],
)
def test_a_file_that_is_no_notice_is_one_clear_line(run: Run, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "通知.txt"
    file.write_bytes(data)
    code, out, err = run(file)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1


@pytest.mark.parametrize("name", ["没有.txt", "."])
def test_a_path_without_a_file_is_one_clear_line(run: Run, tmp_path: Path, name: str) -> None:
    code, out, err = run(tmp_path / name)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
