"""What is odd about a register and is taken all the same: told with a count and the first rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.rules.sql.columns import Columns, year_key
from linxuan.rules.terms import Arithmetic, Name, Term
from linxuan.screening.register.shapes import good_credit_code, narrow_code, shaped_code
from linxuan.screening.register.source import Range

_SHOWN = 5
_AT_ONCE = 1_000_000
"""Codes that are held in memory to find repeated ones."""


@dataclass(frozen=True)
class Doubt:
    """Something odd that is taken all the same: how often, and the first rows where it stands."""

    column: str
    problem: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Codes:
    """Where the credit codes stand: `code` is SQL over `relation`."""

    heading: str
    relation: str
    code: str
    rows: int


def bounds(
    connection: duckdb.DuckDBPyConnection,
    call: Call,
    relation: str,
    columns: Columns,
    ranges: Mapping[str, Range],
    headings: Mapping[str, str],
) -> Iterator[Doubt]:
    """Yield the amounts outside the bounds of their field; `ranges` by key spare a look at the rows."""
    for key, column in columns.items():
        field = call.fields.get(key.partition("@")[0])
        if (
            field is None
            or (field.min is None and field.max is None)
            or field.kind not in ("integer", "decimal")
        ):
            continue
        outside = [
            *([f"{column.sql} < {field.min:f}"] if field.min is not None else []),
            *([f"{column.sql} > {field.max:f}"] if field.max is not None else []),
        ]
        if not _within(field, ranges.get(key)):
            told = say("在 {least} 到 {most} 之外", least=_shown(field.min), most=_shown(field.max))
            yield from counted(connection, relation, " OR ".join(outside), headings.get(key, key), told)


def odd_shares(
    connection: duckdb.DuckDBPyConnection, fields: Mapping[str, Field], relation: str, columns: Columns
) -> Iterator[Doubt]:
    """Yield shares whose part is larger than their whole, of those that are plain sums of columns."""
    for field in fields.values():
        if field.kind != "share" or not field.part or not field.whole:
            continue
        part = _sum(field.part.term, fields, columns)
        whole = _sum(field.whole.term, fields, columns)
        if part and whole:
            told = say("部分大于整体")
            yield from counted(connection, relation, f"{part} > {whole}", field.name, told)


def watched_codes(connection: duckdb.DuckDBPyConnection, codes: Codes) -> Iterator[Doubt]:
    """Yield what is odd about codes as they were written: malformed, and repeated.

    Only those that have not their shape as they stand are freed of spaces and small letters.
    """
    given = f"(SELECT row, {codes.code} AS cell FROM {codes.relation})"
    narrow = f"(SELECT row, cell, CASE WHEN {shaped_code('cell')} THEN cell ELSE {narrow_code('cell')} END AS code FROM {given})"
    judged = f"(SELECT row, cell, code, {good_credit_code('code')} AS good FROM {narrow})"
    others, count, rows = connection.execute(
        f"""SELECT count(*) FILTER (cell <> code), count(*) FILTER (code <> '' AND NOT good),
                   min(row, {_SHOWN}) FILTER (code <> '' AND NOT good) FROM {judged}"""
    ).fetchall()[0]
    if count:
        yield Doubt(codes.heading, say("格式或校验不对"), int(count), tuple(rows))
    yield from repeated(connection, replace(codes, code=narrow_code(codes.code)) if others else codes)


def repeated(connection: duckdb.DuckDBPyConnection, codes: Codes) -> Iterator[Doubt]:
    """Yield the rows whose credit code stands in another row too. Codes are looked at in shares by hash."""
    shares = codes.rows // _AT_ONCE + 1
    count, rows = 0, list[int]()
    for share in range(shares):
        where = f"hash(code) % {shares} = {share}" if shares > 1 else "code IS NOT NULL"
        found = connection.execute(
            f"""SELECT coalesce(sum(n), 0), list(first ORDER BY first)[:{_SHOWN}] FROM (
                SELECT count(*) AS n, min(row) AS first FROM
                (SELECT row, {codes.code} AS code FROM {codes.relation}) WHERE {where} AND code <> ''
                GROUP BY code HAVING count(*) > 1)"""
        ).fetchall()[0]
        count, rows = count + int(found[0]), sorted({*rows, *(found[1] or ())})[:_SHOWN]
    if count:
        yield Doubt(codes.heading, say("统一社会信用代码与别的行重复"), count, tuple(rows))


def counted(
    connection: duckdb.DuckDBPyConnection, relation: str, where: str, column: str, problem: str
) -> Iterator[Doubt]:
    """Yield one doubt if any row fulfils the condition."""
    count, rows = connection.execute(
        f"SELECT count(*), min(row, {_SHOWN}) FROM {relation} WHERE {where}"
    ).fetchall()[0]
    if count:
        yield Doubt(column, problem, int(count), tuple(rows))


def _within(field: Field, range: Range | None) -> bool:
    if range is None:
        return False
    least, most = range
    if not isinstance(least, Decimal) or not isinstance(most, Decimal):
        return False
    return (field.min is None or field.min <= least) and (field.max is None or most <= field.max)


def _shown(bound: object) -> str:
    return say("不限") if bound is None else f"{bound:,f}"


def _sum(term: Term, fields: Mapping[str, Field], columns: Columns) -> str:
    """SQL for a name or a sum of names; empty for anything else, and where a column is missing."""
    if isinstance(term, Name):
        field = fields.get(term.id)
        if field is not None and field.kind == "computed" and field.value:
            return _sum(field.value.term, fields, columns)
        key = year_key(term.id, max(field.years)) if field is not None and field.years else term.id
        return columns[key].sql if key in columns else ""
    if isinstance(term, Arithmetic) and term.operator == "+":
        left, right = _sum(term.left, fields, columns), _sum(term.right, fields, columns)
        return f"CAST({left} AS DECIMAL(28, 6)) + {right}" if left and right else ""
    return ""
