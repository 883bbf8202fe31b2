"""Every name that the rules of a procedure use, over the columns of a register, as `derive` gives it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.checking.ruleset import RuleSet
from linxuan.derive.days import last_day_to_file
from linxuan.programme.definition import Field
from linxuan.rules.inlining import inlined
from linxuan.rules.scope import Type, Variable
from linxuan.rules.sql import dialect as written
from linxuan.rules.sql.columns import Column, Columns, Stored, year_key
from linxuan.rules.sql.dialect import Dialect, whole
from linxuan.rules.sql.lists import looked_up
from linxuan.rules.sql.values import operand, unknown
from linxuan.rules.terms import Term
from linxuan.rules.walk import names_in

AS_OF = "as_of"


def names_of(ruleset: RuleSet, given: Columns, *, on: date | None, dialect: Dialect) -> Columns:
    """Return the columns that the rules speak of: what is given, and what follows from it.

    They are what `derive.record_of` gives one record: none where it was left out, columns of lists, the
    days, and what the life knows. What was not given is a NULL of its type; a name that SQL cannot give
    is left out. `on` is the day of the screening.
    """
    derived = _Derived(ruleset, given, on, dialect)
    names = {key: column for id in _wanted(ruleset) for key, column in derived.columns(id).items()}
    return {**names, **derived.days()}


def _wanted(ruleset: RuleSet) -> dict[str, None]:
    """The ids of the names in the rules and in the cases of their parameters, each once."""
    terms: list[Term] = []
    for demand in ruleset.demands:
        terms += [demand.term, *([demand.when] if demand.when else [])]
    for parameter in ruleset.call.parameters.values():
        terms += [inlined(case.when.term, ruleset.scope) for case in parameter.values]
    return dict.fromkeys(id for term in terms for id in names_in(term))


@dataclass(frozen=True)
class _Derived:
    ruleset: RuleSet
    given: Columns
    on: date | None
    dialect: Dialect

    def columns(self, id: str) -> Columns:
        """The columns of a name: one, or one for each year of a table; none for what SQL cannot give."""
        variable = self.ruleset.scope.names.get(id)
        if variable is None:
            return {}
        life = self._life(id)
        if life is not None:
            return {id: life}
        field = self.fields.get(id)
        if field and field.kind == "lookup":
            return self._lookup(field)
        if variable.years:
            years = {year: self._plain(year_key(id, year), variable) for year in variable.years}
            return {year_key(id, year): self._or_zero(field, years, year) for year in years}
        return {id: self._or_none(field, self._plain(id, variable))}

    @property
    def fields(self) -> Mapping[str, Field]:
        return fields_of(self.ruleset.call, self.ruleset.procedure)

    def days(self) -> Columns:
        """`filed_on` and `as_of`: an application without a filing date is looked at as if filed on `on`."""
        given = self.given.get(FILED_ON)
        filed_on = _first_known([given, _constant(self.on)]) or unknown(self.dialect, Type.DATE)
        last = last_day_to_file(self.ruleset.call, self.ruleset.procedure)
        day = self.on or (last if given is None else None)
        otherwise = self.given.get(AS_OF) if last is None else _constant(last)
        as_of = _constant(day) or _first_known([given, otherwise]) or unknown(self.dialect, Type.DATE)
        return {FILED_ON: filed_on, AS_OF: as_of}

    def _life(self, id: str) -> Column | None:
        call, procedure = self.ruleset.call, self.ruleset.procedure
        if id in (FILED_ON, AS_OF):
            return self.days()[id]
        if id == "cohort":
            digits = len(str(abs(call.cohort)))
            return Column(whole(call.cohort, digits, 0), Stored.NUMBER, digits)
        if id == "track" and procedure in call.tracks:
            return Column(self.dialect.text(procedure), Stored.TEXT)
        return None

    def _plain(self, key: str, variable: Variable) -> Column:
        return self.given.get(key) or unknown(self.dialect, variable.type)

    # ── none where it was left out ──

    def _or_none(self, field: Field | None, own: Column) -> Column:
        known = self._is_known(field.none_if_given) if field else None
        if known is None or field is None:
            return own
        if field.kind in ("integer", "decimal"):
            return _zero_where(known, own)
        return self._nothing_where(field, known, own)

    def _nothing_where(self, field: Field, known: str, own: Column) -> Column:
        if field.kind not in ("choices", "group"):
            return own
        nothing = self.dialect.texts(()) if field.kind == "choices" else self.dialect.no_rows()
        return _otherwise(own, f"CASE WHEN {known} THEN {nothing} END")

    def _or_zero(self, field: Field | None, own: Mapping[int, Column], year: int) -> Column:
        """Year by year beside a year table; beside anything else a table that was left out is one zero."""
        partner = (
            self.fields.get(field.none_if_given) or self.ruleset.call.fields.get(field.none_if_given)
            if field
            else None
        )
        if field is None or partner is None or field.kind not in ("integer", "decimal"):
            return own[year]
        if partner.years:
            other = self.given.get(year_key(partner.id, year))
            return _zero_where(f"{operand(other.sql)} IS NOT NULL", own[year]) if other else own[year]
        known = self._is_known(partner.id)
        if known is None or year != max(own):
            return own[year]
        left_out = " AND ".join(f"{operand(each.sql)} IS NULL" for each in own.values())
        return _zero_where(f"{known} AND {left_out}", own[year])

    def _is_known(self, id: str) -> str | None:
        """Two-valued SQL for what was given, in any of its years; None where it never is."""
        field = self.ruleset.call.fields.get(id)
        keys = [year_key(id, year) for year in field.years] if field and field.years else [id]
        known = [f"{operand(self.given[key].sql)} IS NOT NULL" for key in keys if key in self.given]
        return f"({' OR '.join(known)})" if known else None

    # ── columns of lists ──

    def _lookup(self, field: Field) -> Columns:
        """A column of the row that another answer names, which may itself be looked up."""
        call, key, found = self.ruleset.call, field.by, self._beside(field)
        while (by := call.fields.get(key)) and by.kind == "lookup":
            found = {each: found.get(text, "") for each, text in self._beside(by).items()}
            key = by.by
        column, own = self.given.get(key), self.given.get(field.id)
        if column is None:
            return {field.id: own or unknown(self.dialect, Type.TEXT)}
        if column.stored is not Stored.TEXT:
            return {}
        text = Column(looked_up(self.dialect, operand(column.sql), found), Stored.TEXT)
        return {field.id: _first_known([text, own]) or text}

    def _beside(self, field: Field) -> dict[str, str]:
        rows = self.ruleset.call.lists[field.list].rows
        return {key: row.get(field.column, "") for key, row in rows.items()}


def _constant(day: date | None) -> Column | None:
    return Column(written.day(day), Stored.DATE, constant=day) if day else None


def _first_known(columns: Iterable[Column | None]) -> Column | None:
    """The first of the columns that is known in a row; what is a constant is known in all."""
    there = [column for column in columns if column]
    if len(there) <= 1 or there[0].constant:
        return there[0] if there else None
    return Column(f"coalesce({', '.join(each.sql for each in there)})", there[0].stored)


def _zero_where(known: str, own: Column) -> Column:
    digits = max(own.precision, own.scale + 1)
    zero = whole(0, digits, own.scale)
    return Column(f"coalesce({own.sql}, CASE WHEN {known} THEN {zero} END)", own.stored, digits, own.scale)


def _otherwise(own: Column, sql: str) -> Column:
    return Column(f"coalesce({own.sql}, {sql})", own.stored, own.precision, own.scale, own.fields)
