"""The register that all engines are measured on: invented firms, made from a seed by DuckDB.

What makes it like a real one: each column has a share of unknowns of its own, from 0.5 to 90 %; about
2 % of the rows stand exactly on the boundary of a rule; some firms were founded on 29 February; some
bases are zero.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb

from bench.rules.columns import COLUMNS
from bench.rules.places import workplace
from linxuan.credit_code import ALPHABET

SEED = 20310630
ROWS_IN_A_GROUP = 122_880
MOST_MEMORY = "1GB"
_SQL = Path(__file__).with_name("register.sql")
_UNKNOWN_DRAWS = 100
"""The first number of those by which a value becomes unknown; below it are those of the values."""


def register(rows: int, seed: int = SEED) -> Path:
    """Return the Parquet file with so many rows; one that was made by the same recipe is used again."""
    macros, recipe = _macros(seed), _recipe(rows)
    digest = hashlib.sha256((macros + recipe).encode()).hexdigest()[:8]
    path = workplace() / f"register-{rows}-{digest}.parquet"
    if not path.exists():
        _make(macros, recipe, path)
    return path


def _make(macros: str, recipe: str, path: Path) -> None:
    unfinished = path.with_suffix(".part")
    with duckdb.connect() as connection:
        connection.execute(f"SET memory_limit = '{MOST_MEMORY}'")
        connection.execute(macros)
        options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS_IN_A_GROUP}"
        connection.execute(f"COPY ({recipe}) TO '{unfinished}' ({options})")
    unfinished.replace(path)


def _recipe(rows: int) -> str:
    columns = ", ".join(_shown(number, name) for number, name in enumerate(COLUMNS, start=_UNKNOWN_DRAWS))
    return _SQL.read_text("utf-8").replace(":rows", str(rows)).replace(":columns", columns)


def _shown(number: int, name: str) -> str:
    """One column: its value as it is stored, or unknown. `revenue@2030` was drawn as revenue_2030."""
    column = COLUMNS[name]
    value = f"CAST({name.replace('@', '_')} AS {column.stored})"
    return f'CASE WHEN u(i, {number}) >= {column.unknown} THEN {value} END AS "{name}"'


def _macros(seed: int) -> str:
    """The words that register.sql is written with; `u` is uniform from 0 to 1."""
    return f"""
    CREATE MACRO u(i, number) AS hash(i * 256 + number + {seed * 1_000_003 % 2**40}) / 18446744073709551616.0;
    CREATE MACRO pick(list, x) AS list[1 + CAST(floor(x * len(list)) AS INTEGER)];
    CREATE MACRO amount(least, most, x) AS round(least * pow(most / least, x), 2);
    CREATE MACRO part(whole, x) AS round(whole * x, 2);
    CREATE MACRO day(first, days, x) AS CAST(first AS DATE) + CAST(floor(x * days) AS INTEGER);
    CREATE MACRO organisation_check(serial) AS (11 - ({_weighted("serial", _ORGANISATION)}) % 11) % 11;
    CREATE MACRO credit_check(front, serial, ninth) AS (31 - (
        {_weighted("front", _CREDIT[:8])} + {_weighted("serial", _CREDIT[8:16])}
        + {_CREDIT[16]} * CASE ninth WHEN 10 THEN {ALPHABET.index("X")} ELSE ninth END) % 31) % 31;
    CREATE MACRO credit_code(front, serial, ninth) AS
        CAST(front AS VARCHAR) || CAST(serial AS VARCHAR) || '0123456789X'[ninth + 1]
        || '{ALPHABET}'[credit_check(front, serial, ninth) + 1];
    """


_ORGANISATION = (3, 7, 9, 10, 5, 8, 4, 2)
"""The weights of GB 11714."""
_CREDIT = tuple(pow(3, place, 31) for place in range(17))
"""The weights of GB 32100."""


def _weighted(number: str, weights: Sequence[int]) -> str:
    """The digits of a whole number, each by its weight, added up."""
    places = [10 ** (len(weights) - 1 - place) for place in range(len(weights))]
    return " + ".join(f"{w} * ({number} // {p} % 10)" for w, p in zip(weights, places, strict=True))
