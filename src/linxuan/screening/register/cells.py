"""One cell, read as the answers of an application are read: the reference for what SQL reads by itself."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, time
from decimal import Decimal
from functools import cached_property
from typing import Any

from linxuan.answers.choices import offered
from linxuan.answers.numbers import as_decimal
from linxuan.answers.raw import Unfit, is_blank
from linxuan.answers.reading import reader_of
from linxuan.answers.units import moved, power_between
from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.definition import Call
from linxuan.rules.terms import Value
from linxuan.screening.register.binding import Binding

_SEPARATORS = str.maketrans("；、|，,", ";;;;;")
_LENIENT = frozenset(("credit_code", "phone", "email"))
"""Text to the rules: one that is malformed is unknown, with a warning, and no reason to leave out a row."""


class Cells:
    """Reads the cells of one column, each by itself."""

    def __init__(self, call: Call, procedure: str, binding: Binding, cell: str) -> None:
        self.binding = binding
        self.cell = cell
        self._call = call
        self._procedure = procedure
        self._power = (power_between(binding.unit, binding.field.unit) or 0) if binding.unit else 0

    def read(self, raw: object) -> tuple[Value | None, str]:
        """Return the value of a cell and why it cannot be read, which is empty where it can."""
        try:
            answer = self.answer(raw)
            return (None if answer is None else self._read(answer)), ""
        except (BadInput, Unfit) as fault:
            return None, ("" if self.lenient else fault.allowed)

    @property
    def lenient(self) -> bool:
        """Whether a cell that does not fit is only a doubt."""
        return self.binding.field.kind in _LENIENT

    def answer(self, raw: object) -> object:
        """Return what a cell says, as it would be typed as an answer; None is unknown. Raises Unfit."""
        if isinstance(raw, str) and (word := raw.strip()) in self.binding.values:
            return self.binding.values[word]
        if is_blank(raw):
            return self.binding.absent
        return self._written(raw) if isinstance(raw, str) else self._typed(raw)

    def _typed(self, raw: object) -> object:
        if isinstance(raw, datetime) and raw.time() == time():
            return raw.date()
        return moved(raw, self._power) if isinstance(raw, Decimal) and raw.is_finite() else raw

    def _written(self, raw: str) -> object:
        if self.binding.field.kind == "choices":
            return self._several(raw)
        if self._has_an_inside and raw.lstrip().startswith(("{", "[")):
            return self._moved(_json(raw))
        return self._moved(raw)

    @cached_property
    def _read(self) -> Callable[[object], Value | None]:
        return reader_of(self._call, self._procedure, self.binding.field.id)

    @property
    def _has_an_inside(self) -> bool:
        field = self.binding.field
        return field.kind == "group" or (bool(field.years) and self.binding.year is None)

    def _several(self, raw: str) -> object:
        """A JSON list, or words with a sign between them; a label may have such a sign itself."""
        if raw.lstrip().startswith("["):
            return _json(raw)
        if "".join(raw.split()) in self._options:
            return [raw]
        return [word for word in raw.translate(_SEPARATORS).split(";") if word.strip()]

    @cached_property
    def _options(self) -> frozenset[str]:
        words = offered(self._call, self._procedure, self.binding.field)
        return frozenset("".join(each.split()) for each in (*words, *words.values()))

    def _moved(self, raw: object) -> object:
        """An amount in the unit of its field. Raises Unfit."""
        if not self._power or is_blank(raw):
            return raw
        if isinstance(raw, Mapping):
            return {key: self._moved(each) for key, each in raw.items()}
        return moved(as_decimal(replace(self.binding.field, unit=self.binding.unit), raw), self._power)


def _json(raw: str) -> Any:
    """Raises Unfit."""
    try:
        return json.loads(
            raw, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_without_repeats
        )
    except (ValueError, ArithmeticError, RecursionError):
        raise Unfit(say("这一格应是JSON，但读不出来")) from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _no_number(word: str) -> None:
    raise ValueError(word)
