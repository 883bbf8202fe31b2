"""An invented form with a field of each kind, and a connection that is locked as the screening locks it."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from linxuan.programme.definition import Call, Option, Table
from linxuan.screening.register import NO_MAP, ColumnMap, Register, open_register
from tests.core import build

FIELDS = (
    build.field("name", "text", chars=40),
    build.field("credit_code", "credit_code"),
    build.field("district", "region", list="districts"),
    build.field("industry", "industry"),
    build.field("status", "choice", options={"active": Option("存续"), "closed": Option("注销")}),
    build.field("functions", "choices", options={each: Option(f"功能{each}") for each in "abcd"}),
    build.field("capital", "decimal", unit="万元"),
    build.field("staff", "integer", unit="人"),
    build.field("income", "decimal", unit="万元", years=(2020, 2021, 2022)),
    build.field("live_on", "date"),
    build.field("accident", "yes_no"),
    build.field("patents", "group", fields=("patent", "granted_on", "worth")),
)
INNER = (build.field("patent", "text"), build.field("granted_on", "date"), build.field("worth", "decimal"))
WANTED = tuple(field.id for field in FIELDS)


@pytest.fixture(scope="session")
def call() -> Call:
    return build.call(
        tracks=[build.track()],
        fields=[*FIELDS, *INNER],
        forms=[build.form(build.section("one", *WANTED))],
        lists=[Table("districts", ("key", "name"), {"990101": {"key": "990101", "name": "甲区"}})],
    )


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "scratch"
    folder.mkdir()
    return folder


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    opened = duckdb.connect(
        config={"threads": 2, "memory_limit": "500MB", "temp_directory": str(tmp_path / "tmp")}
    )
    opened.execute(f"SET allowed_directories = ['{tmp_path}']")
    opened.execute("SET enable_external_access = false")
    opened.execute("SET lock_configuration = true")
    yield opened
    opened.close()


Opener = Callable[..., Register]


@pytest.fixture
def opened(connection: duckdb.DuckDBPyConnection, call: Call, scratch: Path) -> Opener:
    def open_it(
        path: Path, wanted: Sequence[str] = WANTED, mapping: ColumnMap = NO_MAP, sheet: str = ""
    ) -> Register:
        return open_register(
            connection, path, call, build.TRACK, wanted=wanted, mapping=mapping, scratch=scratch, sheet=sheet
        )

    return open_it
