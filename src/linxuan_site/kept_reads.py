"""Reads whose statement is made once: from then on only the values are filled in.

A page of an office asks some twenty questions, the same ones each time. Django makes each of them up anew
(filters, joins, columns, words), which costs more than the database needs to answer. `kept_read` makes a function
that returns a queryset into one that returns its rows: the first call makes the statement, with a place for each
value, and keeps it; every later call fills in its own values and asks. Of what was *answered* nothing is kept.
"""

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from datetime import date, datetime
from functools import cache, lru_cache, wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Model, QuerySet

MOST_KEPT = 128
"""So many shapes of one read are kept."""
LARGEST = 2**63 - 1
"""A number from an address may be larger than any column: then it is as good as the largest, which none has."""
Values = ParamSpec("Values")
Row = TypeVar("Row")


def kept_read(made: Callable[Values, "QuerySet[Any, Row]"]) -> Callable[Values, list[Row]]:
    """Return a read that asks what `made` returns, and makes its statement only once.

    What is given by position are values: each one (a text, a number, a time) or several in a collection, for
    `__in`. `made` sees a place instead of each; it compares columns with it, and can do nothing else (`TypeError`).
    What is given by name is the shape of the statement: hashable, and seldom another.
    """

    @lru_cache(maxsize=MOST_KEPT)
    def statement(_vendor: str, several: tuple[bool, ...], shape: tuple[tuple[str, Any], ...]) -> _Statement:
        places = [_Given(number, one) for number, one in enumerate(several)]
        return _Statement(made(*places, **dict(shape)))  # type: ignore[arg-type]

    @wraps(made)
    def read(*values: Values.args, **shape: Values.kwargs) -> list[Row]:
        several = tuple(_is_several(one) for one in values)
        # A copy to read from is of the same kind as the database that it copies.
        found = statement(connections[DEFAULT_DB_ALIAS].vendor, several, tuple(shape.items()))
        return found.rows(values)

    return read


def hold(row: Model, relation: str, read: Callable[[int], Sequence[Model]]) -> None:
    """Let `row.RELATION.all()` answer with what a kept read finds for its key, as after a prefetch; once for a row.

    A prefetch makes up its statement anew each time.
    """
    held: dict[str, Any] = vars(row).setdefault("_prefetched_objects_cache", {})
    if relation in held:
        return
    manager = getattr(row, relation)
    asked, found = manager.get_queryset(), read(row.pk)
    for one in found:
        setattr(one, manager.field.name, row)
    vars(asked).update(_result_cache=found, _prefetch_done=True)
    held[relation] = asked


def let_go(row: Model, relation: str) -> None:
    """Let `row.RELATION.all()` ask again: what was held is no longer all that there is."""
    vars(row).get("_prefetched_objects_cache", {}).pop(relation, None)


class _Given:
    """What stands for a value while a statement is made: it can be compared with, and decides nothing."""

    def __init__(self, number: int, several: bool) -> None:
        self._place = _Place(number, several)

    def resolve_expression(self, *_: object, **__: object) -> "_Place":
        """Return the place of the value (what Django asks of all that a column is compared with)."""
        return self._place

    def _decide(self, *_: object) -> NoReturn:
        raise TypeError("what decides the shape of a kept read is given by name")

    __bool__ = __iter__ = __len__ = __eq__ = __hash__ = __str__ = _decide


class _Place(Expression):
    """Where in a statement the value comes that is given as number `number`, or the `several` values."""

    def __init__(self, number: int, several: bool) -> None:
        super().__init__()
        self.number, self.several = number, several

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:  # noqa: ARG002 - Django's
        """Return the words with the place itself as their parameter."""
        if not self.several:
            return "%s", (self,)
        rows = "SELECT unnest(%s)" if connection.vendor == "postgresql" else "SELECT value FROM json_each(%s)"
        return f"({rows})", (self,)


class _Statement:
    """The text of a queryset, with places for values among its parameters."""

    def __init__(self, asked: "QuerySet[Any, Any]") -> None:
        self._asked = asked
        self._compiler = asked.query.get_compiler(using=asked.db)
        text, self._parameters = self._compiler.as_sql()
        columns = self._compiler.select[: self._compiler.col_count]
        # How each column is read is the same each time, too.
        converters = self._compiler.get_converters([one[0] for one in columns])
        self._compiler.get_converters = lambda _columns: converters
        # An array is looked up in an index at once; of rows PostgreSQL would first plan a join.
        self._text = text.replace("IN (SELECT unnest(%s))", "= ANY(%s)")

    def rows(self, values: Sequence[Any]) -> list[Any]:
        """Ask with these values, and return what there is now."""
        # Asked anew each time: a public page may be read from a copy (`replicas`).
        connection = connections[self._asked.db]
        with _values_apart(connection), connection.cursor() as cursor:
            cursor.execute(self._text, self._filled(values, connection))
            found = cursor.fetchall()
        # Most reads of a page find nothing, and then there is nothing to make.
        return self._made_of(found, connection) if found else []

    def _made_of(self, found: Sequence[Any], connection: Any) -> list[Any]:
        """Let Django make what the queryset returns of the rows that were found."""
        compiler = copy(self._compiler)
        compiler.connection = connection
        if compiler.has_extra_select:
            found = [row[: compiler.col_count] for row in found]
        compiler.execute_sql = lambda *_, **__: (found,)
        query = copy(self._asked.query)
        query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        # Not `all()`, which copies the whole query that is not asked any more.
        asked = self._asked.__class__.__new__(self._asked.__class__)
        vars(asked).update(vars(self._asked), _query=query)
        return list(asked)

    def _filled(self, values: Sequence[Any], connection: Any) -> tuple[Any, ...]:
        return tuple(
            _written(values[one.number], connection) if isinstance(one, _Place) else one
            for one in self._parameters
        )


@contextmanager
def _values_apart(connection: Any) -> Iterator[None]:
    """Let PostgreSQL get the values beside the statement: one that it has seen it has ready (`prepare_threshold`)."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    driver = connection.connection
    usual, driver.cursor_factory = driver.cursor_factory, _cursor_with_values_apart()
    try:
        yield
    finally:
        driver.cursor_factory = usual


@cache
def _cursor_with_values_apart() -> Any:
    # Only there: an installation on SQLite has no driver for it.
    from django.db.backends.postgresql.base import ServerBindingCursor

    class Cursor(ServerBindingCursor):
        """Says also of a statement that was ready what it was: psycopg does not, and what was asked is looked at."""

        def _send_query_prepared(self, name: bytes, pgq: Any, **more: Any) -> None:
            super()._send_query_prepared(name, pgq, **more)  # type: ignore[misc]  # Django is not typed here
            self._query = pgq

    return Cursor


def _is_several(value: object) -> bool:
    return not isinstance(value, str | int | date) and isinstance(value, Collection)


def _written(value: Any, connection: Any) -> Any:
    """Return a value as the database takes it."""
    if value is None:
        raise TypeError("nothing equals what is not there: whether it is, is given by name")
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return min(max(value, -LARGEST), LARGEST)
    if _is_several(value):
        # Mostly keys, of which there may be hundreds.
        values = [one if type(one) is str else _written(one, connection) for one in value]
        return values if connection.vendor == "postgresql" else json.dumps(values)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
