"""The record of one application as generated code: what `derive.record_of` works out, only where it is used."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache, partial

from linxuan.answers.fields import FILED_ON, fields_of
from linxuan.checking.closures import AS_OF
from linxuan.checking.ruleset import RuleSet
from linxuan.derive.days import keys_in_force, last_day_to_file
from linxuan.programme.definition import Field, ParameterValue, Table
from linxuan.rules.generated import Kind, Operand, Sight, Source, Unsupported
from linxuan.rules.generated.operands import kind_of

_MOST_DAYS = 512
"""For so many days the keys of a list are kept."""
_LISTS = ("choices", "group")
_COUNTED = ("integer", "decimal")
_TEXTS = frozenset(
    ("text", "long_text", "choice", "category", "mode", "credit_code", "industry", "region", "phone", "email")
)


class CallSight(Sight):
    """The answers under a track or round of a call; `on` is a name that the function is given."""

    def __init__(self, rules: RuleSet, overrides: Mapping[str, ParameterValue]) -> None:
        fields = fields_of(rules.call, rules.procedure)
        years = {id: field.years for id, field in fields.items() if field.years}
        groups = {id: field.fields for id, field in fields.items() if field.kind == "group"}
        super().__init__(rules.scope, years, groups)
        self._call, self._procedure = rules.call, rules.procedure
        self._fields, self._overrides = fields, overrides
        several = (id for id, parameter in rules.call.parameters.items() if parameter.values)
        self.open = frozenset(several) - overrides.keys()

    # ── names ──

    def raw(self, source: Source, id: str) -> str:
        """Write an answer, or what stands for it: what the life gives, what is looked up, none."""
        given = self._of_life(source, id)
        if given:
            return given
        field = self._fields.get(id)
        if field is None:
            return self._answer(source, id)
        if field.kind in ("computed", "share"):
            raise Unsupported(id)
        return self._looked_up(source, field) if field.kind == "lookup" else self._given(source, field)

    def _answer(self, source: Source, id: str) -> str:
        key = ("answer", id)
        get = f"answers.get({source.constant(id)})"
        return (source.known(key) or source.keep(key, Operand(source.assign(get), Kind.TEXT))).code

    def _of_life(self, source: Source, id: str) -> str:
        if id == FILED_ON:
            filed = source.assign(self._answer(source, id))
            source.line(f"if {filed} is None: {filed} = on")
            return filed
        if id == AS_OF:
            day = source.assign(self._day(source))
            source.line(f"if {day} is None: {day} = {self._answer(source, id)}")
            return day
        if id == "cohort":
            return source.assign(source.constant(self._call.cohort))
        if id == "track" and self._procedure in self._call.tracks:
            return source.assign(source.constant(self._procedure))
        return ""

    def _day(self, source: Source) -> str:
        """The day of the check, else of the filing, else the last one."""
        filed = self.name(source, FILED_ON, 0).code
        last = source.constant(last_day_to_file(self._call, self._procedure))
        key = ("day",)
        day = f"on if on is not None else {filed} if {filed} is not None else {last}"
        return (source.known(key) or source.keep(key, Operand(source.assign(day), Kind.DATE))).code

    def _given(self, source: Source, field: Field) -> str:
        """An answer; left out beside its partner it is none."""
        own = self._answer(source, field.id)
        if not field.none_if_given or field.id in self.years or field.kind not in (*_COUNTED, *_LISTS):
            return own
        partner = self._answer(source, field.none_if_given)
        none = source.constant(_none(field))
        return source.assign(f"{none} if {own} is None and {partner} is not None else {own}")

    def is_blank(self, source: Source, id: str) -> str:
        """The years of a table may all be none beside a partner."""
        field, blank = self._fields.get(id), super().is_blank(source, id)
        if field and field.years and field.none_if_given:
            return f"{blank} and {self._answer(source, field.none_if_given)} is None"
        return blank

    def of_year(self, source: Source, id: str, year: int, back: int) -> str:
        """Return the expression for one year; beside a partner that gives it, a year left out is none."""
        field, plain = self._fields[id], super().of_year(source, id, year, back)
        if not field.none_if_given or field.kind not in _COUNTED:
            return plain
        own, partner = self.whole(source, id), self._answer(source, field.none_if_given)
        at = source.constant(year)
        none = f"{source.constant(_none(field))} if {at} in {partner} else None"
        both = (
            f"{own}.get({at}, {none}) if {own}.__class__ is dict else {none} if {own} is None else refuse()"
        )
        return f"({plain}) if {partner} is None else refuse() if {partner}.__class__ is not dict else {both}"

    def _looked_up(self, source: Source, field: Field) -> str:
        """A column of the row that another answer names; where there is none, what was given itself."""
        text = self._text_at(source, field)
        return source.assign(f"{text} or {self._answer(source, field.id)}")

    def _text_at(self, source: Source, field: Field) -> str:
        by = self._call.fields.get(field.by)
        if by and by.kind == "lookup":
            key = self._text_at(source, by)
        elif by and by.kind in _TEXTS and not by.years:
            key = self._answer(source, by.id)
        else:
            raise Unsupported(field.id)
        rows = self._call.lists[field.list].rows
        column: dict[str | None, str] = {id: row.get(field.column, "") for id, row in rows.items()}
        column[None] = column.get("", "")
        return source.assign(f"{source.constant(column)}.get({key}, {source.constant('')})")

    # ── parameters and lists ──

    def parameter(self, source: Source, id: str) -> Operand:
        """Return a parameter with one value as a constant."""
        if id in self.open:
            raise Unsupported(id)
        value = self._overrides[id] if id in self._overrides else self._call.parameters[id].value
        kind = kind_of(self.scope.parameters[id].type)
        return Operand(source.constant(value), kind, nullable=False, value=value)

    def keys(self, source: Source, list_id: str) -> str | None:
        """Write the keys of a list that are in force on the day of the check."""
        table = self._call.lists.get(list_id)
        if table is None:
            return None
        if not _is_dated(table):
            return source.constant(frozenset(table.rows))
        in_force = source.constant(lru_cache(maxsize=_MOST_DAYS)(partial(keys_in_force, table)))
        return source.assign(f"{in_force}({self._day(source)})")


def _none(field: Field) -> ParameterValue:
    """What a field is that was left out because there is none."""
    if field.kind in _COUNTED:
        return 0 if field.kind == "integer" else Decimal(0)
    return ()


def _is_dated(table: Table) -> bool:
    return any(row.get("valid_from") or row.get("valid_to") for row in table.rows.values())
