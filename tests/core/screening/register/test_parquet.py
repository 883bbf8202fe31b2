from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.screening.register import open_register, raw_answers
from tests.core import build
from tests.core.screening.register.conftest import Opener
from tests.core.screening.register.reading import expected, unreadable, values


def write(file: Path, select: str) -> Path:
    with duckdb.connect() as maker:
        maker.execute(f"COPY ({select}) TO '{file}' (FORMAT parquet)")
    return file


def test_typed_columns_are_scanned_where_they_lie(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path, scratch: Path
) -> None:
    file = write(
        tmp_path / "register.parquet",
        "SELECT 12.5::DECIMAL(18, 2) AS capital, 7::INTEGER AS staff, DATE '2020-02-29' AS live_on,"
        " true AS accident, ['b', 'a'] AS functions, 'active' AS status, '210211' AS district,"
        " 3.25::DECIMAL(10, 4) AS income_2022, 1::BIGINT AS income_2021, TIMESTAMP '2020-01-01' AS other",
    )
    register = opened(file)
    assert values(connection, register) == {
        1: {
            "capital": Decimal("12.50"), "staff": 7, "live_on": date(2020, 2, 29), "accident": True,
            "functions": ("b", "a"), "status": "active", "district": "210211",
            "income": {2022: Decimal("3.25"), 2021: 1},
        }
    }  # fmt: skip
    assert register.unused == ("other",)
    assert "scratch" not in register.relation
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize(
    ("column", "kind", "good", "bad"),
    [
        ("capital", "DECIMAL(38, 2)", "999999999999999.99", "1000000000000000"),
        ("capital", "DECIMAL(20, 8)", "1.5", "1.12345678"),
        ("capital", "DOUBLE", "0.1", "'nan'"),
        ("capital", "DOUBLE", "123456789012345", "1e300"),
        ("capital", "FLOAT", "0.5", "'inf'"),
        ("capital", "BIGINT", "-999999999999999", "1000000000000000"),
        ("capital", "BIGINT", "5", "-9223372036854775808"),
        ("capital", "HUGEINT", "12", "1000000000000000"),
        ("staff", "DECIMAL(18, 2)", "12.00", "12.50"),
        ("staff", "DOUBLE", "12", "12.5"),
        ("staff", "UTINYINT", "12", None),
        ("live_on", "DATE", "'1900-01-01'", "'2200-01-01'"),
        ("live_on", "TIMESTAMP", "'2020-02-29'", "'2020-02-29 08:00:00'"),
        ("live_on", "VARCHAR", "'2020-02-29'", "'2021-02-29'"),
        ("accident", "VARCHAR", "'TRUE'", "'maybe'"),
        ("status", "VARCHAR", "'存续'", "'gone'"),
        ("district", "INTEGER", "210211", "21021"),
        ("industry", "VARCHAR", "'3484'", "'C3484'"),
        ("functions", "VARCHAR[]", "['功能a', 'b']", "['a', NULL]"),
        ("functions", "VARCHAR", "'a、b'", "'a;x'"),
        ("income", "DECIMAL(18, 2)", "1.50", None),
        ("income", "VARCHAR", """'{"2021": "1.5", "2020": 3}'""", """'{"2019": 1}'"""),
    ],
)
def test_a_value_is_taken_or_its_row_is_unreadable(
    opened: Opener,
    connection: duckdb.DuckDBPyConnection,
    tmp_path: Path,
    column: str,
    kind: str,
    good: str,
    bad: str | None,
) -> None:
    rows = [good, "NULL", *([bad] if bad else [])]
    given = " UNION ALL ".join(
        f"SELECT {n} AS n, CAST({each} AS {kind}) AS {column}" for n, each in enumerate(rows)
    )
    register = opened(write(tmp_path / "register.parquet", f"SELECT * FROM ({given}) ORDER BY n"))
    found = values(connection, register)
    assert list(found) == [1, 2]
    assert list(found[1]) == [column]
    assert found[2] == {}
    assert [(row, heading) for row, heading, *_ in unreadable(connection, register)] == [(3, column)] * bool(
        bad
    )
    assert register.unreadable == bool(bad)


def test_a_folder_is_one_register_in_the_order_of_its_names(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    write(folder / "b.parquet", "SELECT 3 AS staff")
    write(folder / "a.parquet", "SELECT unnest([1, 2]) AS staff")
    expected = {1: {"staff": 1}, 2: {"staff": 2}, 3: {"staff": 3}}
    assert values(connection, opened(folder)) == expected
    assert values(connection, opened(tmp_path / "parts" / "*.parquet")) == expected
    digest = opened(folder).digest
    (folder / "b.parquet").rename(folder / "c.parquet")
    assert opened(folder).digest != digest


def test_what_is_no_parquet_is_told(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "register.parquet"
    file.write_bytes(b"PAR1 nothing else")
    with pytest.raises(BadInput, match=r"register\.parquet"):
        opened(file)


@pytest.mark.parametrize(
    "income",
    [
        "{'2021': 1.50::DECIMAL(18, 2), '2022': 2::DECIMAL(18, 2), '2019': 3::DECIMAL(18, 2)}",
        "MAP {'2021': 1.5::DOUBLE, '2022': 2::DOUBLE}",
        "MAP {2021: '1.50', 2022: '２'}",
    ],
)
def test_years_inside_a_column(
    opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path, income: str
) -> None:
    register = opened(write(tmp_path / "register.parquet", f"SELECT {income} AS income"))
    assert values(connection, register) == {1: {"income": {2021: Decimal("1.5"), 2022: 2}}}
    assert raw_answers(connection, register, [1])[1]["income"].keys() == {"2021", "2022"}


def test_rows_of_a_group(opened: Opener, connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    file = write(
        tmp_path / "register.parquet",
        "SELECT unnest([[{'patent': '甲', 'granted_on': DATE '2020-02-29', 'worth': 1.10},"
        " {'patent': '乙', 'granted_on': NULL, 'worth': NULL}], [], NULL,"
        " [{'patent': '丙', 'granted_on': DATE '1800-01-01', 'worth': 1}]]) AS patents",
    )
    register = opened(file)
    assert values(connection, register) == {
        1: {"patents": ({"patent": "甲", "granted_on": date(2020, 2, 29), "worth": Decimal("1.1")}, {"patent": "乙"})},
        2: {"patents": ()},
        3: {},
    }  # fmt: skip
    assert [(row, column) for row, column, *_ in unreadable(connection, register)] == [(4, "patents")]
    assert set(register.columns["patents"].fields) == {"patent", "granted_on", "worth"}


def test_amounts_outside_their_bounds_and_odd_shares_are_told(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, scratch: Path
) -> None:
    fields = [
        build.field("whole", "decimal", min=Decimal(0), max=Decimal(100)),
        build.field("part", "decimal", min=Decimal(0)),
        build.field("ratio", "share", part=build.expression("part + part"), whole=build.expression("whole")),
    ]
    form = build.form(build.section("one", "whole", "part", "ratio"))
    call = build.call(tracks=[build.track()], fields=fields, forms=[form])
    file = write(
        tmp_path / "register.parquet",
        "SELECT unnest([10, -1, 101, NULL])::DECIMAL(18, 2) AS whole, unnest([5, 1, 2, 3])::DECIMAL(18, 2) AS part",
    )
    register = open_register(connection, file, call, build.TRACK, wanted=["ratio"], scratch=scratch)
    assert (register.unreadable, register.missing) == (0, ())
    assert [(each.column, each.count, each.rows) for each in register.warnings] == [
        ("whole", 2, (2, 3)), ("ratio", 1, (2,)),
    ]  # fmt: skip


@given(
    numbers=st.lists(st.one_of(st.floats(), st.decimals(-(10**12), 10**12, places=3).map(float)), min_size=1)
)
@example(numbers=[0.1, 0.30000000000000004, 123456789012.345, 1e15, -0.0, 1e-7, 2.5])
@settings(max_examples=40, deadline=None)
def test_a_float_is_its_shortest_text(call: Call, numbers: list[float]) -> None:
    with TemporaryDirectory() as folder, duckdb.connect() as connection:
        file = Path(folder) / "register.parquet"
        connection.execute("CREATE TABLE given (n BIGINT, capital DOUBLE)")
        connection.executemany("INSERT INTO given VALUES (?, ?)", list(enumerate(numbers)))
        connection.execute(f"COPY (SELECT capital FROM given ORDER BY n) TO '{file}'")
        register = open_register(
            connection, file, call, build.TRACK, wanted=["capital"], scratch=Path(folder)
        )
        found = values(connection, register)
    for row, number in enumerate(numbers, start=1):
        wanted = expected(call, "capital", number)
        assert found.get(row, {}).get("capital", BadInput) == wanted
