"""The answers of a form laid out as blocks: what stands beside what, and in which shape."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from linxuan.answers import columns_of, display_answer
from linxuan.answers.choices import offered
from linxuan.completeness import visible_fields
from linxuan.derive import record_of, shown_by_year, shown_values, years_of
from linxuan.language import say
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Section
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Row, Value
from linxuan_site.documents.content import (
    Answer,
    Answers,
    Block,
    Box,
    FormSection,
    Group,
    Narrative,
    YearLine,
    YearTable,
)
from linxuan_site.documents.measures import width, widths

MOST_BOXES = 12
"""More options than this are not drawn: the chosen ones are written out."""
HALF_A_LINE = 22
"""Columns of what fits beside another answer, see `measures`."""
NARROWEST, WIDEST = 14, 60


@dataclass(frozen=True)
class Filled:
    """A form with its typed answers. `unreadable` holds, by field id, what was typed and cannot be read."""

    call: Call
    procedure: str
    values: Mapping[str, Value]
    unreadable: Mapping[str, str]

    @cached_property
    def shown(self) -> Mapping[str, Value]:
        """The answers with all that follows from them."""
        return shown_values(self.call, self.procedure, self.values)

    @cached_property
    def record(self) -> Record:
        """What conditions see of the answers."""
        return record_of(self.call, self.procedure, self.values)

    def text(self, field: Field, value: Value | None) -> str:
        """Return an answer as people read it, or what was typed where that cannot be read."""
        known = display_answer(self.call, self.procedure, field.id, value)
        return known or self.unreadable.get(field.id, "")


def applicants_sections(form: Filled) -> tuple[FormSection, ...]:
    """Return the sections that the applicant filled in, without what only offices may see."""
    sections = lookup.sections_of(form.call, form.procedure, by="applicant")
    laid_out = (FormSection(section.name, tuple(_blocks(form, section))) for section in sections)
    return tuple(section for section in laid_out if section.blocks)


def _blocks(form: Filled, section: Section) -> Iterator[Block]:
    fields = visible_fields(form.call, form.procedure, section, form.values)
    shown = [field for field in fields if field.visible != "offices"]
    for shape, run in groupby(shown, key=lambda field: _shape(form.call, field)):
        yield from _run(form, shape, list(run))


def _shape(call: Call, field: Field) -> tuple[str, tuple[int, ...]]:
    if field.kind in ("long_text", "group"):
        return field.kind, ()
    years = years_of(call, field)
    return ("years", years) if years else ("answers", ())


def _run(form: Filled, shape: tuple[str, tuple[int, ...]], fields: list[Field]) -> Iterator[Block]:
    kind, years = shape
    if kind == "long_text":
        yield from (Narrative(_label(one), form.text(one, form.shown.get(one.id))) for one in fields)
    elif kind == "group":
        yield from (_group(form, one) for one in fields)
    elif kind == "years":
        yield YearTable(years, tuple(_year_line(form, one, years) for one in fields))
    else:
        yield Answers(tuple(_answer(form, one) for one in fields))


def _label(field: Field) -> str:
    return say("{label}（{unit}）", label=field.name, unit=field.unit) if field.unit else field.name


def _answer(form: Filled, field: Field) -> Answer:
    value = form.shown.get(field.id)
    boxes = _boxes(form, field, value)
    text = "" if boxes else form.text(field, value)
    taken = sum(width(box.label) + 4 for box in boxes) + width(text)
    return Answer(_label(field), text, boxes, wide=taken > HALF_A_LINE or "\n" in text)


def _boxes(form: Filled, field: Field, value: Value | None) -> tuple[Box, ...]:
    if field.kind == "yes_no":
        return Box(say("是"), value is True), Box(say("否"), value is False)
    if field.kind not in ("choice", "choices", "mode", "category"):
        return ()
    options = offered(form.call, form.procedure, field)
    chosen = value if isinstance(value, tuple) else (value,)
    boxes = tuple(
        Box(label, key in chosen)
        for key, label in options.items()
        if key in chosen or _is_open(form, field, key)
    )
    return boxes if len(boxes) <= MOST_BOXES else ()


def _is_open(form: Filled, field: Field, key: str) -> bool:
    option = field.options.get(key)
    return option is None or option.when is None or evaluate(option.when.term, form.record) is not False


def _year_line(form: Filled, field: Field, years: tuple[int, ...]) -> YearLine:
    table = form.shown.get(field.id)
    by_year = table if field.years and isinstance(table, Mapping) else _worked_out(form, field, years)
    amounts = tuple(display_answer(form.call, form.procedure, field.id, by_year.get(year)) for year in years)
    return YearLine(field.name, "" if field.kind == "share" else field.unit, amounts)


def _worked_out(form: Filled, field: Field, years: tuple[int, ...]) -> dict[int, Value]:
    """What a computed field is in each year: the form is read as if that year were the latest."""
    by_year = shown_by_year(form.call, form.procedure, form.values, years)
    return {year: values[field.id] for year, values in by_year.items() if field.id in values}


def _group(form: Filled, field: Field) -> Group:
    columns = {id: one for id, one in columns_of(form.call, field).items() if one.visible != "offices"}
    value = form.shown.get(field.id)
    given = [row for row in value if isinstance(row, Mapping)] if isinstance(value, tuple) else []
    heads = tuple(_label(one) for one in columns.values())
    rows = tuple(_cells(form, field, columns, row) for row in given)
    return Group(field.name, heads, rows, widths(heads, rows, least=NARROWEST, most=WIDEST))


def _cells(form: Filled, group: Field, columns: Mapping[str, Field], row: Row) -> tuple[str, ...]:
    # A row of one column reads as `label：value`; only the value stands in a cell.
    return tuple(_cell(form, group, one, row.get(id)) for id, one in columns.items())


def _cell(form: Filled, group: Field, column: Field, value: Value | None) -> str:
    if value is None:
        return ""
    whole = display_answer(form.call, form.procedure, group.id, ({column.id: value},))
    return whole.removeprefix(say("{label}：{value}", label=column.name, value=""))


def typed_text(raw: Mapping[str, object], values: Mapping[str, Value], ids: Iterable[str]) -> dict[str, str]:
    """Return what was typed where it could not be read, by field id."""
    return {id: str(raw[id]) for id in ids if id not in values and isinstance(raw.get(id), str)}
