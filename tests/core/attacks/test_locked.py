"""SQL that should never get there, against the screening's connection: refused, or stopped in time."""

import random
import time
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

from linxuan.rules.sql.dialect import DuckDb
from linxuan.screening.confined import Reach, Stopped, confined
from linxuan.screening.locked import locked_connection

MEMORY = 300 * 2**20


class Places(NamedTuple):
    """An input that may be read, a scratch folder, and a file that is none of the screening's."""

    input: Path
    scratch: Path
    secret: Path


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Places:
    root = tmp_path_factory.mktemp("places")
    for name in ("in", "scratch", "elsewhere"):
        (root / name).mkdir()
    made = Places(root / "in" / "register.csv", root / "scratch", root / "elsewhere" / "secret.csv")
    made.input.write_text("a,b\n1,2\n", "utf-8")
    made.secret.write_text("secret\n42\n", "utf-8")
    (made.scratch / "link.csv").symlink_to(made.secret)
    (made.scratch / "mine.csv").write_text("a\n1\n", "utf-8")
    (root / "in" / "named.csv").symlink_to(made.input)
    return made


REFUSED = (
    "SELECT * FROM read_csv('{secret}')",
    "SELECT * FROM read_text('{secret}')",
    "SELECT * FROM read_blob('{secret}')",
    "SELECT * FROM read_json('{secret}')",
    "SELECT * FROM read_parquet('{secret}')",
    "SELECT * FROM parquet_metadata('{secret}')",
    "SELECT * FROM sniff_csv('{secret}')",
    "SELECT * FROM '{secret}'",
    "SELECT * FROM glob('{secret}')",
    "SELECT * FROM glob('/*')",
    "SELECT * FROM read_text('/etc/passwd')",
    "SELECT * FROM read_text('/proc/self/environ')",
    "SELECT * FROM read_text('{scratch}/../elsewhere/secret.csv')",
    "SELECT * FROM read_text('{scratch}/link.csv')",
    "SELECT * FROM read_csv(['{input}', '{secret}'])",
    "ATTACH '{secret}' AS other",
    "ATTACH '{secret}.db' AS other",
    "EXPORT DATABASE '{secret}.d'",
    "IMPORT DATABASE '{secret}.d'",
    "COPY (SELECT 1) TO '{secret}'",
    "COPY (SELECT 1) TO '{secret}.new' (FORMAT parquet)",
    "COPY (SELECT 1) TO '/dev/stdout' (FORMAT csv)",
    "COPY (SELECT 1) TO '{scratch}/../new.csv'",
    "CREATE TABLE copied AS SELECT * FROM '{secret}'",
    "INSTALL httpfs",
    "FORCE INSTALL spatial FROM community",
    "LOAD httpfs",
    "LOAD '{scratch}/evil.duckdb_extension'",
    "SELECT * FROM read_csv('http://127.0.0.1:9/a.csv')",
    "SELECT * FROM read_parquet('s3://bucket/a.parquet')",
    "SELECT * FROM read_text('hf://datasets/a')",
    "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')",
    "CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'b')",
    "SET enable_external_access = true",
    "SET allowed_paths = ['{secret}']",
    "SET allowed_directories = ['/']",
    "SET memory_limit = '20GB'",
    "SET threads = 64",
    "SET temp_directory = '/tmp'",
    "SET python_enable_replacements = true",
    "SET lock_configuration = false",
    "SET SESSION max_expression_depth = 1000000",
    "RESET lock_configuration",
    "RESET allowed_directories",
    "PRAGMA threads = 64",
    "PRAGMA memory_limit = '20GB'",
    "PRAGMA enable_external_access = true",
    "SET file_search_path = '/etc'",
    "SET home_directory = '/root'",
    "SET profiling_output = '{secret}.txt'",
    "SET log_query_path = '{secret}.txt'",
    "SELECT * FROM secret_frame",
    "SELECT * FROM request",
    "SELECT getenv('HOME')",
    "SELECT * FROM query('SELECT * FROM read_text(''{secret}'')')",
    "CREATE MACRO m() AS TABLE SELECT * FROM read_text('{secret}'); SELECT * FROM m()",
    "CHECKPOINT; ATTACH ':memory:' AS m2; USE m2; SELECT * FROM read_text('{secret}')",
    "SELECT " + "(" * 5_000 + "1" + ")" * 5_000,
    "SELECT " + "NOT " * 5_000 + "true",
    "SELECT len(range(1000000000))",
    "SELECT len(repeat('x', 4000000000))",
)
STOPPED = (
    "SELECT sum(a.i * b.i) FROM range(100000000) a(i), range(100000000) b(i)",
    "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT sum(n) FROM t",
    "SELECT count(*) FROM range(100000000000000)",
    "SELECT len(repeat('x', 1000000000))",
    "SELECT string_agg(repeat('x', 1000), '') FROM range(10000000)",
    "SELECT list(i) FROM range(10000000000) t(i)",
    "CREATE TABLE t AS SELECT repeat('x', 1000) || i AS a FROM range(100000000) t(i)",
    "SELECT count(DISTINCT repeat('x', 1000) || i) FROM range(100000000) t(i)",
    "SELECT i FROM range(1000000000) t(i) ORDER BY hash(i)",
    "SELECT 1 WHERE 5 IN (" + ", ".join(map(str, range(100_000))) + ") AND sleep_ms(600000) IS NULL",
)


def _run(places: Places, work: str, seconds: float = 20.0, **request: Any) -> dict[str, Any]:
    asked = {"inputs": [str(places.input)], "scratch": str(places.scratch), "memory": MEMORY, **request}
    return confined(work, asked, memory=MEMORY, seconds=seconds)


def _filled(sql: str, places: Places) -> str:
    return (
        sql.replace("{secret}", str(places.secret))
        .replace("{scratch}", str(places.scratch))
        .replace("{input}", str(places.input))
    )


def test_nothing_outside_is_reached_and_no_setting_is_changed(places: Places) -> None:
    statements = [_filled(sql, places) for sql in REFUSED]
    found = _run(places, "probe", statements=statements)["found"]
    assert {sql[:100]: word for sql, word in found.items() if word.startswith("gave")} == {}
    assert places.secret.read_text("utf-8") == "secret\n42\n"
    assert sorted(each.name for each in places.secret.parent.iterdir()) == ["secret.csv"]


@pytest.mark.parametrize("sql", STOPPED, ids=lambda sql: sql[:40])
def test_what_grows_or_never_ends_is_stopped_in_time(places: Places, sql: str) -> None:
    begun = time.monotonic()
    with pytest.raises(Stopped) as caught:
        _run(places, "query", seconds=1.0, sql=sql)
    assert caught.value.limit in ("memory", "seconds", "disk"), caught.value.detail
    assert time.monotonic() - begun < 5


def test_the_input_is_read_and_the_scratch_is_written(places: Places) -> None:
    statements = [
        f"SELECT sum(a + b) FROM read_csv('{places.input}')",
        f"SELECT count(*) FROM read_csv('{places.input.with_name('named.csv')}')",
        f"COPY (SELECT 1 AS a) TO '{places.scratch}/out.parquet'",
        f"SELECT a FROM '{places.scratch}/out.parquet'",
    ]
    found = _run(places, "probe", inputs=[str(places.input.with_name("named.csv"))], statements=statements)
    assert list(found["found"].values()) == ["gave [(3,)]", "gave [(1,)]", "gave [(1,)]", "gave [(1,)]"]


def test_the_kernel_keeps_sql_from_the_input_even_where_duckdb_does_not(places: Places) -> None:
    """DuckDB takes a path that may be read as one that may be written."""
    sql = f"COPY (SELECT 1) TO '{places.input}' (FORMAT csv, USE_TMP_FILE false)"
    asked = {
        "inputs": [str(places.input)],
        "scratch": str(places.scratch),
        "memory": MEMORY,
        "statements": [sql],
    }
    reach = Reach(reads=[places.input], writes=[places.scratch])
    assert confined("probe", asked, memory=MEMORY, seconds=20, reach=reach)["found"][sql] == "IOException"
    assert places.input.read_text("utf-8") == "a,b\n1,2\n"


def test_a_large_sort_spills_to_the_scratch_and_stays_within_its_memory(places: Places) -> None:
    sql = "SELECT count(*) FROM (SELECT i FROM range(6000000) t(i) ORDER BY hash(i) LIMIT 5000000) u"
    assert _run(places, "query", sql=sql)["rows"] == "[(5000000,)]"


def test_odd_names_of_files_are_only_names(tmp_path: Path) -> None:
    folder = tmp_path / "it's, ['x'] -- \\"
    folder.mkdir()
    file = folder / "a';.csv"
    file.write_text("a\n1\n", "utf-8")
    connection = locked_connection([file], tmp_path / "scratch", memory=MEMORY, threads=1)
    assert connection.read_csv(str(file)).fetchall() == [(1,)]
    with pytest.raises(duckdb.PermissionException):
        connection.read_csv(str(tmp_path / "other.csv"))


def test_a_hostile_text_comes_back_from_the_database_as_it_went_in(tmp_path: Path) -> None:
    """Texts and names of a package are all that of it ever stands in SQL."""
    chance, dialect = random.Random(20), DuckDb()
    pieces = [
        "'",
        "''",
        '"',
        "\\",
        ";",
        "--",
        "/*",
        "*/",
        "$$",
        "$x$",
        "E'",
        "%",
        "{}",
        "甲",
        "𠮷",
        " OR 1=1 ",
        "\\u0027",
    ]
    texts = ["".join(chance.choices(pieces, k=chance.randrange(1, 8))) for _ in range(400)]
    sql = f"SELECT {', '.join(f'{dialect.text(each)} AS {dialect.identifier(each + str(at))}' for at, each in enumerate(texts))}"
    connection = locked_connection([], tmp_path, memory=MEMORY, threads=1)
    assert len(connection.extract_statements(sql)) == 1
    found = connection.execute(sql)
    assert [column[0] for column in found.description or ()] == [
        each + str(at) for at, each in enumerate(texts)
    ]
    assert found.fetchone() == tuple(texts)
