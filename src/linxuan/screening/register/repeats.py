"""Credit codes of a register: those that stand in several rows, and those that are malformed."""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from linxuan.language import say
from linxuan.screening.register.doubts import SHOWN, Doubt, Question, asked
from linxuan.screening.register.shapes import good_credit_code

LOOKED_AT = 20_000
"""Rows whose check characters are worked out: a source of malformed codes shows in the first of them."""


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

    Codes are told apart by 64 bits, which takes half the time and memory that texts take: two that only
    look alike would be seen once in a million registers. What does not fit in memory is put aside in the
    scratch folder.
    """
    count, rows = connection.execute(
        f"""SELECT coalesce(sum(n), 0), min(first, {SHOWN}) FROM (
            SELECT count(*) AS n, min(row) AS first
            FROM (SELECT row, {codes.code} AS code FROM {codes.relation})
            WHERE code <> '' GROUP BY hash(code) HAVING count(*) > 1)"""
    ).fetchall()[0]
    if count:
        yield Doubt(codes.heading, say("统一社会信用代码与别的行重复"), int(count), tuple(rows))
