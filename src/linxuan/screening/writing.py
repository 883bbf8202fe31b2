"""Results as the file that was asked for: Parquet as it is stored, CSV or xlsx made from that."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Rule
from linxuan.screening.judged import Judged
from linxuan.screening.provenance import MadeFrom
from linxuan.screening.register.quoting import name as quoted
from linxuan.screening.register.quoting import text as literal
from linxuan.screening.request import FORMS
from linxuan.screening.stored import APPLIES, headings

MOST_XLSX_ROWS = 1_048_575
"""Rows below the heading that a sheet can have."""
_AT_ONCE = 10_000


def check_form(path: Path, rows: int) -> None:
    """Raise BadInput where a result of so many rows cannot be written to a file of this name."""
    if path.suffix.lower() not in FORMS:
        raise BadInput(say("{file}：结果写成 .parquet、.csv 或 .xlsx", file=path.name))
    if path.suffix.lower() == ".xlsx" and rows > MOST_XLSX_ROWS:
        told = say(
            "{rows}行放不进一张工作表（最多{most}行），请写成 .csv 或 .parquet",
            rows=rows,
            most=MOST_XLSX_ROWS,
        )
        raise BadInput(told)


def write(
    connection: duckdb.DuckDBPyConnection, judged: Judged, stored: Path, path: Path, made: MadeFrom
) -> None:
    """Write the stored result to `path` in the form that its name says; `stored` is `path` for Parquet."""
    match path.suffix.lower():
        case ".csv":
            told = ", ".join(_as_words(judged))
            source = f"SELECT {told} FROM read_parquet({literal(stored)})"
            connection.execute(f"COPY ({source}) TO {literal(path)} (FORMAT csv, HEADER)")
        case ".xlsx":
            _write_xlsx(connection, judged, stored, path, made)


def _as_words(judged: Judged) -> Iterator[str]:
    yield "row"
    for name in headings(judged):
        yield f"{harmless(quoted(name))} AS {quoted(name)}"
    yield "verdict"
    for place, rule in enumerate(judged.rules):
        yield f"{_outcome(rule, partial=place in judged.partial)} AS {quoted(rule.id)}"


def _outcome(rule: Rule, *, partial: bool) -> str:
    column = quoted(rule.id)
    words = f"CASE {column} WHEN TRUE THEN 'met' WHEN FALSE THEN 'not_met' ELSE 'unknown' END"
    return f"CASE WHEN {quoted(rule.id + APPLIES)} THEN {words} END" if partial else words


def harmless(sql: str) -> str:
    """Return SQL for a text that no spreadsheet takes for a formula when it opens the file."""
    return f"CASE WHEN regexp_matches({sql}::VARCHAR, '^[=+\\-@\\t\\r\\n＝＋－＠]') THEN '''' || {sql} ELSE {sql}::VARCHAR END"


def _write_xlsx(
    connection: duckdb.DuckDBPyConnection, judged: Judged, stored: Path, path: Path, made: MadeFrom
) -> None:
    from xlsxwriter import Workbook

    told = ", ".join(_as_words(judged))
    reading = connection.cursor()
    reading.execute(f"SELECT {told} FROM read_parquet({literal(stored)})")
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(path, {**options, "tmpdir": str(path.parent)}) as book:
        sheet = book.add_worksheet(say("筛查结果"))
        bold = book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 0)
        for at, heading in enumerate(_headings(judged)):
            sheet.write_string(0, at, heading, bold)
        for at, cells in enumerate(_rows(reading, _in_language(judged)), start=1):
            sheet.write_row(at, 0, cells)
        _write_origin(book.add_worksheet(say("来源")), made)


def _headings(judged: Judged) -> list[str]:
    return [say("行号"), *headings(judged), say("结论"), *(rule.name for rule in judged.rules)]


def _in_language(judged: Judged) -> Callable[[Sequence[object]], list[object]]:
    first = 1 + len(judged.carried)
    words = {
        "eligible": say("符合"),
        "ineligible": say("不符合"),
        "undetermined": say("尚不能判断"),
        "met": say("满足"),
        "not_met": say("未满足"),
        "unknown": say("尚不清楚"),
    }

    def told(cells: Sequence[object]) -> list[object]:
        return [*cells[:first], *(words.get(str(each), "") for each in cells[first:])]

    return told


def _rows(
    reading: duckdb.DuckDBPyConnection, told: Callable[[Sequence[object]], list[object]]
) -> Iterator[list[object]]:
    while batch := reading.fetchmany(_AT_ONCE):
        yield from map(told, batch)


def _write_origin(sheet: object, made: MadeFrom) -> None:
    for at, (key, value) in enumerate(made.items()):
        sheet.write_string(at, 0, key)  # type: ignore[attr-defined]
        sheet.write_string(at, 1, "" if value is None else str(value))  # type: ignore[attr-defined]


def write_origin(made: MadeFrom, path: Path) -> None:
    """Write what a result was made from as JSON."""
    path.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", "utf-8")


def write_unreadable(connection: duckdb.DuckDBPyConnection, relation: str, path: Path) -> None:
    """Write the cells that could not be read, with their row, column and reason, as CSV."""
    told = f'row, {harmless(quoted("column"))} AS "column", {harmless("value")} AS value, reason'
    source = f"SELECT {told} FROM {relation} ORDER BY row"
    connection.execute(f"COPY ({source}) TO {literal(path)} (FORMAT csv, HEADER)")
