"""Terms written out, with no more brackets than they need."""

import pytest

from linxuan.rules.parse import parse
from linxuan.rules.print import unparse
from linxuan.rules.terms import And, Name, Or


@pytest.mark.parametrize(
    "text",
    [
        "a AND (b OR c) AND NOT d",
        "NOT (a AND b) OR c",
        "a - (b - c) * 2",
        "a - b - c",
        "0 - a",
        "a * -3",
        "a BETWEEN 1 AND 2 AND b",
        "NOT a BETWEEN 1 AND 2",
        "a NOT IN ('x', 'O''Brien')",
        "a IN $some",
        "a <= DATE '2020-02-29'",
        "has_all(f, ('a', 'b')) OR in_list(a, 'l')",
        "a = 0.30 AND b = 1.0 AND c = TRUE",
        "(a = 1) = (b = 2)",
        "(a AND b) AND c",
    ],
)
def test_text_in_its_plainest_form_comes_back_unchanged(text: str) -> None:
    assert unparse(parse(text)) == text


def test_brackets_that_say_nothing_are_left_out() -> None:
    assert unparse(parse("((a)) AND ((b = (1)))")) == "a AND b = 1"


def test_a_term_that_was_built_can_be_written() -> None:
    assert unparse(And((Or((Name("a"), Name("b"))), Name("c")))) == "(a OR b) AND c"
