"""The text of an expression read into terms, by precedence climbing over its tokens.

Weakest first: OR, AND, NOT, comparisons with IN and BETWEEN, then + and -, then *, then a sign.
"""

from datetime import date
from decimal import Decimal
from typing import TypeVar

from linxuan.language import say
from linxuan.rules import hints
from linxuan.rules.problems import ExpressionError
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
from linxuan.rules.tokens import Token, tokens
from linxuan.rules.walk import depth

DEEPEST = 50
MOST_TERMS = 200
LONGEST_LIST = 100

COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _SIGN = range(1, 8)
_BINDING = {
    "OR": _OR,
    "AND": _AND,
    **dict.fromkeys((*COMPARISONS, "IN", "BETWEEN", "NOT"), _COMPARISON),
    **dict.fromkeys("+-", _SUM),
    "*": _PRODUCT,
}
TAKES_LIST = frozenset({"has_any", "has_all"})
"""Functions whose second argument is a list written out, also when it has one entry only."""
Scalar = str | int | Decimal | date
Made = TypeVar("Made", Term, Options, Param)


def parse(text: str) -> Term:
    """Read `text` into a term. Raises ExpressionError at the first fault, with its place and a hint.

    At most 2,000 characters, 200 terms, 50 of them inside one another, 100 entries in a list.
    """
    if not text.strip():
        raise ExpressionError(say("表达式是空的"), 0)
    return _Parser(tokens(text)).whole()


class _Parser:
    """One reading: `token` is the next that was not used yet."""

    def __init__(self, read: tuple[Token, ...]) -> None:
        self._rest = iter(read)
        self.token = next(self._rest)
        self._terms = 0
        self._brackets = 0
        self._levels = 0

    def whole(self) -> Term:
        term = self._expression(_OR)
        if self.token.kind != "end":
            raise self._unexpected(say("这里应当结束"))
        if depth(term) > DEEPEST:
            raise self._too_deep()
        return term

    # ── operators ──

    def _expression(self, weakest: int) -> Term:
        """Read a term whose operators bind at least as close as `weakest`."""
        left = self._prefixed(weakest)
        while (binding := self._binding()) >= weakest:
            left = self._joined(left, binding)
        return left

    def _binding(self) -> int:
        known = self.token.kind in ("keyword", "symbol")
        return _BINDING.get(self.token.value, 0) if known else 0

    def _joined(self, left: Term, binding: int) -> Term:
        match self.token.value:
            case "AND" | "OR":
                return self._logical(left, binding)
            case "+" | "-" | "*":
                sign = self._take()
                right = self._inside(binding + 1)
                return self._made(Arithmetic(sign.value, left, right, position=sign.position))
        term = self._comparison(left)
        if self._binding() == _COMPARISON:
            raise self._error(say("比较不能连写"), say("写成 甲 <= 乙 AND 乙 <= 丙，或 乙 BETWEEN 甲 AND 丙"))
        return term

    def _logical(self, left: Term, binding: int) -> Term:
        word = self.token
        terms = [left]
        while self._at(word.value):
            self._take()
            terms.append(self._inside(binding + 1))
        kind = And if word.value == "AND" else Or
        return self._made(kind(tuple(terms), position=word.position))

    def _comparison(self, left: Term) -> Term:
        word = self._take()
        if word.value == "NOT":
            if self._at("IN"):
                self._take()
                return self._membership(left, word, negated=True)
            return self._made(Not(self._range(left, self._expect("BETWEEN")), position=word.position))
        if word.value == "IN":
            return self._membership(left, word, negated=False)
        if word.value == "BETWEEN":
            return self._range(left, word)
        right = self._inside(_SUM)
        return self._made(Compare(word.value, left, right, position=word.position))

    def _membership(self, left: Term, word: Token, negated: bool) -> Term:
        return self._made(In(left, self._options(), negated, position=word.position))

    def _range(self, left: Term, word: Token) -> Term:
        low = self._inside(_SUM)
        self._expect("AND")
        return self._made(Between(left, low, self._inside(_SUM), position=word.position))

    # ── what stands alone ──

    def _prefixed(self, weakest: int) -> Term:
        if self._at("NOT"):
            if weakest > _NOT:
                raise self._error(say("这里的 NOT 要放在括号里"))
            word = self._take()
            return self._made(Not(self._inside(_NOT), position=word.position))
        if self._at("-"):
            return self._negative()
        return self._primary()

    def _negative(self) -> Term:
        """Read what follows a minus: a number is a number, anything else is taken from 0."""
        sign = self._take()
        if self.token.kind == "number":
            return self._made(Literal(self._digits(sign="-"), position=sign.position))
        right = self._inside(_SIGN)
        zero = self._made(Literal(0, position=sign.position))
        return self._made(Arithmetic("-", zero, right, position=sign.position))

    def _primary(self) -> Term:
        if self._at("("):
            return self._bracketed()
        token = self.token
        match token.kind:
            case "number" | "text" | "date":
                return self._made(Literal(self._scalar(), position=token.position))
            case "keyword" if token.value in ("TRUE", "FALSE"):
                return self._made(Literal(self._take().value == "TRUE", position=token.position))
            case "parameter":
                return self._parameter()
            case "name":
                return self._name()
        raise self._unexpected(say("这里缺一个值"))

    def _bracketed(self) -> Term:
        self._take()
        self._brackets += 1
        if self._brackets > DEEPEST:
            raise self._too_deep()
        term = self._expression(_OR)
        self._brackets -= 1
        if self._at(","):
            raise self._error(say("这里不能写列表"), say("列表用在 IN、has_any、has_all 之后"))
        self._expect(")")
        return term

    def _parameter(self) -> Param:
        token = self._take()
        return self._made(Param(token.value, position=token.position))

    def _name(self) -> Term:
        name = self._take()
        if not self._at("("):
            return self._made(Name(name.value, position=name.position))
        self._take()
        arguments: list[Term | Options] = []
        while not self._at(")"):
            if arguments:
                self._expect(",")
            listed = name.value in TAKES_LIST and len(arguments) == 1
            arguments.append(self._options() if listed else self._inside(_OR))
        self._take()
        return self._made(Call(name.value, tuple(arguments), position=name.position))

    # ── lists ──

    def _options(self) -> Options | Param:
        if self.token.kind == "parameter":
            return self._parameter()
        opening = self._expect("(")
        values = [self._scalar()]
        while self._at(","):
            self._take()
            values.append(self._scalar())
        self._expect(")")
        if len(values) > LONGEST_LIST:
            problem = say("列表有{count}项，最多{most}项", count=len(values), most=LONGEST_LIST)
            raise ExpressionError(problem, opening.position, say("用名单和 in_list"))
        return self._made(Options(tuple(values), position=opening.position))

    def _scalar(self) -> Scalar:
        if self._at("-"):
            self._take()
            return self._digits(sign="-")
        match self.token.kind:
            case "number":
                return self._digits()
            case "text":
                return self._take().value
            case "date":
                return date.fromisoformat(self._take().value)
        raise self._unexpected(say("列表里只能是文字、数字或日期"))

    def _digits(self, sign: str = "") -> int | Decimal:
        if self.token.kind != "number":
            raise self._unexpected(say("这里应当是数字"))
        text = sign + self._take().value
        return Decimal(text) if "." in text else int(text)

    # ── tokens and limits ──

    def _at(self, value: str) -> bool:
        return self.token.kind in ("keyword", "symbol") and self.token.value == value

    def _take(self) -> Token:
        token, self.token = self.token, next(self._rest, self.token)
        return token

    def _expect(self, value: str) -> Token:
        if not self._at(value):
            raise self._unexpected(say("这里应当是 {value}", value=value))
        return self._take()

    def _inside(self, weakest: int) -> Term:
        """Read a term that stands inside another. Every level here is a level of the term."""
        self._levels += 1
        if self._levels > DEEPEST:
            raise self._too_deep()
        term = self._expression(weakest)
        self._levels -= 1
        return term

    def _made(self, term: Made) -> Made:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise self._error(say("表达式超过{most}个成分", most=MOST_TERMS), say("拆成几条规则"))
        return term

    def _too_deep(self) -> ExpressionError:
        return self._error(say("表达式套叠超过{most}层", most=DEEPEST), say("拆成几条规则"))

    def _unexpected(self, wanted: str) -> ExpressionError:
        if self.token.kind == "end":
            return self._error(say("表达式没有写完：{wanted}", wanted=wanted))
        found = self.token.value
        problem = say("读到“{found}”读不下去：{wanted}", found=found, wanted=wanted)
        return self._error(problem, hints.for_word(found) if self.token.kind == "name" else "")

    def _error(self, problem: str, hint: str = "") -> ExpressionError:
        return ExpressionError(problem, self.token.position, hint)
