"""Rows of a register read again as an application is read, many of them."""

from collections.abc import Callable, Mapping
from functools import partial

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.answers.reading import reader_of
from linxuan.errors import BadInput
from linxuan.programme.definition import Call
from linxuan.rules.terms import Value
from linxuan.screening.register.remembering import remembering


def rows_reader(call: Call, procedure: str) -> Callable[[Mapping[str, object]], dict[str, Value]]:
    """Return what reads the answers of one row as `read_answers` does that is not strict."""
    ids = (FILED_ON, *fields_of(call, procedure))
    readers = {id: remembering(partial(_read, reader_of(call, procedure, id))) for id in ids}

    def read(raw: Mapping[str, object]) -> dict[str, Value]:
        found = ((id, readers[id](given)) for id, given in raw.items())
        return {id: value for id, value in found if value is not None}

    return read


def _read(read: Callable[[object], Value | None], raw: object) -> Value | None:
    try:
        return read(raw)
    except BadInput:
        return None
