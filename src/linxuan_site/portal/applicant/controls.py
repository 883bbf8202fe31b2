"""The inputs of a form, made from the fields of the programme: one control for every kind of field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from linxuan.answers import columns_of, display_answer, read_answer
from linxuan.answers.choices import offered
from linxuan.answers.numbers import amount_as_shown
from linxuan.errors import BadInput
from linxuan.programme.definition import Call, Field
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Value
from linxuan_site.portal.answering import input_id
from linxuan_site.queries.file_limits import FileLimits, limits_of

FEW = 5
"""So many options stand open side by side; more fold into a list."""

WIDGETS = {
    "long_text": "area",
    "yes_no": "yes_no",
    "choices": "boxes",
    "file": "file",
    "group": "group",
    "computed": "derived",
    "share": "derived",
    "lookup": "derived",
}
CHOOSING = ("choice", "category", "mode", "region")


@dataclass(frozen=True)
class Choice:
    """One option: `off` while its own condition is false."""

    key: str
    label: str
    chosen: bool
    off: bool = False


@dataclass(frozen=True)
class YearInput:
    """The input of one year of a year table."""

    year: int
    name: str
    text: str

    @property
    def id(self) -> str:
        """The id of the input."""
        return input_id(self.name)


@dataclass(frozen=True)
class Control:
    """One field as it stands on the page. `text` is what was typed, readable or not."""

    field: Field
    name: str
    widget: str
    text: str = ""
    choices: tuple[Choice, ...] = ()
    years: tuple[YearInput, ...] = ()
    derived_years: Sequence[tuple[int, str]] = ()
    rows: tuple[tuple["Control", ...], ...] = ()
    blank_row: tuple["Control", ...] = ()
    """What one more row holds; `{index}` stands for its number."""
    files: Sequence[Any] = ()
    removed: Any = None
    """The file that was just taken away here, to be put back by one click."""
    off: bool = False
    fixed: bool = False
    """Whether the registration has answered it."""
    error: str = ""
    theirs: str | None = None
    """What somebody else saved meanwhile, where that is in question."""
    rival: str = ""
    """Who that was."""
    news: str = ""
    """Who changed it since the page was read, where that one's answer stands now."""

    @property
    def id(self) -> str:
        """The id of the input, and the anchor of every link to the field."""
        return self.years[0].id if self.years else input_id(self.name)

    @property
    def slot(self) -> str:
        """Where its files are kept: its field, or the column of its group whatever the row."""
        return slot_of(self.name)

    @property
    def in_row(self) -> bool:
        """Whether it stands in a row of a group: its answer names its file."""
        return "." in self.name

    @property
    def limits(self) -> FileLimits:
        """What files are taken here."""
        return limits_of(self.field)

    @property
    def wide(self) -> bool:
        """Whether its answer is read on lines of its own."""
        return self.widget in ("area", "group") or bool(self.years or self.derived_years)

    @property
    def read_out(self) -> str:
        """The answer as it is read where nothing can be typed."""
        if self.choices:
            return _("、").join(one.label for one in self.choices if one.chosen)
        if self.field.kind == "yes_no":
            return {"true": _("是"), "false": _("否")}.get(self.text, "")
        return self.text

    @property
    def several_rows(self) -> bool:
        """Whether one of its rows can be taken away."""
        return len(self.rows) > 1

    @property
    def optional(self) -> bool:
        """Whether a complete form may leave it out."""
        return not self.field.required


def slot_of(name: str) -> str:
    """Return the slot of the files of an input: its field, or the column of its group whatever the row."""
    group, _dot, rest = name.partition(".")
    return f"{group}.{rest.partition('.')[2]}" if rest else group


@dataclass(frozen=True)
class Sheet:
    """A form with its answers, from which controls are made."""

    call: Call
    procedure: str
    raw: Mapping[str, Any]
    values: Mapping[str, Value]
    shown: Mapping[str, Value]
    record: Record
    problems: Mapping[str, str]
    files: Mapping[str, Sequence[Any]]
    theirs: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    """Who changed a field since the page was read."""
    fixed: frozenset[str] = frozenset()
    """Fields that the registration has answered."""
    blank_rows: Mapping[str, int] = field(default_factory=dict)
    """How many empty rows are wanted after the filled ones, by group."""
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why a file was not taken, by the name of its input."""
    removed: Mapping[str, Any] = field(default_factory=dict)
    """The file that was just taken away, by the name of its input."""

    def control(self, one: Field) -> Control:
        """Return the control of a field of the form."""
        raw = self.raw.get(one.id)
        made = self._made(one, one.id, raw)
        return Control(
            **{
                **made,
                "off": self._off(one),
                "fixed": one.id in self.fixed,
                "error": self.refused.get(one.id) or self.problems.get(one.id, ""),
                "theirs": self._theirs(one) if one.id in self.theirs else None,
                "rival": self.others.get(one.id, "") if one.id in self.theirs else "",
                "news": self.others.get(one.id, "") if one.id not in self.theirs else "",
            }
        )

    def _made(self, one: Field, name: str, raw: Any) -> dict[str, Any]:
        widget = "years" if one.years else self._widget(one, raw)
        return {"field": one, "name": name, "widget": widget, **self._content(one, widget, name, raw)}

    def _content(self, one: Field, widget: str, name: str, raw: Any) -> dict[str, Any]:
        if widget == "years":
            return {"years": self._years(one, name, raw)}
        if widget in ("radios", "select", "boxes"):
            return {"choices": self._choices(one, raw), "text": _text(raw)}
        if widget == "group":
            columns = columns_of(self.call, one).values()
            blank = tuple(self._cell(one, column, "{index}", None) for column in columns)
            return {"rows": self._rows(one, raw), "blank_row": blank}
        if widget == "file":
            return {"files": self.files.get(one.id, ()), "removed": self.removed.get(name)}
        return {"text": self._line(one, widget, raw)}

    def _line(self, one: Field, widget: str, raw: Any) -> str:
        if widget == "derived":
            return display_answer(self.call, self.procedure, one.id, self.shown.get(one.id))
        return self._yes_no(one, raw) if one.kind == "yes_no" else self._typed(one, raw)

    def _widget(self, one: Field, raw: Any) -> str:
        if one.kind in CHOOSING:
            options = offered(self.call, self.procedure, one)
            return "select" if len(options) > FEW else "radios" if options else "line"
        if one.kind == "date":
            # A browser empties a date that it cannot read: what was typed wrongly stays in a line of text.
            return "day" if raw in (None, "") or isinstance(self.values.get(one.id), date) else "line"
        if one.kind == "yes_no" and one.must_be:
            return "agree"
        return WIDGETS.get(one.kind, "line")

    def _choices(self, one: Field, raw: Any) -> tuple[Choice, ...]:
        chosen = {str(each) for each in raw} if isinstance(raw, list | tuple) else {str(raw)}
        known = self.values.get(one.id)
        chosen |= {known} if isinstance(known, str) else set()
        return tuple(
            Choice(key, label, key in chosen, self._option_off(one, key))
            for key, label in self._options(one, known).items()
        )

    def _options(self, one: Field, known: Value | None) -> dict[str, str]:
        options = dict(offered(self.call, self.procedure, one))
        # A region takes any well-formed code: one from elsewhere stands at the end of the list.
        return options | ({known: known} if isinstance(known, str) and known not in options else {})

    def _option_off(self, one: Field, key: str) -> bool:
        option = one.options.get(key)
        return bool(option and option.when and evaluate(option.when.term, self.record) is False)

    def _years(self, one: Field, name: str, raw: Any) -> tuple[YearInput, ...]:
        table = raw if isinstance(raw, Mapping) else {str(max(one.years)): raw}
        return tuple(
            YearInput(year, f"{name}.{year}", amount_as_shown(one, table.get(str(year))))
            for year in one.years
        )

    def _rows(self, group: Field, raw: Any) -> tuple[tuple[Control, ...], ...]:
        given = [row for row in raw if isinstance(row, Mapping)] if isinstance(raw, list) else []
        least = max(len(given) + self.blank_rows.get(group.id, 0), group.rows[0], 1)
        rows = [*given, *({} for _ in range(least - len(given)))][: max(group.rows[1], len(given))]
        columns = columns_of(self.call, group)
        return tuple(
            tuple(self._cell(group, columns[id], number, row.get(id)) for id in columns)
            for number, row in enumerate(rows)
        )

    def file_control(self, name: str, text: str = "") -> Control:
        """Return the control of a file by the name of its input; in a row of a group `text` names its file."""
        group, _dot, rest = name.partition(".")
        number, _dot, column = rest.partition(".")
        if not rest:
            return self.control(self.call.fields[group])
        return self._cell(self.call.fields[group], self.call.fields[column], int(number), text)

    def _cell(self, group: Field, column: Field, number: int | str, raw: Any) -> Control:
        name = f"{group.id}.{number}.{column.id}"
        made = self._made(column, name, raw)
        if column.kind == "file":
            kept = [one for one in self.files.get(slot_of(name), ()) if one.name == raw]
            made = {**made, "text": _text(raw), "files": kept[-1:], "error": self.refused.get(name, "")}
        return Control(**made)

    def _yes_no(self, one: Field, raw: Any) -> str:
        known = self.values.get(one.id) if one.id in self.values else raw
        return {True: "true", False: "false"}.get(known, "") if isinstance(known, bool) else ""

    def _typed(self, one: Field, raw: Any) -> str:
        known = self.values.get(one.id)
        if one.kind == "date" and isinstance(known, date):
            return known.isoformat()
        return amount_as_shown(one, raw) if one.kind in ("integer", "decimal") else _text(raw)

    def _off(self, one: Field) -> bool:
        return bool(one.when and evaluate(one.when.term, self.record) is False)

    def _theirs(self, one: Field) -> str:
        raw = self.theirs[one.id]
        try:
            return display_answer(
                self.call, self.procedure, one.id, read_answer(self.call, self.procedure, one.id, raw)
            )
        except BadInput:
            return _text(raw)


def _text(raw: Any) -> str:
    return "" if raw is None or isinstance(raw, bool | list | Mapping) else str(raw)
