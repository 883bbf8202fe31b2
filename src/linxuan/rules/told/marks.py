"""What the code of sentences is written with, and how the figures of an operand are written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from linxuan.rules import figures
from linxuan.rules.generated import Kind, Source, Unsupported, Writing
from linxuan.rules.generated.operands import OPEN
from linxuan.rules.generated.steps import Kept
from linxuan.rules.record import Record
from linxuan.rules.remedies.distances import smallest_step
from linxuan.rules.remedies.ways import alternatives, one_step, together
from linxuan.rules.scope import Type
from linxuan.rules.telling.naming import is_settled, name_of
from linxuan.rules.telling.operands import Operand, id_of, operand
from linxuan.rules.telling.sentences import places
from linxuan.rules.telling.spans import MOVES, spans
from linxuan.rules.telling.speaker import (
    FEW,
    MOST_REMEMBERED,
    Speaker,
    SubValue,
    is_count,
    is_divided,
    is_score,
    is_written,
    sub_value,
)
from linxuan.rules.terms import Call, Literal, Param, Term
from linxuan.rules.walk import children, names_in, parameters_in

_MOST_DAYS = 4096
STEPS: Mapping[str, Any] = {
    "sub_value": sub_value,
    "amount": figures.amount,
    "percent": figures.percent_beside,
    "one_step": one_step,
    "together": together,
    "alternatives": alternatives,
    "step": smallest_step,
    "abs": abs,
    "int": int,
}
"""What the code of sentences calls, besides the steps of the code that decides."""

Opening: TypeAlias = Callable[[str], tuple[str, str]]
"""Gives the text with which a clause opens once a year stands in front of it, and what stands behind it."""


class Figures(NamedTuple):
    """Text with a mark for every figure, the names of the figures, and what notes the values they are.

    What never changes is text already, and noted by a constant.
    """

    text: str
    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()


class Phrase(NamedTuple):
    """A clause: texts, and the names of the figures between them."""

    texts: tuple[str, ...]
    names: tuple[str, ...]


def phrase(template: str, **parts: Figures) -> Phrase:
    """Return the clause that a template makes of its parts."""
    texts, order = places(template, **{name: part.text for name, part in parts.items()})
    names = [name for part in parts.values() for name in part.names]
    return Phrase(tuple(texts), tuple(names[each] for each in order))


@dataclass(frozen=True)
class Marks:
    """Writes sentences over the values that `writing` knows, in the words of `speaker`."""

    speaker: Speaker
    writing: Writing
    in_year: Opening | None = None

    @property
    def source(self) -> Source:
        """Return where the code goes."""
        return self.writing.source

    def back_to(self, back: int) -> "Marks":
        """Return the same for year tables that many years before their latest."""
        return replace(self, writing=self.writing.back_to(back))

    def said(self, told: Phrase) -> str:
        """Return the expression of a clause: its texts are constants, see `Source.code`."""
        first, *others = self._dated(told.texts)
        pieces = [f"{{{name}}}{self._word(text)}" for name, text in zip(told.names, others, strict=True)]
        return f'f"{self._word(first)}{"".join(pieces)}"'

    def _dated(self, texts: Sequence[str]) -> Sequence[str]:
        if self.in_year is None:
            return texts
        if not texts[0]:
            raise Unsupported(texts)
        opening, behind = self.in_year(texts[0])
        *before, last = (opening, *texts[1:])
        return [*before, last + behind]

    def _word(self, text: str) -> str:
        return self.source.word(text) if text else ""

    def noted(self, id: str, label: str, figure: str, unit: str) -> str:
        """Return the name of a note of a value."""
        parts = ", ".join([self.source.constant(id), self.source.constant(label), figure])
        return self.source.assign(f"sub_value(({parts}, {self.source.constant(unit)}))")

    # ── figures ──

    def figures(self, term: Term, beside: Term | None = None) -> Figures:
        """Write the figures of a term that stands beside another one."""
        told = operand(self.speaker, term, beside)
        match term:
            case Literal():
                return Figures(told.text)
            case Param():
                return self._parameter(term, told)
            case Call(function) if function in MOVES:
                return self._moved(term)
        if is_count(term) or is_score(term) or is_divided(term) or not is_settled(term):
            raise Unsupported(term)
        value, label, id = self.writing.operand(term), told.named(Record({})), id_of(self.speaker, term)
        if told.kind.type is Type.DATE and value.kind is Kind.DATE:
            return Figures(told.text, *self._known(_days(told, id, label), value.code))
        if told.kind.type in (Type.INTEGER, Type.DECIMAL) and value.kind is Kind.NUMBER:
            figure = self.amount(value.code, whole=told.kind.type is Type.INTEGER)
            return Figures(told.text, (figure,), (self.noted(id, label, figure, told.unit),))
        raise Unsupported(term)

    def amount(self, value: str, *, whole: bool) -> str:
        """Write a number: mostly a whole one, or a decimal with two places."""
        source = self.source
        if whole:
            return source.assign(f"f'{{{value}:,}}' if {value}.__class__ is int else amount({value})")
        figure = source.assign(f"f'{{{value}:,f}}'")
        source.line(f"if {figure}[-3:-2] != '.': {figure} = amount({value})")
        return figure

    def _known(self, kept: Mapping[Any, Any], value: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Write the figure and the note of a value that comes again and again."""
        figure, note = self.source.name(), self.source.name()
        self.source.line(f"{figure}, {note} = {self.source.constant(kept)}[{value}]")
        return (figure,), (note,)

    def _parameter(self, term: Param, told: Operand) -> Figures:
        value = self.writing.parameter(term.id)

        def noted(settled: Any) -> tuple[str, Any]:
            written: list[str] = []
            values: list[Any] = []
            told.write(Record({}), settled, written, values)
            return written[0], values[0]

        if value.value is OPEN:
            return Figures(told.text, *self._known(Kept(noted, MOST_REMEMBERED), value.code))
        figure, note = noted(value.value)
        name = self.source.constant(figure)
        return Figures(told.text, (name,), (self.source.constant(note),))

    def _moved(self, term: Call) -> Figures:
        start_term, count = children(term)
        start, by = self.figures(start_term, term), self.writing.operand(count)
        if by.value is OPEN or not isinstance(by.value, int):
            raise Unsupported(term)
        note = self.figures(count, term).values if isinstance(count, Param) else ()
        day = self.day(self.writing.operand(term).code)
        span = self.source.constant(spans(term.function)(by.value))
        text = operand(self.speaker, term).text
        return Figures(text, (*start.names, span, day), (*start.values, *note))

    def day(self, value: str) -> str:
        """Write a day of the calendar."""
        return self.source.assign(f"{self.source.constant(_written_days(figures.days()))}[{value}]")

    def label(self, term: Term) -> str:
        """Return what a term is called, the same for every record."""
        if not is_settled(term) or is_written(term):
            raise Unsupported(term)
        told = name_of(self.speaker, term, lambda inner: operand(self.speaker, inner).named)
        return told(Record({}))

    # ── what has few answers ──

    def kept(self, term: Term, tell: Callable[[Record], Any]) -> str:
        """Write what is told of a term once for each answer, and give it a name."""
        answers = self.answers_to(term)
        if not answers or self.in_year:
            raise Unsupported(term)
        names = names_in(term)
        parameters: dict[str, Any] = {id: self.writing.parameter(id).value for id in parameters_in(term)}
        if OPEN in parameters.values():
            raise Unsupported(term)

        def told(given: tuple[Any, ...]) -> Any:
            return tell(Record(dict(zip(names, given, strict=True)), parameters))

        return self.source.assign(f"{self.source.constant(Kept(told, MOST_REMEMBERED))}[{answers}]")

    def answers_to(self, *terms: Term) -> str:
        """Return all answers that terms look at, each followed by a comma; empty where they are no few."""
        names = dict.fromkeys(id for each in terms for id in names_in(each))
        scope = self.speaker.scope
        if not all(id in scope.names and scope.names[id].type in FEW for id in names):
            return ""
        return "".join(f"{self.writing.name(id).code}, " for id in names)


def _days(told: Operand, id: str, label: str) -> Mapping[date, tuple[str, SubValue]]:
    """Days with the notes of them."""
    day = figures.days()

    def noted(value: date) -> tuple[str, SubValue]:
        return day(value), sub_value((id, label, day(value), told.unit))

    return Kept(noted, _MOST_DAYS)


@lru_cache(maxsize=8)
def _written_days(day: Callable[[date], str]) -> Mapping[date, str]:
    return Kept(day, _MOST_DAYS)
