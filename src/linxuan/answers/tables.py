"""Answers with an inside: one value for each year, and repeated rows."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import TypeVar

from linxuan.answers.raw import Unfit, is_blank
from linxuan.language import say
from linxuan.programme.definition import Field
from linxuan.rules.terms import Row, Value, YearTable

_YEAR = re.compile(r"([0-9]{4})年?")
_MOST_ROWS = 1000
Read = TypeVar("Read")


def as_year_table(field: Field, raw: object, read: Callable[[object], Decimal | int]) -> YearTable | None:
    """Read `{"2022": …, "2021": …}`; one amount alone is that of the latest year. Raises Unfit.

    A year that is left blank is unknown.
    """
    if not isinstance(raw, Mapping):
        return {max(field.years): read(raw)}
    years = {str(year): year for year in field.years}
    given = {years.get(key) or _year(field, key): each for key, each in raw.items()}
    if len(given) < len(raw):
        raise Unfit(say("同一年填了两次"))
    filled = [year for year in field.years if not is_blank(given.get(year))]
    return {year: _inside(partial(_of_year, year), read, given[year]) for year in filled} or None


def as_rows(
    field: Field,
    columns: Mapping[str, Field],
    raw: object,
    read: Mapping[str, Callable[[object], Value | None]],
) -> tuple[Row, ...]:
    """Read the rows of a group: a list of objects keyed by the ids of its fields. Raises Unfit.

    Rows in which nothing is answered are left out. Too few rows are a matter of `completeness`.
    """
    if not isinstance(raw, list | tuple) or len(raw) > _MOST_ROWS:
        raise Unfit(say("要填列表，每行一个对象，栏目有：{columns}", columns=_listed(columns)))
    read_rows = (
        _inside(partial(_of_row, number), partial(_row, columns, read), each, whole=False)
        for number, each in enumerate(raw, start=1)
    )
    rows = tuple(row for row in read_rows if row)
    if len(rows) > field.rows[1]:
        raise Unfit(say("最多{most}行", most=field.rows[1]))
    return rows


def _row(
    columns: Mapping[str, Field], read: Mapping[str, Callable[[object], Value | None]], raw: object
) -> Row:
    if not isinstance(raw, Mapping) or any(key not in columns for key in raw):
        raise Unfit(say("每行是一个对象，栏目有：{columns}", columns=_listed(columns)))
    values = {key: _inside(partial(_of_column, columns[key]), read[key], each) for key, each in raw.items()}
    return {key: value for key, value in values.items() if value is not None}


def _inside(
    place: Callable[[], str], read: Callable[[object], Read], raw: object, *, whole: bool = True
) -> Read:
    """Read a part of an answer; what does not fit says where it stands, and is `raw` as a `whole`. Raises Unfit."""
    try:
        return read(raw)
    except Unfit as fault:
        wrong = raw if whole and fault.value is None else fault.value
        raise Unfit(say("{place}：{allowed}", place=place(), allowed=fault.allowed), value=wrong) from None


def _of_year(year: int) -> str:
    return say("{year}年", year=year)


def _of_row(number: int) -> str:
    return say("第{row}行", row=number)


def _of_column(column: Field) -> str:
    return say("“{label}”", label=column.name)


def _year(field: Field, key: object) -> int:
    found = _YEAR.fullmatch(str(key).strip())
    if not found or int(found[1]) not in field.years:
        years = say("、").join(map(str, field.years))
        raise Unfit(say("年份可填：{years}", years=years))
    return int(found[1])


def _listed(columns: Mapping[str, Field]) -> str:
    return say("、").join(columns)
