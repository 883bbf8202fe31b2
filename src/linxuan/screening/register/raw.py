"""The cells of some rows as they stand in the file: for whoever reads them again, to compare."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import duckdb

from linxuan.answers.raw import Unfit, is_blank
from linxuan.screening.register.cells import Cells
from linxuan.screening.register.register import Register
from linxuan.screening.register.remembering import remembering


def cells_of(
    connection: duckdb.DuckDBPyConnection, register: Register, rows: Sequence[int]
) -> dict[int, tuple[object, ...]]:
    """Return the cells of some readable rows as they stand in the file, which is read again, by place."""
    cells = ", ".join(["row", *(f"cell_{number}" for number in range(len(register.cells)))])
    parts = [f"{register.source.row} AS row"]
    parts += [f"{each.cell} AS cell_{number}" for number, each in enumerate(register.cells)]
    wanted = ", ".join(map(str, map(int, rows))) or "NULL"
    found = connection.execute(
        f"SELECT {cells} FROM (SELECT {', '.join(parts)} FROM {register.source.scan}) WHERE row IN ({wanted})"
    ).fetchall()
    return {row: tuple(raws) for row, *raws in found}


def raw_answers(
    connection: duckdb.DuckDBPyConnection, register: Register, rows: Sequence[int]
) -> dict[int, dict[str, object]]:
    """Return the answers of some readable rows, by place and field id, from the file, as `answers_of` does."""
    return answers_of(register, cells_of(connection, register, rows))


def answers_of(register: Register, rows: Mapping[int, Sequence[object]]) -> dict[int, dict[str, object]]:
    """Return the answers of rows, by place and field id, as one would type them, from their cells.

    Headings, words and units of the column map are already put in place, so that `read_answers` takes
    them, for a call `without_bounds`; a cell that is only a doubt it would refuse, and `strict=False`
    leaves it unknown.
    """
    readers = [(each, remembering(partial(_answer, each))) for each in register.cells]
    return {row: _answers(readers, raws) for row, raws in rows.items()}


def _answer(cells: Cells, raw: object) -> object:
    try:
        answer = cells.answer(raw)
    except Unfit:
        answer = raw
    return None if is_blank(answer) else answer


def _answers(
    readers: Iterable[tuple[Cells, Callable[[object], object]]], row: Iterable[object]
) -> dict[str, object]:
    found: dict[str, object] = {}
    for (cells, read), raw in zip(readers, row, strict=True):
        field, answer = cells.binding.field, read(raw)
        if answer is None:
            continue
        if field.years and not isinstance(answer, dict):
            answer = {str(cells.binding.year or max(field.years)): answer}
        found[field.id] = {**_years(found.get(field.id)), **answer} if isinstance(answer, dict) else answer
    return found


def _years(known: object) -> dict[str, object]:
    return known if isinstance(known, dict) else {}
