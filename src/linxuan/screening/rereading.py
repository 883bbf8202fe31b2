"""Rows of a register read again as an application is read, many of them."""

from collections.abc import Callable, Mapping, Sequence

from linxuan.answers.reading import reader_of
from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.rules.terms import Value
from linxuan.screening.register import Register, answered


def read_again(
    call: Call, procedure: str, register: Register, rows: Mapping[int, Sequence[object]]
) -> dict[int, Mapping[str, Value]]:
    """Return the answers of rows, given by their cells, as `read_answers` reads them that is not strict."""
    readers: dict[str, Callable[[object], Value | None]] = {}

    def read(field: str, answer: object) -> Value | None:
        if field not in readers:
            readers[field] = reader_of(call, procedure, field)
        try:
            return readers[field](answer)
        except BadInput:
            return None

    columns = dict(answered(register.cells, list(rows.values()), read))
    by_row = zip(*columns.values(), strict=True) if columns else [()] * len(rows)
    return {row: _known(columns, values) for row, values in zip(rows, by_row, strict=True)}


def _known(fields: Mapping[str, object], values: Sequence[Value | None]) -> dict[str, Value]:
    return {field: value for field, value in zip(fields, values, strict=True) if value is not None}
