"""Laws that hold for every expression and every form, tried on random ones."""

from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.rules.check import check
from linxuan.rules.evaluate import evaluate
from linxuan.rules.explain import explain
from linxuan.rules.missing import missing
from linxuan.rules.parse import parse
from linxuan.rules.print import unparse
from linxuan.rules.problems import ExpressionError
from linxuan.rules.scope import Type
from linxuan.rules.terms import Term, Value
from linxuan.rules.walk import names_in
from tests.core.rules.vocabulary import SCOPE
from tests.core.rules.writing import conditions, forms, over

Form: TypeAlias = dict[str, Value]
tried = settings(max_examples=150, deadline=None)
told = settings(max_examples=75, deadline=None)


@given(text=conditions)
@tried
def test_a_sensible_expression_has_no_fault(text: str) -> None:
    assert check(parse(text), SCOPE) == (Type.YES_NO, ())


@given(text=conditions, form=forms())
@tried
def test_what_is_decided_stays_when_more_is_filled_in(text: str, form: tuple[Form, Form]) -> None:
    full, partial = form
    term = parse(text)
    decided = evaluate(term, over(partial))
    assert decided is None or decided is evaluate(term, over(full))


@given(text=conditions, form=forms())
@tried
def test_something_is_missing_exactly_when_the_outcome_is_unknown(text: str, form: tuple[Form, Form]) -> None:
    term, partial = parse(text), over(form[1])
    unknown = evaluate(term, partial) is None
    assert bool(missing(term, partial)) is unknown
    assert set(missing(term, partial)) <= set(names_in(term))


@given(text=conditions, form=forms())
@tried
def test_filling_in_only_what_is_not_missing_never_decides(text: str, form: tuple[Form, Form]) -> None:
    full, partial = form
    term = parse(text)
    waits_for = missing(term, over(partial))
    others = {name: value for name, value in full.items() if name not in waits_for}
    if waits_for:
        assert evaluate(term, over(partial | others)) is None


@given(text=conditions, form=forms())
@told
def test_every_outcome_can_be_told(text: str, form: tuple[Form, Form]) -> None:
    for answers in form:
        explanation = explain(parse(text), over(answers), SCOPE)
        assert explanation.because.strip("；，： ")
        assert "None" not in explanation.because
        assert "Fraction" not in explanation.because


@given(text=conditions)
@tried
def test_what_is_written_out_reads_back_as_the_same(text: str) -> None:
    term = parse(text)
    assert parse(unparse(term)) == term


@given(text=st.text(max_size=60))
@tried
def test_any_text_is_read_or_refused_and_nothing_else_happens(text: str) -> None:
    read_or_refuse(text)


@given(
    pieces=st.lists(
        st.sampled_from(
            [
                "a",
                "$p",
                "1",
                "0.5",
                "'x'",
                "''",
                "(",
                ")",
                ",",
                "+",
                "-",
                "*",
                "=",
                "<>",
                "<=",
                "AND",
                "OR",
                "NOT",
                "IN",
                "BETWEEN",
                "TRUE",
                "DATE",
                "'2020-02-30'",
                "f(",
                "has_all(",
                "/",
                "--",
                "$",
                "'",
                '"',
                ".",
                "\n",
            ]
        ),
        max_size=25,
    ),
    gap=st.sampled_from(["", " "]),
)
@tried
def test_any_heap_of_words_is_read_or_refused_and_nothing_else_happens(pieces: list[str], gap: str) -> None:
    read_or_refuse(gap.join(pieces))


def read_or_refuse(text: str) -> None:
    """What is read is checked without a fall, and reads back; what is refused says why and where."""
    outcome = read(text)
    if isinstance(outcome, ExpressionError):
        assert outcome.problem
        assert 0 <= outcome.position <= len(text)
    else:
        check(outcome, SCOPE)
        assert parse(unparse(outcome)) == outcome


def read(text: str) -> Term | ExpressionError:
    try:
        return parse(text)
    except ExpressionError as error:
        return error
