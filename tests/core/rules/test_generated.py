"""Generated code against the closures: the same answer for every expression and every form."""

import re
from datetime import date, timedelta
from decimal import Context, Decimal, Inexact, getcontext, localcontext
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linxuan.rules.days import add_years
from linxuan.rules.evaluate import evaluate
from linxuan.rules.generated import PIECES, PlainSight, Source, Writing, values_of
from linxuan.rules.parse import parse
from linxuan.rules.record import Record
from linxuan.rules.scope import Scope, Type, Variable
from linxuan.rules.terms import (
    And,
    Best,
    Call,
    Compare,
    In,
    Literal,
    Name,
    Options,
    Or,
    Param,
    Points,
    Term,
    Value,
)
from tests.core.rules.vocabulary import SCOPE, YEARS, record
from tests.core.rules.writing import conditions, forms, over

tried = settings(max_examples=150, deadline=None)
several = st.lists(conditions, min_size=1, max_size=6)
_points = st.builds(
    lambda texts, worth, otherwise: Points(
        tuple((parse(text), points) for text, points in zip(texts, worth, strict=False)), otherwise
    ),
    st.lists(conditions, min_size=1, max_size=4),
    st.lists(st.sampled_from([Decimal("7.5"), 10, 3, 0]), min_size=4, max_size=4),
    st.sampled_from([0, Decimal(1)]),
)


def generated(*terms: Term, **answers: Value | None) -> tuple[Any, ...]:
    return values_of(terms, SCOPE, record())(answers)


@given(texts=several, form=forms())
@tried
def test_many_rules_in_one_function_say_what_each_says_alone(texts: list[str], form: Any) -> None:
    terms = [parse(text) for text in texts]
    decide = values_of(terms, SCOPE, record())
    for answers in form:
        assert decide(answers) == tuple(evaluate(term, over(answers)) for term in terms)


@given(terms=st.lists(_points, min_size=1, max_size=3), form=forms())
@tried
def test_points_and_the_best_of_them_are_the_same(terms: list[Points], form: Any) -> None:
    every = [*terms, Best(tuple(terms))]
    decide = values_of(every, SCOPE, record())
    for answers in form:
        assert decide(answers) == tuple(evaluate(term, over(answers)) for term in every)


# ── a package is from a stranger ──

HOSTILE = [
    "x'); __import__('os').abort()  #",
    'x"\n__import__("os").abort()\n"',
    "{answers}",
    "\\",
    "answers",
    "odd",
    "None",
    "k1",
    "\u202e\x00",
]
WORDS = re.compile(
    r"def|decide|answers|context|try|if|elif|else|for|break|is|not|in|and|or|None|True|False|return|except|pass|"
    r"finally|get|startswith|__class__|getcontext|setcontext|exact|flags|before|inexact|odd|seen|record|unusual|refuse|date|dict|"
    r"amount|no_amount|rows|size|section|best|add_(?:years|months|days)|[kv][0-9]+|[01]"
)
SIGNS = re.compile(r"[\s\w():,.+*=<>!\[\]'-]*")


def text_of(*terms: Term, scope: Scope = SCOPE, shape: Record | None = None) -> str:
    source = Source()
    writing = Writing(PIECES, source, PlainSight(scope, shape or record()))
    return source.text("".join(f"{writing.operand(term).code}, " for term in terms))


@given(texts=several)
@tried
def test_the_text_is_made_of_our_own_words_alone(texts: list[str]) -> None:
    assert is_our_own(text_of(*map(parse, texts)))


def is_our_own(text: str) -> bool:
    return all(map(WORDS.fullmatch, re.findall(r"\w+", text))) and bool(SIGNS.fullmatch(text))


@pytest.mark.parametrize("word", HOSTILE)
def test_what_a_package_calls_its_elements_never_becomes_code(word: str) -> None:
    scope = Scope(
        {
            word: Variable(word, Type.TEXT),
            "group": Variable("group", Type.GROUP, fields={word: Variable(word, Type.TEXT)}),
        },
        {word: Variable(word, Type.TEXT)},
        frozenset({word}),
    )
    same = Compare("=", Name(word), Literal(word))
    terms = [
        same,
        Compare("=", Name(word), Param(word)),
        In(Name(word), Options((word, "other"))),
        Call("in_list", (Name(word), Literal(word))),
        Call("starts_with", (Name(word), Literal(word))),
        Compare("=", Call("count_where", (Name("group"), same)), Literal(1)),
    ]
    shape = Record({}, {word: word}, {word: frozenset({word})}, groups={"group": (word,)})
    assert is_our_own(text_of(*terms, scope=scope, shape=shape))
    decide = values_of(terms, scope, shape)
    assert decide({word: word, "group": ({word: word},)}) == (True,) * len(terms)
    assert decide({word: "other", "group": ({word: word},)}) == (False, False, True, False, False, True)


def test_generated_code_reaches_no_builtin() -> None:
    decide = values_of([parse("income > 1")], SCOPE, record())
    assert decide.__globals__["__builtins__"] == {}


# ── the edges ──


def test_the_context_of_whoever_asks_stays_as_it_was() -> None:
    before = getcontext()
    decide = values_of([parse("capital * 3 > 1")], SCOPE, record())
    assert decide({"capital": Decimal(1)}) == (True,)
    assert getcontext() is before


@pytest.mark.parametrize("before", [True, False])
def test_whether_somebody_else_rounded_is_still_known(before: bool) -> None:
    decide = values_of([parse("share_at_least(capital, income, 0.3)")], SCOPE, record())
    with localcontext() as context:
        context.flags[Inexact] = before
        assert decide({"capital": Decimal(3), "income": Decimal(10)}) == (True,)
        assert decide({"capital": Decimal("9" * 60), "income": Decimal("9" * 60)}) == (True,)
        assert context.flags[Inexact] is before


@pytest.mark.parametrize("traps", [[], [Inexact]])
def test_it_is_exact_for_somebody_who_has_few_digits(traps: list[type[Inexact]]) -> None:
    decide = values_of([parse("share_at_least(capital, income, 0.3)")], SCOPE, record())
    with localcontext(Context(prec=2, traps=traps)):
        assert decide({"capital": Decimal("30.2"), "income": Decimal("101.0")}) == (False,)
        assert decide({"capital": Decimal("30.3"), "income": Decimal("101.0")}) == (True,)


def test_no_digit_is_lost() -> None:
    huge = Decimal("9" * 60 + ".01")
    assert generated(parse("capital + 1 > capital"), parse("capital * capital <> 1"), capital=huge) == (
        True,
        True,
    )


def test_a_number_with_too_many_digits_is_left_to_the_closures() -> None:
    far = Decimal("1E+6000")
    term = parse("capital + 0.1 > 1")
    assert generated(term, capital=far) == (evaluate(term, record(capital=far)),)


@pytest.mark.parametrize("odd", ["2021-05-15", "soon", 7])
def test_an_answer_of_another_type_is_left_to_the_closures(odd: Value) -> None:
    terms = [parse("live_on = '2021-05-15'"), parse("live_on <> '2021-05-16'")]
    assert generated(*terms, live_on=odd) == tuple(evaluate(term, record(live_on=odd)) for term in terms)


def test_a_row_with_a_field_that_its_group_has_not_is_left_to_the_closures() -> None:
    term = parse("count_where(patents, legal) = 1")
    rows = ({"legal": True},)
    assert generated(term, legal=False, patents=rows) == (evaluate(term, record(legal=False, patents=rows)),)


def test_a_term_nested_too_deep_is_left_to_the_closures() -> None:
    term = parse("legal")
    for _ in range(45):
        term = Or((Compare("=", Name("capital"), Literal(1)), And((term, Name("accident")))))
    answers: dict[str, Value] = {"legal": True, "accident": True, "capital": Decimal(2)}
    assert generated(term, **answers) == (True,)
    assert generated(term, legal=True, accident=True) == (True,)


@pytest.mark.parametrize("years", [-301, -121, -1, 0, 1, 2, 3, 4, 80, 176, 300, 301])
def test_moving_by_years_is_that_of_the_calendar_for_every_day_of_four_years(years: int) -> None:
    term = Call("add_years", (Name("live_on"), Literal(years)))
    decide = values_of([term], SCOPE, record())
    for number in range(366 * 4):
        day = date(2019, 3, 1) + timedelta(days=number)
        assert decide({"live_on": day}) == (add_years(day, years),)


# ── small tables, whole ──

OF_ONE_TABLE = [
    "growth(income) >= 0.5",
    "growth(income) = 1",
    "mean_growth(income, 2) = 0.5",
    "mean_growth(income, 2) > 0.25",
    "mean_growth(income, 2) <> growth(income)",
    "compound_growth_at_least(income, 2, 0.5)",
    "compound_growth_at_least(income, 1, -0.5)",
    "compound_growth_at_least(income, 2, $least_share)",
    "mean(income, 2) > 1.5",
    "mean(income, 3) + mean(income, 2) * 2 <= 5",
    "total(income, 3) IN (3, 5)",
    "each_year(growth(income) > 0, 2)",
    "NOT each_year(income >= 1, 3)",
    "share(mean(income, 2), total(income, 3)) > 0.5",
    "share_at_least(mean(income, 3), income, 0.5)",
    "growth(income) BETWEEN 0 AND 1",
]


def test_what_is_worked_out_from_a_table_is_the_same_for_every_small_table() -> None:
    terms = [parse(text) for text in OF_ONE_TABLE]
    decide = values_of(terms, SCOPE, record())
    numbers = [None, *map(Decimal, ("-1", "0", "1", "1.5", "2", "3"))]
    for cells in product(numbers, repeat=3):
        table = {year: cell for year, cell in zip(YEARS, cells, strict=True) if cell is not None}
        answers: dict[str, Value] = {"income": table}
        assert decide(answers) == tuple(evaluate(term, over(answers)) for term in terms), cells


def test_a_share_is_the_same_for_every_small_part_and_base() -> None:
    texts = [
        "share(capital, centres) >= 0.5",
        "share_at_least(capital, centres, 0.5)",
        "share(capital, centres) < 1",
    ]
    terms = [parse(text) for text in texts]
    decide = values_of(terms, SCOPE, record())
    for part, base in product([None, *map(Decimal, ("-1", "0", "0.5", "1"))], [None, -1, 0, 1, 2]):
        given = {"capital": part, "centres": base}
        assert decide(given) == tuple(evaluate(term, record(**given)) for term in terms), given
