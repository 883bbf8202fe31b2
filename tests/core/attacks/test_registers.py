"""Registers and column maps of strangers, through the whole screening: an answer or one sentence, soon."""

import csv
import os
import random
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb
import pytest
import python_calamine

from linxuan.errors import BadInput
from linxuan.programme.reading import read_programme
from linxuan.screening.confined import Stopped
from linxuan.screening.register.map_file import parse_map
from linxuan.screening.request import Request
from linxuan.screening.run import run_screening
from tests.core.attacks.packages import DALIAN
from tests.core.attacks.workbooks import BEGIN, END, HEADINGS, XML, cell, row, workbook

MEMORY = 250 * 2**20
FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\n=1",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
)


def screened(data: Path, *, seconds: float = 30, out: Path | None = None, **more: Any) -> dict[str, Any]:
    request = Request(call=DALIAN, track="enterprise", data=data, out=out, memory=MEMORY, sample=100, **more)
    return run_screening(request, aside=data.with_name("aside.csv"), seconds=seconds)


def refused(data: Path, **more: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        screened(data, **more)
    assert "\n" not in caught.value.problem
    assert "Traceback" not in caught.value.problem
    return caught.value


# ── what is no file of data ──


def test_a_pipe_a_device_and_what_lies_behind_a_link_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zero.csv").symlink_to("/dev/zero")
    begun = time.monotonic()
    for name in ("pipe.csv", "zero.csv"):
        assert not isinstance(refused(tmp_path / name), Stopped)
    assert time.monotonic() - begun < 20


def test_a_link_out_of_a_folder_of_parquet_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("folder/mine.parquet", "other.parquet"):
        duckdb.execute(f"COPY (SELECT '甲' AS name) TO '{tmp_path / name}'")
    (tmp_path / "folder" / "link.parquet").symlink_to(tmp_path / "other.parquet")
    assert not isinstance(refused(tmp_path / "folder"), Stopped)


# ── CSV ──

_TEXTS: dict[str, Callable[[], str]] = {
    "a line without an end": lambda: "name\n" + "x" * 20_000_000,
    "a wide heading": lambda: ",".join(f"c{number}" for number in range(100_000)) + "\n",
    "a quote that stays open": lambda: 'name,employees\n"甲,1\n' + "乙,2\n" * 500_000,
    "a NUL": lambda: "name,employees\n甲\0乙,1\n",
}


@pytest.mark.parametrize("name", _TEXTS)
def test_a_text_that_is_no_table_is_refused(tmp_path: Path, name: str) -> None:
    file = tmp_path / "register.csv"
    file.write_text(_TEXTS[name](), "utf-8")
    refused(file)


def test_hostile_headings_are_only_headings(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    headings = ["name", "row", "verdict", 'a"; DROP TABLE x --', "=1+1", "'", "{", "%s", "employees"]
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([headings, ["甲", *"1234567", "5"]])
    assert screened(file)["rows"] == 1


def test_no_result_holds_a_formula(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([["name", "operating_income"], *([each, "=2+2"] for each in FORMULAS)])
    screened(file, out=tmp_path / "out.csv")
    for made in ("out.csv", "aside.csv"):
        with (tmp_path / made).open(encoding="utf-8-sig", newline="") as opened:
            cells = [each for line in csv.reader(opened) for each in line]
        assert [each for each in cells if each.startswith(tuple("=+-@\t\r\n＝＋－＠"))] == []
    screened(file, out=tmp_path / "out.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    assert not any(map(any, book.get_sheet_by_index(0).to_python()[len(FORMULAS) + 1 :]))


# ── Parquet ──


def test_a_parquet_file_with_bytes_changed_is_read_or_refused(tmp_path: Path) -> None:
    sound = tmp_path / "sound.parquet"
    duckdb.execute(f"COPY (SELECT '甲' || i AS name, i AS employees FROM range(1000) t(i)) TO '{sound}'")
    content, chance = sound.read_bytes(), random.Random(7)
    for number, footer_only in enumerate((True, False)):
        changed = bytearray(content)
        for _ in range(8):
            changed[chance.randrange(len(content) - 400 if footer_only else 0, len(content))] = (
                chance.randrange(256)
            )
        file = tmp_path / f"{number}.parquet"
        file.write_bytes(changed)
        with suppress(BadInput):
            assert screened(file)["rows"] >= 0


def test_what_is_only_called_parquet_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "register.parquet"
    file.write_bytes(b"PAR1" + b"\xff" * 1_000 + b"\xff\xff\xff\x7fPAR1")
    assert not isinstance(refused(file), Stopped)


# ── workbooks ──

_LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10 if level else b"ha") for level in range(12)
)
_SHEETS: dict[str, Callable[[], list[bytes]]] = {
    "a text of 60 MB": lambda: [BEGIN, HEADINGS, b"<row>", cell(b"x" * 60_000_000), b"</row>", END],
    "a cell far away": lambda: [BEGIN, HEADINGS, b'<row><c r="XFD1048576"><v>1</v></c></row>', END],
    "a cell farther away": lambda: [BEGIN, HEADINGS, b'<row><c r="ZZZZZZZ4000000000"><v>1</v></c></row>', END],
    "a file by its name": lambda: [
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>', BEGIN, HEADINGS, row(cell(b"&x;")), END,
    ],
    "a text that doubles": lambda: [b"<!DOCTYPE a [", _LAUGHS, b"]>", BEGIN, HEADINGS, row(cell(b"&l11;")), END],
}  # fmt: skip


@pytest.mark.parametrize("name", _SHEETS)
def test_a_workbook_that_would_fill_the_memory_or_read_a_file_is_refused(tmp_path: Path, name: str) -> None:
    refused(workbook(tmp_path / "register.xlsx", [XML, *_SHEETS[name]()]))


# ── column maps ──


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "[" * 100_000,
        "a." * 300_000 + "a = 1",
        "[[x]]\n" * 100_000,
        f"x = {'9' * 5_000}",
        "x = 1e999999999",
        "[columns]\nname = 1979-99-99",
        "[columns]\nname = {values = {" + ", ".join(f"k{n} = 'v'" for n in range(100_000)) + "}}",
        "[columns]\nname = '\0'",
    ],
    ids=lambda text: text[:24],
)
def test_a_map_that_is_made_to_cost_is_refused_at_once(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(BadInput):
        parse_map(text, CALL, "enterprise")
    assert time.process_time() - begun < 2


CALL = read_programme(DALIAN)
