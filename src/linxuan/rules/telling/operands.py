"""One side of a comparison: what it is called, and how its value reads beside the other side."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.days import FIRST_DAY
from linxuan.rules.kinds import Kind
from linxuan.rules.logic import Evaluator
from linxuan.rules.print import unparse
from linxuan.rules.record import Record
from linxuan.rules.scope import Type
from linxuan.rules.telling.naming import Named, is_formula, is_settled, name_of
from linxuan.rules.telling.scores import told_score
from linxuan.rules.telling.sentences import DAY, NAME, NUMBER, sentence, unmarked
from linxuan.rules.telling.spans import MOVES, spans
from linxuan.rules.telling.speaker import (
    Speaker,
    SubValue,
    Values,
    is_count,
    is_score,
    is_written,
    reader,
    sub_value,
)
from linxuan.rules.telling.writing import NUMBERS, Figure, Write, figure_of, nothing, settled, writing
from linxuan.rules.terms import Call, Literal, Name, Param, Term
from linxuan.rules.walk import children

Stated: TypeAlias = Callable[[Record, Any, Values], str]

_WITH_A_SPACE = (Type.INTEGER, Type.DECIMAL, Type.RATIO, Type.DATE)


@dataclass(frozen=True, eq=False)
class Operand:
    """A term made ready to be told, beside another one or alone.

    `unit` is what its figures carry, also `%`. `text` is what it is called and its value, a mark for
    every figure (营业收入 ▯ 万元; what is written in the rule has no label), and `write` writes these
    figures. `stated` is an answer after its label: 是否独立法人：是.
    """

    term: Term
    kind: Kind
    unit: str
    read: Evaluator
    named: Named
    figure: Figure
    text: str
    write: Write
    stated: Stated
    described: Stated
    """`text` with its figures."""

    def told(self, record: Record, value: Any) -> str:
        """Return the value in words, with its unit."""
        return figures.with_unit(self.figure(record, value), self.unit)


def operand(speaker: Speaker, term: Term, beside: Term | None = None) -> Operand:
    """Make a term ready. What is written out takes its unit, its percent sign and the words of its
    options from the term `beside` it; what was worked out is rounded so that it stays on its side of it.
    """
    kind, other = speaker.kind(term), speaker.kind(beside) if beside else None
    unit, figure = figure_of(speaker, term, kind, beside, other)
    if is_count(term) and other and other.unit:
        unit = other.unit
    read = reader(speaker, term)
    named = _named(speaker, term, read, figure, unit)
    text, write = _told(speaker, term, named, figure, unit)
    described = _described(text, write)
    stated = described if kind.type in _WITH_A_SPACE else _answered(term, named, figure)
    return Operand(term, kind, unit, read, named, figure, text, write, stated, described)


def id_of(speaker: Speaker, term: Term) -> str:
    """Return what a value is known by: the id of a field or parameter, else the text of the term."""
    known = speaker.computed.get(term)
    if known:
        return known.id
    return term.id if isinstance(term, Name | Param) else unparse(term)


def _named(speaker: Speaker, term: Term, read: Evaluator, figure: Figure, unit: str) -> Named:
    """What is written in the rule is called by its value."""
    if is_written(term):
        return lambda record: figures.with_unit(figure(record, read(record)), unit)
    return name_of(speaker, term, lambda inner: operand(speaker, inner).named)


# ── values after their names ──


def _told(speaker: Speaker, term: Term, named: Named, figure: Figure, unit: str) -> tuple[str, Write]:
    """Return the text of a term with marks for its figures, and what writes them."""
    mark = figures.with_unit(_mark(speaker, term), unmarked(unit))
    match term:
        case Call(function) if function in MOVES:
            return _moved(speaker, term)
        case Call("share"):
            return _share(speaker, term, figure)
        case Literal(value):
            return unmarked(figures.with_unit(figure(Record({}), value), unit)), nothing
        case Param():
            known = speaker.scope.parameters.get(term.id)
            return mark, settled(term.id, known.name if known else term.id, figure, unit)
    if is_score(term):
        return told_score(speaker, term, named(Record({})), unit)
    return _plain(speaker, term, named, figure, unit)


def _mark(speaker: Speaker, term: Term) -> str:
    """A day may end in a character, as 2023年5月15日 does; the words of an answer do at both ends."""
    kind = speaker.kind(term).type
    if kind in NUMBERS:
        return NUMBER
    return DAY if kind is Type.DATE and not figures.day(FIRST_DAY)[-1].isdigit() else NUMBER


def _plain(speaker: Speaker, term: Term, named: Named, figure: Figure, unit: str) -> tuple[str, Write]:
    if is_count(term) and unit == say("项"):
        text, write = _plain(speaker, term, named, figure, "")
        return text, _counted(write)
    shape = say("（{label}）{value}") if is_formula(speaker, term) else say("{label} {value}")
    id, mark = id_of(speaker, term), figures.with_unit(_mark(speaker, term), unmarked(unit))
    kind = speaker.kind(term).type
    if is_settled(term):
        label = named(Record({}))
        return shape.format(label=unmarked(label), value=mark), writing(kind, term, id, label, figure, unit)

    def named_anew(record: Record, value: Any, written: list[str], values: Values) -> None:
        name, text = named(record), figure(record, value)
        written += (name, text)
        values.append(sub_value((id, name, text, unit)))

    return shape.format(label=NAME, value=mark), named_anew


def _counted(write: Write) -> Write:
    """One entry is not 1 entries: a figure that is written with its unit, which its mark has not."""
    unit = say("项")

    def counted(record: Record, value: Any, written: list[str], values: Values) -> None:
        write(record, value, written, values)
        written[-1] = figures.with_unit(written[-1], unit)
        values[-1] = values[-1]._replace(unit=unit)

    return counted


def _described(text: str, write: Write) -> Stated:
    whole = sentence("{text}", text=text)

    def described(record: Record, value: Any, values: Values) -> str:
        written: list[str] = []
        write(record, value, written, values)
        return whole(tuple(written))

    return described


def _answered(term: Term, named: Named, figure: Figure) -> Stated:
    whole = say("{label}：{value}").format
    id = term.id if isinstance(term, Name | Param) else ""

    def stated(record: Record, value: Any, values: Values) -> str:
        label, text = named(record), figure(record, value)
        values.append(sub_value((id, label, text, "")))
        return whole(label=label, value=text)

    return stated


def _moved(speaker: Speaker, term: Call) -> tuple[str, Write]:
    start, count = (operand(speaker, each, term) for each in children(term))
    shape, span = say("{day} 加 {by}为 {result}"), spans(term.function)
    is_parameter, day = isinstance(count.term, Param), figures.days()

    def write(record: Record, value: Any, written: list[str], values: Values) -> None:
        start.write(record, start.read(record), written, values)
        by = count.read(record)
        if is_parameter:
            count.write(record, by, [], values)
        written += (span(by), day(value))

    return shape.format(day=start.text, by=NUMBER, result=_mark(speaker, term)), write


def _share(speaker: Speaker, term: Call, figure: Figure) -> tuple[str, Write]:
    part, whole = (operand(speaker, each) for each in children(term))
    note = share_value(speaker, term)

    def write(record: Record, value: Any, written: list[str], values: Values) -> None:
        part.write(record, part.read(record), written, values)
        whole.write(record, whole.read(record), written, values)
        written.append(figure(record, value))
        values.append(note(record, written[-1]))

    told = {"part": part.text, "whole": whole.text, "ratio": f"{NUMBER} %"}
    return say("{part} ÷ {whole} = {ratio}", **told), write


def share_value(speaker: Speaker, term: Call) -> Callable[[Record, str], SubValue]:
    """Return what notes the ratio of a share, beside its part and its whole."""
    id, named = id_of(speaker, term), name_of(speaker, term, lambda inner: operand(speaker, inner).named)
    if is_settled(term):
        label = named(Record({}))
        return lambda _, text: sub_value((id, label, text, "%"))
    return lambda record, text: sub_value((id, named(record), text, "%"))
