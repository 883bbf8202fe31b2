import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import xlsxwriter

from linxuan.errors import BadInput
from tests.core.screening.register.conftest import Opener
from tests.core.screening.register.reading import unreadable, values

MORNING = datetime(2020, 2, 29, 8)  # noqa: DTZ001  a sheet knows no zone


@contextmanager
def workbook(file: Path, *sheets: str) -> Iterator[list[Any]]:
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"})
    yield [book.add_worksheet(name) for name in sheets or ("甲",)]
    book.close()


def test_gb18030_is_read_as_it_is_meant(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes("name;staff\n示例𠮷;7\n".encode("gb18030"))
    assert values(connection, opened(file)) == {1: {"name": "示例𠮷", "staff": 7}}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path, separator: str, end: str
) -> None:
    file = tmp_path / "register.csv"
    lines = [["name", "staff"], ['"a,b;c\td""e\nf"', "1"], ["x", ""], ["", "3"]]
    file.write_bytes(end.join(separator.join(line) for line in lines).encode())
    assert values(connection, opened(file)) == {
        1: {"name": 'a,b;c d"e f', "staff": 1}, 2: {"name": "x"}, 3: {"staff": 3},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空的"),
        (b"\n\n", "空的"),
        (b"name,staff\na,\0\n", "CSV"),
        ("name,staff\na,1\n".encode("utf-16"), "CSV"),
        (b"name,staff\na,\xff\xff\n", "GB18030"),
        (b'name,staff\n"a,1\nb,2\n', "引号"),
        (b'"name,staff\na,1\n', "引号"),
        (b"\xd0\xcf\x11\xe0 old", "xlsx"),
        (b"PK\x03\x04 no zip", "xlsx"),
        (b"PAR1", "Parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(
    opened: Opener, tmp_path: Path, content: bytes, told: str
) -> None:
    file = tmp_path / "register.csv"
    file.write_bytes(content)
    with pytest.raises(BadInput, match="register") as fault:
        opened(file)
    assert told in fault.value.problem


def test_no_file_and_no_parquet_in_a_folder_are_told(opened: Opener, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        opened(tmp_path / "none.csv")
    with pytest.raises(BadInput):
        opened(tmp_path)


def test_rows_are_counted_where_quotes_are_broken(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    file.write_text('name,staff\na,1\n"b"x,2\nc,3\n   \nd"e,4\n')
    register = opened(file)
    assert values(connection, register) == {
        1: {"name": "a", "staff": 1}, 3: {"name": "c", "staff": 3}, 4: {"name": 'd"e', "staff": 4},
    }  # fmt: skip
    assert (register.rows, register.unreadable) == (4, 1)


def test_a_header_alone_is_a_register_without_rows(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = tmp_path / "register.csv"
    for content in ("name,staff\n", "name,staff", "staff\n"):
        file.write_text(content)
        register = opened(file)
        assert values(connection, register) == {}
        assert register.rows == 0


def test_a_sheet_is_read_as_it_looks(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    file = tmp_path / "register.xlsx"
    with workbook(file, "甲", "乙") as (first, second):
        first.write_row(1, 1, ["name", "staff", "capital", "live_on", "accident", "district"])
        first.write_row(2, 1, ["示例", 12, 0.1, date(2020, 2, 29), True, 210211])
        first.write_row(4, 1, [7, 12.5, "1,234.5", MORNING, "否", "990101"])
        first.write_row(5, 1, ["乙", "", 1e20, "2020年2月29日"])
        first.write_row(6, 1, ["丙", "", 1200])
        second.write_row(0, 0, ["staff"])
        second.write_row(1, 0, [3])
    register = opened(file)
    assert values(connection, register) == {
        1: {"name": "示例", "staff": 12, "capital": Decimal("0.1"), "live_on": date(2020, 2, 29), "accident": True,
            "district": "210211"},
        4: {"name": "丙", "capital": 1200},
    }  # fmt: skip
    assert [(row, column) for row, column, *_ in unreadable(connection, register)] == [
        (2, "live_on"), (2, "staff"), (3, "capital"),
    ]  # fmt: skip
    assert values(connection, opened(file, sheet="乙")) == {1: {"staff": 3}}
    with pytest.raises(BadInput, match="丙"):
        opened(file, sheet="丙")


def test_a_merged_header_is_told(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "register.xlsx"
    with workbook(file) as (sheet,):
        sheet.merge_range(0, 0, 0, 2, "登记信息")
        sheet.write_row(1, 0, ["name", "staff"])
    with pytest.raises(BadInput, match="合并"):
        opened(file)


def test_a_workbook_that_would_fill_the_memory_is_not_unpacked(opened: Opener, tmp_path: Path) -> None:
    far = tmp_path / "far.xlsx"
    with workbook(far) as (sheet,):
        sheet.write(0, 0, "staff")
        sheet.write(1_000_000, 16_000, 1)
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in range(9):
            archive.writestr(f"xl/worksheets/sheet{part}.xml", b" " * 50_000_000)
    for file in (far, bomb):
        with pytest.raises(BadInput, match="太大"):
            opened(file)


def test_what_is_odd_is_told_and_taken(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    good = "91350100M000100Y43"
    file = tmp_path / "register.csv"
    file.write_text(f"credit_code,staff\n{good},1\n{good.lower()},2\n91350100M000100Y44,3\n,4\n")
    everything = opened(file)
    assert values(connection, everything) == {
        1: {"credit_code": good, "staff": 1}, 2: {"credit_code": good, "staff": 2}, 3: {"staff": 3}, 4: {"staff": 4},
    }  # fmt: skip
    told = [("credit_code", 1, (3,)), ("credit_code", 2, (1,))]
    assert [(each.column, each.count, each.rows) for each in everything.warnings] == told
    unasked = opened(file, wanted=["staff"])
    assert [(each.column, each.count, each.rows) for each in unasked.warnings] == told
    assert list(unasked.columns) == ["staff"]


def test_the_digest_is_that_of_the_bytes(opened: Opener, tmp_path: Path) -> None:
    from hashlib import sha256

    file = tmp_path / "register.csv"
    for content in ("name,staff\n示例,1\n".encode(), "name,staff\n示例,1\n".encode("gb18030")):
        file.write_bytes(content)
        assert opened(file).digest == sha256(content).hexdigest()


def test_a_parquet_file_that_was_cut_or_changed_is_told(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "register.parquet"
    with duckdb.connect() as maker:
        maker.execute(f"COPY (SELECT 'x' || range AS status FROM range(10000)) TO '{file}'")
    content = file.read_bytes()
    file.write_bytes(content[:4] + b"\xff" * 2000 + content[2004:])
    with pytest.raises(BadInput, match=r"register\.parquet"):
        opened(file)


def test_a_quote_that_is_never_closed_is_told_however_much_follows(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text("name,staff\n" + "a,1\n" * 5 + '"b,2\n' + "c,3\n" * 400_000)
    with pytest.raises(BadInput, match="引号"):
        opened(file)
