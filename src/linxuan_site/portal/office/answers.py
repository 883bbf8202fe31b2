"""A form as an office reads it: every section with its answers, tables by year, files at their field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any, NamedTuple

from linxuan.answers import columns_of, display_answer
from linxuan.completeness import visible_fields
from linxuan.derive import shown_by_year, shown_values, years_of
from linxuan.programme import lookup
from linxuan.programme.definition import Call, Field, Section
from linxuan.rules.terms import Value
from linxuan_site.permissions import Reader, may_see_field
from linxuan_site.portal.office.differences import Difference
from linxuan_site.queries.applications import files_by_slot
from linxuan_site.queries.dossiers import Dossier

Texts = Mapping[int, str]


class ShownFile(NamedTuple):
    """A file as it is shown at an answer: what was read of it, without the row and its application."""

    pk: int
    slot: str
    name: str
    content_type: str
    size: int
    digest: str
    uploaded_at: datetime
    look: Any
    by_officer: bool


@dataclass(frozen=True)
class Fact:
    """One answer: as a value, year by year, or as files."""

    field: Field
    value: Value | None
    by_year: Texts
    files: Sequence[Any]
    changes: Sequence[Difference] = ()
    """What changed with the last submission: the whole answer, or some of its years."""

    @property
    def change(self) -> Difference | None:
        """How the whole answer changed; None if it did not, or only year by year."""
        return next((one for one in self.changes if one.year is None), None)

    @property
    def years_changed(self) -> Mapping[int, Difference]:
        """How single years changed."""
        return {one.year: one for one in self.changes if one.year is not None}

    @property
    def long(self) -> bool:
        """Whether it is read on lines of its own."""
        return self.field.kind in ("long_text", "group")


@dataclass(frozen=True)
class Part:
    """Answers that stand together; with `years` they are one table."""

    facts: Sequence[Fact]
    years: tuple[int, ...] = ()

    @property
    def unit(self) -> str:
        """The unit of a table, where it has only one."""
        units = {one.field.unit for one in self.facts if one.field.kind != "share"}
        return units.pop() if len(units) == 1 else ""


@dataclass(frozen=True)
class ShownSection:
    """A section of the form with its answers. `open`: the reader's office fills it now."""

    section: Section
    parts: Sequence[Part]
    own: bool
    open: bool

    @property
    def narrative(self) -> bool:
        """Whether most of it is prose: such a section is folded until somebody reads it."""
        facts = [one for part in self.parts for one in part.facts]
        return sum(one.long for one in facts) * 2 > len(facts)

    @property
    def changed(self) -> int:
        """How many of its answers changed with the last submission."""
        return sum(bool(fact.changes) for part in self.parts for fact in part.facts)

    @property
    def answered(self) -> int:
        """How many answers there are."""
        return sum(one.value is not None or bool(one.files) for part in self.parts for one in part.facts)

    @property
    def asked(self) -> int:
        """How many answers are asked for."""
        return sum(len(part.facts) for part in self.parts)


@dataclass(frozen=True)
class AnswerSheet:
    """The answers of a case with all that follows from them."""

    call: Call
    procedure: str
    values: Mapping[str, Value]
    shown: Mapping[str, Value]
    files: Mapping[str, Sequence[Any]]
    reader: Reader
    changes: Mapping[str, Sequence[Difference]] = field(default_factory=dict)
    """What changed with the last submission, by field."""
    by_years: dict[tuple[int, ...], Mapping[int, Mapping[str, Value]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """The values year by year, worked out once for the tables of the same years."""

    def parts(self, section: Section) -> list[Part]:
        """Return the answers of a section that the reader may see, in the order of the form."""
        asked = visible_fields(self.call, self.procedure, section, self.values)
        fields = [one for one in asked if may_see_field(self.reader, one.visible)]
        runs = groupby(fields, key=lambda one: years_of(self.call, one))
        return [self._part(list(run), years) for years, run in runs]

    def fact(self, one: Field) -> Fact:
        """Return one answer outside any table."""
        return Fact(one, self.shown.get(one.id), {}, list(self._files(one)), self.changes.get(one.id, ()))

    def _part(self, fields: Sequence[Field], years: tuple[int, ...]) -> Part:
        if not years:
            return Part([self.fact(one) for one in fields])
        tables = self._tables(years)
        return Part([self._row(one, tables) for one in fields], years)

    def _tables(self, years: tuple[int, ...]) -> Mapping[int, Mapping[str, Value]]:
        # Most tables are of the same years, and all of the same answers.
        if years not in self.by_years:
            self.by_years[years] = shown_by_year(self.call, self.procedure, self.values, years)
        return self.by_years[years]

    def _row(self, one: Field, tables: Mapping[int, Mapping[str, Value]]) -> Fact:
        texts = {year: self._text(one, known.get(one.id)) for year, known in tables.items()}
        return Fact(one, self.shown.get(one.id), texts, (), self.changes.get(one.id, ()))

    def _text(self, one: Field, value: Value | None) -> str:
        # Seen as of one year, a table holds that year only.
        latest = value[max(value)] if isinstance(value, Mapping) and value else value
        return display_answer(self.call, self.procedure, one.id, latest)

    def _files(self, one: Field) -> Iterator[Any]:
        yield from self.files.get(one.id, ())
        for column in columns_of(self.call, one) if one.kind == "group" else ():
            yield from self.files.get(f"{one.id}.{column}", ())


def answer_sheet(reader: Reader, dossier: Dossier, changed: Sequence[Difference] = ()) -> AnswerSheet:
    """Return the answers of an application for somebody who may read it, with what changed at each."""
    changes: dict[str, list[Difference]] = {}
    for one in changed:
        changes.setdefault(one.field, []).append(one)
    values, procedure = dossier.values, dossier.application.procedure
    return AnswerSheet(
        dossier.call,
        procedure,
        values,
        shown_values(dossier.call, procedure, values),
        _named_files(values, files_by_slot(_shown_files(dossier))),
        reader,
        changes,
    )


def _shown_files(dossier: Dossier) -> list[Any]:
    return [ShownFile._make(getattr(one, name) for name in ShownFile._fields) for one in dossier.files]


def _named_files(values: Mapping[str, Value], files: Mapping[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """The files by slot; of a column of a group (`GROUP.COLUMN`) only those that a row names."""
    return {
        slot: [one for one in kept if "." not in slot or one.name in _names(values, slot)]
        for slot, kept in files.items()
    }


def _names(values: Mapping[str, Value], slot: str) -> set[object]:
    group, _dot, column = slot.partition(".")
    rows = values.get(group)
    return {row.get(column) for row in rows if isinstance(row, Mapping)} if isinstance(rows, tuple) else set()


def shown_sections(sheet: AnswerSheet, dossier: Dossier, kinds: set[str]) -> list[ShownSection]:
    """Return the sections that concern the application; `kinds` are the offices that the reader acts for."""
    application, call = dossier.application, dossier.call
    sections = [
        (one, sheet.parts(one), lookup.open_at(call, application.procedure, one))
        for one in lookup.sections_of(call, application.procedure)
    ]
    return [
        ShownSection(
            one,
            parts,
            own=one.by in kinds,
            open=one.by in kinds and stage == application.stage and not application.closed,
        )
        for one, parts, stage in sections
        if any(part.facts for part in parts)
    ]
