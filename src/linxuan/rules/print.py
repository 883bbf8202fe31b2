"""A term written out as text again, which reads back as the same term."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

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

_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN = range(1, 8)
"""How close each binds, as in `parse.py`."""


def unparse(term: Term) -> str:
    """Return `term` as text, with brackets only where they are needed."""
    return _WRITTEN[type(term)](term)


def _inside(term: Term, weakest: int) -> str:
    text = unparse(term)
    return text if _binding(term) >= weakest else f"({text})"


def _binding(term: Term) -> int:
    match term:
        case Or():
            return _OR
        case And():
            return _AND
        case Not():
            return _NOT
        case Compare() | Between() | In():
            return _COMPARISON
        case Arithmetic(sign):
            return _PRODUCT if sign == "*" else _SUM
    return _SIGN


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return _decimal(value) if isinstance(value, Decimal) else str(value)


def _decimal(value: Decimal) -> str:
    """A decimal keeps its point, so that it reads back as one."""
    text = f"{value:f}"
    return text if "." in text else f"{text}.0"


def _options(options: Options | Param) -> str:
    if isinstance(options, Param):
        return unparse(options)
    return f"({', '.join(map(_scalar, options.values))})"


def _logical(word: str, weakest: int) -> Callable[[And | Or], str]:
    return lambda term: f" {word} ".join(_inside(each, weakest + 1) for each in term.terms)


def _arithmetic(term: Arithmetic) -> str:
    binding = _binding(term)
    return f"{_inside(term.left, binding)} {term.operator} {_inside(term.right, binding + 1)}"


def _between(term: Between) -> str:
    low, high = _inside(term.low, _SUM), _inside(term.high, _SUM)
    return f"{_inside(term.term, _SUM)} BETWEEN {low} AND {high}"


def _argument(argument: Term | Options) -> str:
    return _options(argument) if isinstance(argument, Options) else unparse(argument)


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    Literal: lambda term: _scalar(term.value),
    Name: lambda term: term.id,
    Param: lambda term: f"${term.id}",
    Not: lambda term: f"NOT {_inside(term.term, _NOT)}",
    And: _logical("AND", _AND),
    Or: _logical("OR", _OR),
    Compare: lambda term: f"{_inside(term.left, _SUM)} {term.operator} {_inside(term.right, _SUM)}",
    Between: _between,
    In: lambda term: (
        f"{_inside(term.term, _SUM)} {'NOT IN' if term.negated else 'IN'} {_options(term.options)}"
    ),
    Arithmetic: _arithmetic,
    Call: lambda term: f"{term.function}({', '.join(map(_argument, term.arguments))})",
}
