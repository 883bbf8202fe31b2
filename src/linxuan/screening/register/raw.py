"""The cells of some rows as they stand in the file: for whoever reads them again, to compare."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

import duckdb

from linxuan.answers.raw import Unfit, is_blank
from linxuan.screening.register.cells import Cells
from linxuan.screening.register.register import Register
from linxuan.screening.register.remembering import remembering

Found = TypeVar("Found")


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
    found: dict[int, dict[str, object]] = {row: {} for row in rows}
    for field, answers in answered(register.cells, list(rows.values()), _as_it_is):
        for told, answer in zip(found.values(), answers, strict=True):
            told.update({field: answer} if answer is not None else {})
    return found


def answered(
    cells: Sequence[Cells], rows: Sequence[Sequence[object]], read: Callable[[str, object], Found | None]
) -> Iterator[tuple[str, list[Found | None]]]:
    """Read rows column by column: yield the id of each field with what `read` makes of its answers, row by row.

    A cell that stands in several rows is read once; where there is no answer, there is None.
    """
    columns = list(zip(*rows, strict=True)) or [()] * len(cells)
    for field, places in _fields(cells).items():
        if not cells[places[0]].binding.field.years:
            (place,) = places
            one = remembering(partial(_told, read, field, partial(_answer, cells[place])))
            yield field, list(map(one, columns[place]))
        else:
            several = partial(_told, read, field, partial(_by_year, [cells[place] for place in places]))
            yield field, list(map(several, zip(*(columns[place] for place in places), strict=True)))


def _fields(cells: Iterable[Cells]) -> dict[str, list[int]]:
    """Where the cells of each field stand."""
    found: dict[str, list[int]] = {}
    for place, each in enumerate(cells):
        found.setdefault(each.binding.field.id, []).append(place)
    return found


def _as_it_is(_: str, answer: object) -> object:
    return answer


def _told(
    read: Callable[[str, object], Found | None], field: str, answer: Callable[[Any], object], raw: object
) -> Found | None:
    found = answer(raw)
    return None if found is None else read(field, found)


def _answer(cells: Cells, raw: object) -> object:
    try:
        answer = cells.answer(raw)
    except Unfit:
        answer = raw
    return None if is_blank(answer) else answer


def _by_year(several: Sequence[Cells], raws: Sequence[object]) -> object:
    """The answer to a table of years, whose cells may be of one year each, or of all of them."""
    found: dict[str, object] = {}
    for cells, raw in zip(several, raws, strict=True):
        answer = _answer(cells, raw)
        if isinstance(answer, dict):
            found |= answer
        elif answer is not None:
            found[str(cells.binding.year or max(cells.binding.field.years))] = answer
    return found or None
