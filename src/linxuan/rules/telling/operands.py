"""One side of a comparison: what it is called, and how its value reads beside the other side."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.days import FIRST_DAY
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import Kind
from linxuan.rules.logic import Evaluator, as_day
from linxuan.rules.print import unparse
from linxuan.rules.record import Record
from linxuan.rules.scope import Type
from linxuan.rules.telling.naming import Named, is_formula, name_of
from linxuan.rules.telling.scores import described_score
from linxuan.rules.telling.speaker import Speaker, SubValue, Values, is_score, is_written
from linxuan.rules.terms import Call, Name, Param, Term
from linxuan.rules.walk import children

Figure: TypeAlias = Callable[[Record, Any], str]
"""Writes a value without its unit."""
Described: TypeAlias = Callable[[Record, Any, Values], str]
"""Says what a side is called and its value, and notes the value."""

_PLAIN = (Type.INTEGER, Type.DECIMAL, Type.SHARE, Type.RATIO)
_WITH_A_SPACE = (Type.INTEGER, Type.DECIMAL, Type.RATIO, Type.DATE)


@dataclass(frozen=True, eq=False)
class Operand:
    """A term made ready to be told, beside another one or alone."""

    term: Term
    kind: Kind
    unit: str
    """The unit that its figures carry: also `%`."""
    read: Evaluator
    named: Named
    figure: Figure
    described: Described
    """营业收入 10,000.00 万元; what is written in the rule has no label."""
    stated: Described
    """An answer after its label: 是否独立法人：是."""

    def told(self, record: Record, value: Any) -> str:
        """Return the value in words, with its unit."""
        return figures.with_unit(self.figure(record, value), self.unit)


def operand(speaker: Speaker, term: Term, beside: Term | None = None) -> Operand:
    """Make a term ready. What is written out takes its unit, its percent sign and the words of its
    options from the term `beside` it; what was worked out is rounded so that it stays on its side of it.
    """
    kind, other = speaker.kind(term), speaker.kind(beside) if beside else None
    unit, figure = _figure(speaker, term, kind, beside, other)
    read = compiled(term)
    if is_written(term):
        named: Named = lambda record: figures.with_unit(figure(record, read(record)), unit)  # noqa: E731
    else:
        named = name_of(speaker, term, lambda inner: operand(speaker, inner).named)
    plain = _plain(speaker, term, named, figure, unit)
    described = _described(speaker, term, named, figure, unit) or plain
    stated = plain if kind.type in _WITH_A_SPACE else _answered(term, named, figure)
    return Operand(term, kind, unit, compiled(term), named, figure, described, stated)


def id_of(speaker: Speaker, term: Term) -> str:
    """Return what a value is known by: the id of a field or parameter, else the text of the term."""
    known = speaker.computed.get(term)
    if known:
        return known.id
    return term.id if isinstance(term, Name | Param) else unparse(term)


# ── figures ──


def _figure(
    speaker: Speaker, term: Term, kind: Kind, beside: Term | None, other: Kind | None
) -> tuple[str, Figure]:
    """Return the unit and what writes the values of a term."""
    if kind.type is Type.YES_NO:
        yes, no = say("是"), say("否")
        return "", lambda _, value: yes if value else no
    if kind.type in _PLAIN:
        return _number(term, kind, beside, other)
    if kind.type is Type.DATE or (other and other.type is Type.DATE):
        written = figures.days()
        return "", lambda _, value: written(as_day(value) or FIRST_DAY)
    return "", _words({**speaker.options(beside), **speaker.options(term)})


def _number(term: Term, kind: Kind, beside: Term | None, other: Kind | None) -> tuple[str, Figure]:
    bound = compiled(beside) if beside else None
    if kind.type is Type.RATIO:
        return "%", lambda record, value: figures.percent(value, beside=_number_of(bound, record))
    if kind.type is Type.SHARE or (other and other.type is Type.RATIO):
        return "%", lambda _, value: figures.hundredths(value)
    if is_written(term):
        return kind.unit or (other.unit if other else ""), lambda _, value: figures.written(value)

    def amount(record: Record, value: Any) -> str:
        if isinstance(value, Fraction):
            return figures.amount(value, beside=_number_of(bound, record))
        return figures.amount(value)

    return kind.unit, amount


def _number_of(bound: Evaluator | None, record: Record) -> int | Decimal | Fraction | None:
    value = bound(record) if bound else None
    return value if isinstance(value, int | Decimal | Fraction) else None


def _words(options: Mapping[str, str]) -> Figure:
    separator, nothing = say("、"), say("无")

    def words(_: Record, value: Any) -> str:
        if isinstance(value, tuple):
            return separator.join([options.get(each, str(each)) for each in value]) or nothing
        return options.get(value, str(value))

    return words


# ── values after their names ──


def _described(speaker: Speaker, term: Term, named: Named, figure: Figure, unit: str) -> Described | None:
    """Return how a term with more to show than its value is told."""
    if isinstance(term, Call) and term.function in _MOVES:
        return _moved(speaker, term, figure)
    if isinstance(term, Call) and term.function == "share":
        return _share(speaker, term, named, figure)
    if is_written(term):
        return _written(speaker, term, figure, unit)
    return described_score(speaker, term, named, figure, unit) if is_score(term) else None


def _plain(speaker: Speaker, term: Term, named: Named, figure: Figure, unit: str) -> Described:
    whole = say("（{label}）{value}").format if is_formula(speaker, term) else say("{label} {value}").format
    id, after = id_of(speaker, term) if not is_score(term) else "", f" {unit}" if unit else ""

    def described(record: Record, value: Any, values: Values) -> str:
        label, text = named(record), figure(record, value)
        values.append(SubValue(id, label, text, unit))
        return whole(label=label, value=text + after)

    return described


def _answered(term: Term, named: Named, figure: Figure) -> Described:
    whole = say("{label}：{value}").format
    id = term.id if isinstance(term, Name | Param) else ""

    def stated(record: Record, value: Any, values: Values) -> str:
        label, text = named(record), figure(record, value)
        values.append(SubValue(id, label, text, ""))
        return whole(label=label, value=text)

    return stated


def _written(speaker: Speaker, term: Term, figure: Figure, unit: str) -> Described:
    """A parameter is a value that the sentence speaks of; what is written out is not."""
    if isinstance(term, Param) and term.id in speaker.scope.parameters:
        label = speaker.scope.parameters[term.id].name

        def parameter(record: Record, value: Any, values: Values) -> str:
            text = figure(record, value)
            values.append(SubValue(term.id, label, text, unit))
            return figures.with_unit(text, unit)

        return parameter
    return lambda record, value, _: figures.with_unit(figure(record, value), unit)


_MOVES = ("add_years", "add_months", "add_days")


def _moved(speaker: Speaker, term: Call, figure: Figure) -> Described:
    start, count = (operand(speaker, each, term) for each in children(term))
    whole = {
        "add_years": say("{day} 加 {count} 年为 {result}"),
        "add_months": say("{day} 加 {count} 个月为 {result}"),
        "add_days": say("{day} 加 {count} 天为 {result}"),
    }[term.function].format

    def moved(record: Record, value: Any, values: Values) -> str:
        day = start.described(record, start.read(record), values)
        by = count.read(record)
        if isinstance(count.term, Param):
            count.described(record, by, values)
        return whole(day=day, count=by, result=figure(record, value))

    return moved


def _share(speaker: Speaker, term: Call, named: Named, figure: Figure) -> Described:
    part, whole = (operand(speaker, each) for each in children(term))
    id, equation = id_of(speaker, term), say("{part} ÷ {whole} = {ratio}").format

    def share(record: Record, value: Any, values: Values) -> str:
        above = part.described(record, part.read(record), values)
        below = whole.described(record, whole.read(record), values)
        text = figure(record, value)
        values.append(SubValue(id, named(record), text, "%"))
        return equation(part=above, whole=below, ratio=figures.with_unit(text, "%"))

    return share
