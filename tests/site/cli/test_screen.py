import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from linxuan_site.cli import STOPPED, main
from tests.core.screening.enterprises import rows, verdicts, write_csv


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_csv(tmp_path / "register.csv", rows(60))


def test_the_counts_are_printed_for_a_program(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["screen", "dalian-2023", str(data), "--track", "enterprise", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert told["rows"] == 60
    assert {key: count for key, count in told["verdicts"].items() if count} == verdicts(rows(60))
    assert set(told["rules"][0]) == {"rule", "clause", "met", "not_met", "unknown"}


def test_the_funnel_is_printed_for_a_person(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["screen", "dalian-2023", str(data), "--track", "enterprise"]) == 0

    told = capsys.readouterr().out
    assert "服务收入占营业收入比重" in told
    assert "只因它不符合" in told
    assert "抽 60 行逐一复核，全部一致" in told


def test_a_curve_is_a_page_that_needs_nothing_else(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "curve.html"
    vary = "service_share_min=0.20..0.40:0.05"
    call = ["what-if", "dalian-2023", str(data), "--track", "enterprise", "--vary", vary, "--out", str(out)]

    assert main(call) == 0

    page = out.read_text("utf-8")
    assert page.count("<circle") == 10
    assert "<td>0.35</td>" in page
    assert "src=" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")


def test_the_rows_whose_verdict_changes_are_written(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "changed.csv"
    call = ["what-if", "dalian-2023", str(data), "--track", "enterprise", "--against", "dalian-2023"]

    assert main([*call, "--set", "accident_free_since=1990-01-01", "--out", str(out)]) == 0

    with out.open(encoding="utf-8", newline="") as file:
        assert {row["rules"] for row in csv.DictReader(file)} <= {"accident-free"}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--out", "result.docx"], ".parquet"),
        (["--out", "nowhere/result.csv"], "没有文件夹"),
        (["--unreadable", "nowhere/aside.csv"], "没有文件夹"),
        (["--set", "service_share=0.2"], "没有参数"),
        (["--memory", "10"], "--memory"),
        (["--map", "columns.toml"], "没有文件"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    data: Path, more: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", "dalian-2023", str(data), "--track", "enterprise", *more]) == 2

    told = capsys.readouterr().err.strip()
    assert said in told
    assert len(told.splitlines()) == 1


def test_a_screening_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    data = write_csv(tmp_path / "register.csv", rows(60_000))
    # Whoever runs the tests in the background has told their children to take no notice of Ctrl-C.
    heeded = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    call = f"{heeded}; import sys; from linxuan_site.cli import main; sys.exit(main())"
    running = subprocess.Popen(
        [
            sys.executable,
            "-c",
            call,
            "screen",
            "dalian-2023",
            str(data),
            "--track",
            "enterprise",
            "--out",
            "o.csv",
        ],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, "LINXUAN_PROGRAMMES": str(Path(__file__).resolve().parents[3] / "programmes")},
    )
    until = time.monotonic() + 30
    while not list(tmp_path.glob(".linxuan-*")) and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)

    _, told = running.communicate(timeout=30)
    assert running.returncode == STOPPED
    assert told == b""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["register.csv"]
