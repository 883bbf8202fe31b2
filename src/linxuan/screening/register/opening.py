"""Opening a register: its file, its columns, its cells, and what is to be said of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import duckdb

from linxuan.answers.fields import fields_of
from linxuan.answers.raw import shown
from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.screening.register import quoting
from linxuan.screening.register.doubts import Doubt, asked, bounds, odd_shares
from linxuan.screening.register.files import source_of
from linxuan.screening.register.headings import bound
from linxuan.screening.register.mapping import NO_MAP, ColumnMap
from linxuan.screening.register.odd import Progress
from linxuan.screening.register.parquet import ranges_of
from linxuan.screening.register.reading import Reading, Uneven
from linxuan.screening.register.register import Register
from linxuan.screening.register.repeats import Codes, malformed, repeated
from linxuan.screening.register.shapes import narrow_code
from linxuan.screening.register.source import Given, Range, Source, refused
from linxuan.screening.register.storing import Plan, columns_of, identity_name, planned
from linxuan.screening.register.wanted import codes_of, fields_for, without_bounds


def silent(what: str, done: int, total: int) -> None:
    """Say nothing of how far it is."""


def open_register(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    call: Call,
    procedure: str,
    *,
    wanted: Collection[str],
    scratch: Path,
    mapping: ColumnMap = NO_MAP,
    sheet: str = "",
    watch: bool = True,
    progress: Progress = silent,
) -> Register:
    """Open a file of answers, one row for each applicant, with the columns of the `wanted` fields.

    `scratch` is a folder for files of this run, which the connection may read and write. `watch` looks
    for what is odd as well, and costs a look at the credit codes. Raises BadInput with one sentence if
    the file cannot be read or the map does not fit it.
    """
    source = source_of(connection, path, scratch, sheet, progress)
    opening = partial(_opened, connection, call, procedure, wanted, scratch, mapping, watch, progress)
    try:
        try:
            return opening(source)
        except (duckdb.InvalidInputException, Uneven):
            if source.mend is None:
                raise
            return opening(source.mend())
    except (duckdb.OutOfMemoryException, duckdb.InterruptException):
        raise
    except (duckdb.Error, Uneven):
        raise refused(path, say("有的行读不出来：文件可能不完整，或有一行太长")) from None


def _opened(
    connection: duckdb.DuckDBPyConnection,
    call: Call,
    procedure: str,
    wanted: Collection[str],
    scratch: Path,
    mapping: ColumnMap,
    watch: bool,
    progress: Progress,
    source: Source,
) -> Register:
    free = without_bounds(call)
    fields = fields_for(free, procedure, wanted)
    columns = bound(free, procedure, source, fields, mapping)
    codes = _codes(free, procedure, source, mapping, fields) if watch else ()
    carried = (*columns.identity, *codes)
    plans = planned(free, procedure, source, columns.bindings)
    reading = Reading(connection, free, procedure, source, carried, scratch, progress)
    relation, plans = reading.typed(plans) if source.typed else reading.written(plans)
    names = {each.heading: quoting.name(identity_name(place)) for place, each in enumerate(carried)}
    watched = _watched(connection, call, procedure, source, relation, plans) if watch else ()
    looked_at = (
        _codes_watched(
            connection, reading.rows, relation, plans, {each.heading: names[each.heading] for each in codes}
        )
        if watch
        else ()
    )
    return Register(
        relation=relation,
        columns=columns_of(plans),
        rows=reading.rows,
        unreadable=reading.unreadable(),
        unreadable_rows=reading.unreadable_rows,
        missing=columns.missing,
        unused=tuple(each for each in columns.unused if each not in names),
        warnings=(*reading.doubts, *watched, *looked_at),
        notes=tuple(_notes(fields, mapping)),
        digest=source.digest,
        identity={each.heading: names[each.heading] for each in columns.identity},
        cells=reading.cells(plans),
        source=source,
        raw=reading.raw,
    )


def _codes(
    call: Call, procedure: str, source: Source, mapping: ColumnMap, wanted: Collection[str]
) -> tuple[Given, ...]:
    """Columns of credit codes that no rule asks for: watched all the same."""
    fields = {id: field for id, field in codes_of(call, procedure).items() if id not in wanted}
    bindings = bound(call, procedure, source, fields, mapping).bindings
    return tuple(
        Given(each.binding.heading, each.shape.cell, "VARCHAR")
        for each in planned(call, procedure, source, bindings)
    )


def _watched(
    connection: duckdb.DuckDBPyConnection,
    call: Call,
    procedure: str,
    source: Source,
    relation: str,
    plans: Sequence[Plan],
) -> Iterator[Doubt]:
    """What is odd about values that are taken."""
    columns, fields = columns_of(plans), fields_of(call, procedure)
    headings = {key: each.binding.heading for each in plans for key in each.binding.keys}
    ranges = _ranges(connection, source, relation, plans)
    questions = [*bounds(call, columns, ranges, headings), *odd_shares(fields, columns)]
    yield from asked(connection, relation, questions)


def _codes_watched(
    connection: duckdb.DuckDBPyConnection,
    rows: int,
    relation: str,
    plans: Sequence[Plan],
    others: Mapping[str, str],
) -> Iterator[Doubt]:
    """Credit codes that stand twice; of those that no rule asked for (heading → SQL) also the malformed."""
    for plan in plans:
        if plan.binding.field.kind == "credit_code":
            code = quoting.name(plan.binding.keys[0])
            yield from repeated(connection, Codes(plan.binding.heading, relation, code, rows))
    for heading, cell in others.items():
        codes = Codes(heading, relation, narrow_code(cell), rows)
        yield from malformed(connection, codes)
        yield from repeated(connection, codes)


def _ranges(
    connection: duckdb.DuckDBPyConnection, source: Source, relation: str, plans: Sequence[Plan]
) -> dict[str, Range]:
    """Least and greatest by key: as the source states them, or the file that was written."""
    if relation.startswith("read_parquet("):
        return ranges_of(connection, relation.removeprefix("read_parquet(").removesuffix(")"))
    stated = ((each.binding.keys[0], source.ranges.get(each.binding.heading), each) for each in plans)
    return {key: range for key, range, plan in stated if range and plan.shape.lies and not plan.told}


def _notes(fields: Mapping[str, Field], mapping: ColumnMap) -> Iterator[str]:
    """What an empty cell was taken for: an assumption about the source, so it is said."""
    for id, value in mapping.absent.items():
        if id in fields:
            yield say("“{label}”空着按 {value} 计（列对照表）", label=fields[id].name, value=shown(value))
    if mapping.absent and mapping.until:
        yield say("空着的含义只到 {day} 为止", day=mapping.until)
