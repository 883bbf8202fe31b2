"""Credit codes of a register: those that stand in several rows, and those that are malformed."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from linxuan.language import say
from linxuan.screening.register.doubts import SHOWN, Doubt, Question, asked
from linxuan.screening.register.shapes import good_credit_code

LOOKED_AT = 50_000
"""Rows whose check characters are worked out: a source of malformed codes shows in the first of them."""
_HASHES = "repeated_codes"


@dataclass(frozen=True)
class Codes:
    """Where the credit codes stand: `code` is SQL over `relation`, as they are told apart."""

    heading: str
    relation: str
    code: str
    rows: int


def malformed(connection: duckdb.DuckDBPyConnection, codes: Codes) -> Iterator[Doubt]:
    """Yield the codes that have not the shape or the check character, among the first `LOOKED_AT` rows."""
    told = say("格式或校验不对")
    if codes.rows > LOOKED_AT:
        told = say("格式或校验不对（只查前{rows}行）", rows=f"{LOOKED_AT:,}")
    given = f"(SELECT row, {codes.code} AS code FROM {codes.relation} WHERE row <= {LOOKED_AT})"
    where = f"code <> '' AND NOT {good_credit_code('code')}"
    yield from asked(connection, given, [Question(codes.heading, told, where)])


def repeated(connection: duckdb.DuckDBPyConnection, codes: Codes) -> Iterator[Doubt]:
    """Yield the rows whose credit code stands in another row too.

    Grouping numbers takes a third of the memory of grouping texts; only codes whose hash comes twice are
    looked at as texts. What does not fit in memory is put aside in the scratch folder.
    """
    given = f"(SELECT row, {codes.code} AS code FROM {codes.relation})"
    short = "(hash(code) & 4294967295)::UINTEGER"
    several = connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {_HASHES} AS SELECT h FROM
            (SELECT {short} AS h FROM {given} WHERE code <> '') GROUP BY h HAVING count(*) > 1"""
    ).fetchall()[0][0]
    count, rows = 0, list[int]()
    if several:
        count, rows = connection.execute(
            f"""SELECT coalesce(sum(n), 0), min(first, {SHOWN}) FROM (
                SELECT count(*) AS n, min(row) AS first FROM {given}
                WHERE code <> '' AND {short} IN (FROM {_HASHES}) GROUP BY code HAVING count(*) > 1)"""
        ).fetchall()[0]
    connection.execute(f"DROP TABLE {_HASHES}")
    if count:
        yield Doubt(codes.heading, say("统一社会信用代码与别的行重复"), int(count), tuple(rows))
