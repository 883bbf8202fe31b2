"""The parts of an expression in words, with the values that they have for one record."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.check import kind_in
from linxuan.rules.days import iso_day
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import Kind
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type
from linxuan.rules.terms import Arithmetic, Call, Literal, Name, Options, Param, Term
from linxuan.rules.walk import children, names_in

_SIGNS = {"+": "+", "-": "−", "*": "×"}
_COUNTS = ("size", "count_where")


@dataclass(frozen=True)
class Words:
    """Tells terms over one record; labels, units and the words of options come from the scope."""

    record: Record
    scope: Scope

    def value(self, term: Term) -> Any:
        """Return what `term` is for the record; means and ratios as exact fractions."""
        return compiled(term)(self.record)

    def kind(self, term: Term) -> Kind:
        """Return the type of a term and its unit."""
        kind = kind_in(term, self.scope) or Kind(Type.TEXT)
        counts = isinstance(term, Call) and term.function in _COUNTS
        return Kind(kind.type, unit=say("项")) if counts else kind

    def described(self, term: Term, *, beside: Term | None = None) -> str:
        """Return what `term` is called and its value: 营业收入 10,000.00 万元."""
        if isinstance(term, Call) and term.function in _DESCRIBED:
            return _DESCRIBED[term.function](self, term, beside)
        if is_written(term):
            return self.told(term, beside=beside)
        told = {"label": self.named(term), "value": self.told(term, beside=beside)}
        if self._is_formula(term):
            return say("（{label}）{value}", **told)
        return say("{label} {value}", **told)

    def told(self, term: Term, *, beside: Term | None = None) -> str:
        """Return the value of `term` in words.

        What is written out takes its unit, its percent sign and the words of its options from the
        term `beside` it; what was worked out is rounded so that it stays on its side of it.
        """
        value = self.value(term)
        if isinstance(value, bool):
            return say("是") if value else say("否")
        if isinstance(value, int | Decimal | Fraction):
            return self._number(value, term, beside)
        if isinstance(value, str) and beside and self.kind(beside).type is Type.DATE:
            value = iso_day(value)
        return figures.day(value) if isinstance(value, date) else self._label(value, term, beside)

    def stated(self, term: Term) -> str:
        """Return an answer after its label: 是否独立法人：是."""
        if self.kind(term).type in (Type.INTEGER, Type.DECIMAL, Type.RATIO, Type.DATE):
            return self.described(term)
        return say("{label}：{value}", label=self.named(term), value=self.told(term))

    def entries(self, options: Options | Param) -> tuple[Any, ...]:
        """Return the entries of a list that is written out, or of a parameter."""
        return options.values if isinstance(options, Options) else tuple(self.value(options))

    def listed(self, entries: Iterable[Any], beside: Term) -> str:
        """Return entries in the words of the options that the term `beside` them has."""
        return say("、").join(self.told(Literal(entry), beside=beside) for entry in entries)

    def in_year(self, back: int) -> "Words":
        """Return the words for the year that lies `back` years before the one spoken of."""
        return replace(self, record=self.record.at_year(self.record.years_back + back))

    def dated(self, condition: Term, clauses: Iterable[str]) -> str:
        """Return clauses about one year with that year in front."""
        known = (self.scope.names.get(name) for name in names_in(condition))
        years = next(each.years for each in known if each and each.years)
        told = say("，").join(clauses)
        return say("{year}年 {clauses}", year=years[-1 - self.record.years_back], clauses=told)

    def label(self, name: str) -> str:
        """Return the label of a field."""
        variable = self.scope.names.get(name)
        return variable.name if variable else name

    def named(self, term: Term) -> str:
        """Return what `term` is called without its value: a label, or labels joined by signs."""
        if isinstance(term, Call):
            return _named_call(self, term)
        if isinstance(term, Arithmetic):
            return self._computed_label(term) or self._formula(term)
        return self.label(term.id) if isinstance(term, Name) else self.told(term)

    def _computed_label(self, term: Arithmetic) -> str:
        """A sum that a computed field stands for is called by its label."""
        return next((each.name for each in self.scope.names.values() if each.meaning == term), "")

    def _is_formula(self, term: Term) -> bool:
        return isinstance(term, Arithmetic) and not self._computed_label(term)

    def _formula(self, term: Arithmetic) -> str:
        sign = _SIGNS[term.operator]
        if term.left == Literal(0) and term.operator == "-":
            return f"{sign}{self._operand(term.right, tight=True)}"
        left = self._operand(term.left, tight=term.operator == "*")
        return f"{left} {sign} {self._operand(term.right, tight=term.operator != '+')}"

    def _operand(self, term: Term, *, tight: bool) -> str:
        """A sum inside something that binds closer stands in brackets."""
        name = self.named(term)
        is_sum = isinstance(term, Arithmetic) and term.operator != "*" and self._is_formula(term)
        return say("（{inside}）", inside=name) if tight and is_sum else name

    def _number(self, value: int | Decimal | Fraction, term: Term, beside: Term | None) -> str:
        kind, other = self.kind(term), self.kind(beside) if beside else None
        if isinstance(value, Fraction):
            bound = self.value(beside) if beside else None
            bound = bound if isinstance(bound, int | Decimal | Fraction) else None
            if kind.type is Type.RATIO:
                return figures.percent(value, beside=bound)
            return figures.amount(value, kind.unit, beside=bound)
        if kind.type is Type.SHARE or (other and other.type is Type.RATIO):
            return figures.share(value)
        if is_written(term):
            return figures.written(value, kind.unit or (other.unit if other else ""))
        return figures.amount(value, kind.unit)

    def _label(self, value: Any, term: Term, beside: Term | None) -> str:
        options = {**self._options(beside), **self._options(term)}
        if isinstance(value, tuple):
            return say("、").join(options.get(each, str(each)) for each in value)
        return options.get(value, str(value))

    def _options(self, term: Term | None) -> Mapping[str, str]:
        if isinstance(term, Name | Param):
            known = self.scope.names if isinstance(term, Name) else self.scope.parameters
            return known[term.id].options if term.id in known else {}
        return self.kind(term).options if isinstance(term, Call) else {}


def is_written(term: Term) -> bool:
    """Tell whether a term stands in the rule itself, not in the answers."""
    return isinstance(term, Literal | Param)


# ── functions ──


def _share(words: Words, term: Call, beside: Term | None) -> str:
    part, whole = children(term)
    told = {"part": words.described(part), "whole": words.described(whole)}
    return say("{part} ÷ {whole} = {ratio}", **told, ratio=words.told(term, beside=beside))


def _moved(words: Words, term: Call, _: Term | None) -> str:
    start, count = children(term)
    told = {
        "day": words.described(start, beside=term),
        "count": words.value(count),
        "result": words.told(term),
    }
    match term.function:
        case "add_years":
            return say("{day} 加 {count} 年为 {result}", **told)
        case "add_months":
            return say("{day} 加 {count} 个月为 {result}", **told)
    return say("{day} 加 {count} 天为 {result}", **told)


def _named_call(words: Words, term: Call) -> str:
    first, *others = children(term)
    name = words.named(first)
    match term.function:
        case "total" | "mean" | "mean_growth":
            return _named_years(name, term.function, words.value(others[0]))
        case "growth":
            return say("{name}比上年增长", name=name)
        case "count_where":
            return say("{name}中符合条件的有", name=name)
        case "industry_section":
            return say("{name} {code} 所属门类", name=name, code=words.value(first))
    return name


def _named_years(name: str, function: str, count: int) -> str:
    match function:
        case "total":
            return say("{name}近{count}年合计", name=name, count=count)
        case "mean":
            return say("{name}近{count}年平均", name=name, count=count)
    return say("{name}近{count}年平均增长", name=name, count=count)


_DESCRIBED: Mapping[str, Callable[[Words, Call, Term | None], str]] = {
    "share": _share,
    "add_years": _moved,
    "add_months": _moved,
    "add_days": _moved,
}
