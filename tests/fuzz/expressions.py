"""Any text is an expression or is refused; what is read is checked, written out, read back and evaluated."""

from contextlib import suppress
from itertools import product

from linxuan.rules.check import check, inlined
from linxuan.rules.evaluate import evaluate
from linxuan.rules.explain import explain
from linxuan.rules.generated import Unsupported, values_of
from linxuan.rules.parse import parse
from linxuan.rules.print import unparse
from linxuan.rules.problems import ExpressionError, excerpt
from linxuan.rules.scope import Type
from linxuan.rules.terms import Term
from linxuan.rules.tokens import LONGEST_TEXT
from tests.core.rules.vocabulary import SCOPE, record
from tests.fuzz.values import ANSWERS

RECORDS = tuple(record(**answers) for answers in ANSWERS)
WORDS = (
    *("AND", "OR", "NOT", "IN", "BETWEEN", "TRUE", "FALSE", "DATE '2020-02-29'", "'active'", "('a', 'b')"),
    *SCOPE.names,
    *(f"${id}" for id in SCOPE.parameters),
)


def try_one(data: bytes) -> None:
    """Raises what must never be raised."""
    text = data.decode("utf-8", "replace")
    term = _read(text)
    if isinstance(term, ExpressionError):
        assert term.problem
        assert 0 <= term.position <= len(text), (term.position, text)
        excerpt(text, term.position)
        return
    written = unparse(term)
    if len(written) <= LONGEST_TEXT:
        assert parse(written) == term, (text, written)
    kind, problems = check(term, SCOPE)
    if problems:
        assert all(each.problem for each in problems)
        return
    whole = inlined(term, SCOPE)
    for each, answers in product((term, whole), RECORDS):
        evaluate(each, answers)
    if kind is Type.YES_NO:
        explain(whole, RECORDS[-1], SCOPE)
        _compare_with_generated(whole)


def _compare_with_generated(term: Term) -> None:
    """Python that is made from the term says the same; what it cannot be made from is let be."""
    with suppress(Unsupported):
        made = values_of([term], SCOPE, RECORDS[0])
        for answers, each in zip(ANSWERS, RECORDS, strict=True):
            assert made(answers)[0] is evaluate(term, each), unparse(term)


def _read(text: str) -> Term | ExpressionError:
    try:
        return parse(text)
    except ExpressionError as refused:
        return refused
