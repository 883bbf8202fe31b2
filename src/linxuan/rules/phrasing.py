"""A condition in words, without values: what it asks, as one would say it to an applicant."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from linxuan.language import say
from linxuan.rules import figures
from linxuan.rules.inlining import inlined
from linxuan.rules.kinds import WORDS
from linxuan.rules.record import ParameterValue, Record
from linxuan.rules.scope import Scope, Type
from linxuan.rules.telling.comparisons import entries_of, oriented
from linxuan.rules.telling.naming import is_formula, name_of
from linxuan.rules.telling.operands import operand
from linxuan.rules.telling.sentences import closed
from linxuan.rules.telling.spans import MOVES, spans
from linxuan.rules.telling.speaker import Speaker, is_score
from linxuan.rules.terms import (
    And,
    Arithmetic,
    Between,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Not,
    Options,
    Or,
    Param,
    Term,
)
from linxuan.rules.walk import children

Parameters: TypeAlias = Mapping[str, ParameterValue]
_NEGATED: Mapping[str, str] = {"=": "<>", "<>": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def phrase(term: Term, scope: Scope, parameters: Parameters) -> str:
    """Return a checked condition in words, in the language in use; `parameters` are shown with their value.

    A computed field is shown with what it is computed from.
    """
    told = _Phrasing(Speaker.of(scope), parameters).condition(inlined(term, scope), True)
    return closed(told)


class _Phrasing:
    """Says terms of one scope."""

    def __init__(self, speaker: Speaker, parameters: Parameters) -> None:
        self.speaker = speaker
        self.parameters = parameters

    def condition(self, term: Term, holds: bool) -> str:
        """Say that a condition holds, or that it does not."""
        return _CONDITIONS[type(term)](self, term, holds)

    def negation(self, term: Not, holds: bool) -> str:
        """Say what NOT asks: the opposite of what stands inside."""
        return self.condition(term.term, not holds)

    def always(self, term: Literal, holds: bool) -> str:
        """Say a condition that is written out."""
        return say("不附条件") if term.value is holds else say("不可能符合")

    def answer(self, term: Name, holds: bool) -> str:
        """Say what a question of yes or no has to be answered with."""
        answer = say("是") if holds else say("否")
        return say("{name}为“{answer}”", name=self.thing(term), answer=answer)

    def joined(self, term: And | Or, holds: bool) -> str:
        """Say several conditions, of which all are asked or one is enough."""
        both, told = isinstance(term, And) is holds, []
        for each in term.terms:
            inner = self.condition(each, holds)
            told.append(say("（{inside}）", inside=inner) if _is_joined(each) else inner)
        return (say("，并且") if both else say("，或者")).join(told)

    def comparison(self, term: Compare, holds: bool) -> str:
        """Say how two sides have to stand to each other."""
        if self.speaker.kind(term.left).type is Type.YES_NO:
            return self._sameness(term, holds)
        term = oriented(term)
        sign = term.operator if holds else _NEGATED[term.operator]
        kind = self.speaker.kind(term.left).type
        shapes = _of_words if kind in WORDS else _of_days if kind is Type.DATE else _of_numbers
        return shapes()[sign].format(left=self.thing(term.left), right=self.thing(term.right, term.left))

    def _sameness(self, term: Compare, holds: bool) -> str:
        same = (term.operator == "=") is holds
        told = {"left": self.condition(term.left, True), "right": self.condition(term.right, True)}
        return (
            say("“{left}”与“{right}”同真同假", **told) if same else say("“{left}”与“{right}”恰有一个", **told)
        )

    def among(self, term: Between | In, holds: bool) -> str:
        """Say a range, or a list."""
        if isinstance(term, Between):
            shape = (
                say("{value}在 {low} 至 {high} 之间") if holds else say("{value}不在 {low} 至 {high} 之间")
            )
            bounds = {"low": self.thing(term.low, term.term), "high": self.thing(term.high, term.term)}
            return shape.format(value=self.thing(term.term), **bounds)
        inside = holds is not term.negated
        shape = say("{value}是{list}之一") if inside else say("{value}不是{list}")
        return shape.format(
            value=self.thing(term.term), list=self._entries(term.options, term.term, either=True)
        )

    def _entries(self, options: Options | Param, beside: Term, *, either: bool = False) -> str:
        entries = entries_of(self.speaker, options, beside, either=either)
        values = options.values if isinstance(options, Options) else self.parameters.get(options.id)
        told = entries(values if isinstance(values, tuple) else ())
        if isinstance(options, Param):
            return self._labelled(options.id, told)
        return told.replace(say("、"), say("或")) if either and len(options.values) == 2 else told

    def call(self, term: Call, holds: bool) -> str:
        """Say a function that answers yes or no."""
        first, *others = children(term)
        match term.function:
            case "share_at_least":
                ratio = Compare(">=", Call("share", (first, others[0])), others[1])
                return self.comparison(ratio, holds)
            case "compound_growth_at_least":
                return self._compound(first, others[0], others[1], holds)
            case "each_year":
                shape = say("近{count}年每年{condition}") if holds else say("近{count}年并非每年{condition}")
                return shape.format(count=self.thing(others[0]), condition=self.condition(first, True))
        return self._of_answer(term, first, others, holds)

    def _compound(self, table: Term, years: Term, least: Term, holds: bool) -> str:
        shape = (
            say("{name}近{count}年年均复合增长不低于 {least}")
            if holds
            else say("{name}近{count}年年均复合增长低于 {least}")
        )
        told = self.thing(least, Call("share", (table, table)))
        return shape.format(name=self.thing(table), count=self.thing(years), least=told)

    def _of_answer(self, term: Call, first: Term, others: list[Term], holds: bool) -> str:
        name, options = self.thing(first), term.arguments[-1]
        if term.function == "in_list":
            list_id = others[0].value if isinstance(others[0], Literal) else ""
            shape = say("{name}在{list}内") if holds else say("{name}不在{list}内")
            return shape.format(name=name, list=self.speaker.list_name(list_id))
        if term.function == "starts_with":
            shape = say("{name}以“{prefix}”开头") if holds else say("{name}不以“{prefix}”开头")
            return shape.format(name=name, prefix=self.thing(others[0]))
        listed = self._entries(options, first) if isinstance(options, Options | Param) else ""
        every, either = term.function == "has_all", term.function == "has_any"
        shapes = {
            (True, True): say("{name}包括{list}"),
            (True, False): say("{name}缺{list}中的至少一项"),
            (False, True): say("{name}有{list}之一"),
            (False, False): say("{name}没有{list}中的任何一项"),
        }
        return shapes[every and not either, holds].format(name=name, list=listed)

    # ── things ──

    def thing(self, term: Term, beside: Term | None = None) -> str:
        """Say what a term is: a label, a parameter with its value, a sum with its parts."""
        match term:
            case Param(id):
                return self._labelled(id, self._told(term, self.parameters.get(id), beside))
            case Literal(value):
                return self._told(term, value, beside)
            case Call(function) if function in _THINGS or function in MOVES:
                return self._of_call(term)
            case Arithmetic() if term in self.speaker.computed and not is_score(term):
                formula = self._formula(term)
                return say("{name}（{inside}）", name=self.speaker.computed[term].name, inside=formula)
            case Arithmetic():
                return self._formula(term) if is_formula(self.speaker, term) else self._name(term)
        return self._name(term)

    def _name(self, term: Term) -> str:
        return name_of(self.speaker, term, lambda inner: lambda _: self.thing(inner))(Record({}))

    def _formula(self, term: Arithmetic) -> str:
        plain = Speaker(self.speaker.scope, {})
        return name_of(plain, term, lambda inner: lambda _: self.thing(inner))(Record({}))

    def _labelled(self, parameter: str, value: str) -> str:
        known = self.speaker.scope.parameters.get(parameter)
        name = known.name if known else parameter
        return say("{name}（{inside}）", name=name, inside=value) if value else name

    def _told(self, term: Term, value: Any, beside: Term | None) -> str:
        """A value as it is written; one that depends on answers is not told."""
        if value is None:
            return ""
        one = operand(self.speaker, term, beside)
        return figures.with_unit(one.figure(Record({}, {**self.parameters}), value), one.unit)

    def _moved(self, term: Call) -> str:
        """A day that is moved by so many years, or by a parameter that says how many."""
        day, count = children(term)
        value = count.value if isinstance(count, Literal) else self.parameters.get(getattr(count, "id", ""))
        by = spans(term.function)(value) if isinstance(value, int) else ""
        if isinstance(count, Param):
            by = self._labelled(count.id, by)
        return say("{name}加 {by}", name=self.thing(day), by=by or self.thing(count))

    def _of_call(self, term: Call) -> str:
        if term.function in MOVES:
            return self._moved(term)
        first, *others = children(term)
        name = self.thing(first)
        match term.function:
            case "share":
                told = {"part": self._bracketed(first), "whole": self._bracketed(others[0])}
                return say("{part}占{whole}的比重", **told)
            case "count_where":
                inside = _Phrasing(Speaker.of(self._rows(term)), self.parameters)
                asked = inside.condition(others[0], True)
                return say("{name}中“{condition}”的行数", name=name, condition=asked)
            case "size":
                return say("{name}的项数", name=name)
            case "industry_section":
                return say("{name}所属的门类", name=name)
        return _THINGS[term.function]().format(name=name, count=self.thing(others[0]) if others else "")

    def _bracketed(self, term: Term) -> str:
        """A sum without a name of its own stands in brackets."""
        told = self.thing(term)
        return say("（{inside}）", inside=told) if is_formula(self.speaker, term) else told

    def _rows(self, term: Call) -> Scope:
        group = children(term)[0]
        return self.speaker.scope.row(group.id) if isinstance(group, Name) else self.speaker.scope


def _is_joined(term: Term) -> bool:
    return isinstance(term.term if isinstance(term, Not) else term, And | Or)


def _as_it_is() -> str:
    return "{name}"


_THINGS: Mapping[str, Callable[[], str]] = {
    "share": _as_it_is,
    "size": _as_it_is,
    "count_where": _as_it_is,
    "industry_section": _as_it_is,
    "latest": _as_it_is,
    "total": lambda: say("{name}近{count}年合计"),
    "mean": lambda: say("{name}近{count}年平均"),
    "growth": lambda: say("{name}比上年增长"),
    "mean_growth": lambda: say("{name}近{count}年平均增长"),
}


def _of_numbers() -> Mapping[str, str]:
    return {
        ">=": say("{left}不低于 {right}"),
        ">": say("{left}高于 {right}"),
        "<=": say("{left}不高于 {right}"),
        "<": say("{left}低于 {right}"),
        "=": say("{left}等于 {right}"),
        "<>": say("{left}不等于 {right}"),
    }


def _of_days() -> Mapping[str, str]:
    return {
        ">=": say("{left}不早于 {right}"),
        ">": say("{left}晚于 {right}"),
        "<=": say("{left}不晚于 {right}"),
        "<": say("{left}早于 {right}"),
        "=": say("{left}就是 {right}"),
        "<>": say("{left}不是 {right}"),
    }


def _of_words() -> Mapping[str, str]:
    return {"=": say("{left}是{right}"), "<>": say("{left}不是{right}")}


_CONDITIONS: Mapping[type, Callable[[_Phrasing, Any, bool], str]] = {
    Not: _Phrasing.negation,
    And: _Phrasing.joined,
    Or: _Phrasing.joined,
    Literal: _Phrasing.always,
    Name: _Phrasing.answer,
    Compare: _Phrasing.comparison,
    Between: _Phrasing.among,
    In: _Phrasing.among,
    Call: _Phrasing.call,
}
