"""What is odd about a register and is taken all the same: told with a count and the first rows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.rules.sql.columns import Columns, year_key
from linxuan.rules.terms import Arithmetic, Name, Term
from linxuan.screening.register.source import Range

SHOWN = 5
"""Rows that a doubt names."""


@dataclass(frozen=True)
class Doubt:
    """Something odd that is taken all the same: how often, and the first rows where it stands."""

    column: str
    problem: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Question:
    """What would be odd about a row: `where` is SQL over it."""

    column: str
    problem: str
    where: str


def bounds(
    call: Call,
    columns: Columns,
    ranges: Mapping[str, Range],
    headings: Mapping[str, str],
) -> Iterator[Question]:
    """Ask for the amounts outside the bounds of their field; `ranges` by key spare a look at the rows."""
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
            yield Question(headings.get(key, key), told, " OR ".join(outside))


def odd_shares(fields: Mapping[str, Field], columns: Columns) -> Iterator[Question]:
    """Ask for shares whose part is larger than their whole, of those that are plain sums of columns."""
    for field in fields.values():
        if field.kind != "share" or not field.part or not field.whole:
            continue
        part = _sum(field.part.term, fields, columns)
        whole = _sum(field.whole.term, fields, columns)
        if part and whole:
            told = say("部分大于整体")
            yield Question(field.name, told, f"{part} > {whole}")


def asked(
    connection: duckdb.DuckDBPyConnection, relation: str, questions: Sequence[Question]
) -> Iterator[Doubt]:
    """Yield a doubt for each question that some row answers: all are counted in one look at the rows."""
    if not questions:
        return
    counts = connection.execute(
        f"SELECT {', '.join(f'count_if({each.where})' for each in questions)} FROM {relation}"
    ).fetchall()[0]
    for question, count in zip(questions, counts, strict=True):
        # DuckDB counts NULL where a condition is never known.
        if count:
            ((rows,),) = connection.execute(
                f"SELECT min(row, {SHOWN}) FROM {relation} WHERE {question.where}"
            ).fetchall()
            yield Doubt(question.column, question.problem, int(count), tuple(rows))


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
