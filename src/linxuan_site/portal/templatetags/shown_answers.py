"""Answers as people read them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.safestring import SafeString

from linxuan.answers import columns_of, display_answer
from linxuan.language import say
from linxuan.programme.definition import Call, Field
from linxuan.rules.terms import Value
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.portal.templatetags.uploads import file_link


def at(mapping: Mapping[Any, Any], key: object) -> Any:
    """`{{ mapping|at:key }}`: the entry under a key that is a variable; None if there is none."""
    return mapping.get(key)


def amount(value: Decimal | int | None) -> str:
    """`{{ value|amount }}`: 1,234.50; nothing for None."""
    return "" if value is None else f"{value:,}"


class Cell(NamedTuple):
    """One answer of a row: its words, or the link to the file that they name."""

    text: str
    file: SafeString


class Column(NamedTuple):
    """The head of a column of rows."""

    name: str
    unit: str


class AnswerWords(NamedTuple):
    """All that a page writes of one answer."""

    known: bool
    unit: str
    text: str = ""
    years: tuple[tuple[int, str], ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def answer(
    call: Call, procedure: str, field: Field, value: Value | None, files: Iterable[Any] = ()
) -> SafeString:
    """`{% answer call procedure field value %}`: one answer with its unit, also year tables and rows.

    What is unknown reads 未填, never 无 or 0. `files` are those that the rows of a group name.
    """
    return draw_answer(words_of_answer(call, procedure, field, value, tuple(files)))


def _page(words: AnswerWords) -> dict[str, object]:
    return {"words": words}


draw_answer = drawn("parts/answer.html", _page)
"""`{% answer_drawn words %}`: the same of the words of an answer, for what is itself drawn once for its words."""


def words_of_answer(
    call: Call, procedure: str, field: Field, value: Value | None, files: Sequence[Any]
) -> AnswerWords:
    """Return all that a page writes of one answer."""
    shown = AnswerWords(known=value is not None, unit=field.unit)
    if value is None:
        return shown
    if field.years and isinstance(value, Mapping):
        years = [(year, _year(call, procedure, field, value, year)) for year in field.years]
        return shown._replace(years=tuple(years))
    if field.kind == "group" and isinstance(value, tuple):
        columns = list(columns_of(call, field).values())
        return shown._replace(
            columns=tuple(Column(one.name, one.unit) for one in columns),
            rows=tuple(_row(call, procedure, field, columns, row, files) for row in value),
        )
    return shown._replace(text=display_answer(call, procedure, field.id, value))


def _year(call: Call, procedure: str, field: Field, value: Mapping[Any, Any], year: int) -> str:
    return "" if value.get(year) is None else display_answer(call, procedure, field.id, value[year])


def _row(
    call: Call, procedure: str, group: Field, columns: list[Field], row: object, files: Sequence[Any]
) -> tuple[Cell, ...]:
    cells = row if isinstance(row, Mapping) else {}
    return tuple(
        Cell(
            _text(call, procedure, group, column, cells.get(column.id)),
            _file(files, f"{group.id}.{column.id}", cells.get(column.id)),
        )
        for column in columns
    )


def _file(files: Sequence[Any], slot: str, name: object) -> SafeString:
    found = next((one for one in reversed(files) if one.slot == slot and one.name == name), None)
    return file_link(found) if found is not None else SafeString()


def _text(call: Call, procedure: str, group: Field, column: Field, value: Value | None) -> str:
    # A row of one column reads `label：value`: in a table the head of the column says the label.
    if value is None:
        return ""
    whole = display_answer(call, procedure, group.id, ({column.id: value},))
    return whole.removeprefix(say("{label}：{value}", label=column.name, value=""))
