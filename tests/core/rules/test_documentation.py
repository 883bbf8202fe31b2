"""Every example of docs/rule-language.md is run, and every function stands on that page."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from linxuan.rules.check import check
from linxuan.rules.evaluate import evaluate
from linxuan.rules.functions import FUNCTIONS, NOT_YET
from linxuan.rules.parse import parse
from linxuan.rules.problems import ExpressionError
from linxuan.rules.terms import And, Compare, In, Literal, Name, Options, Term, Value
from tests.core.rules.vocabulary import SCOPE, record, yearly

PAGE = (Path(__file__).parents[3] / "docs" / "rule-language.md").read_text(encoding="utf-8")
TOLD = {None: "unknown", True: "true", False: "false"}
LINE = re.compile(r"(?P<text>.*?)(?: \[(?P<answers>.*)\])? → (?P<outcome>.*)")


def examples() -> Iterator[tuple[str, str, str]]:
    for block in re.findall(r"```example\n(.*?)```", PAGE, re.DOTALL):
        for line in block.splitlines():
            found = LINE.fullmatch(line)
            assert found, f"no example: {line}"
            yield found["text"], found["answers"] or "", found["outcome"]


def answers(text: str) -> dict[str, Value]:
    """Read `a = 1, b IN ('x', 'y'), c = (1, 2, 3)`; the last is a year table."""
    tables = {name: yearly(*values.split(", ")) for name, values in re.findall(r"(\w+) = \(([^)]*)\)", text)}
    plain = re.sub(r"\w+ = \([^)]*\)", "", text).strip(", ")
    return {**tables, **_plain(plain)} if plain else dict(tables)


def _plain(text: str) -> dict[str, Value]:
    term = parse(re.sub(r", (?=\w+ (?:=|IN) )", " AND ", text))
    return dict(_answer(each) for each in (term.terms if isinstance(term, And) else (term,)))


def _answer(term: Term) -> tuple[str, Any]:
    match term:
        case Compare("=", Name(id), Literal(value)):
            return id, value
        case In(Name(id), Options(values)):
            return id, values
    raise AssertionError(f"no answer: {term}")


def outcome(text: str, given: str) -> str:
    try:
        term = parse(text)
    except ExpressionError:
        return "refused"
    if check(term, SCOPE)[1]:
        return "refused"
    value = evaluate(term, record(**answers(given)))
    return TOLD[value] if value is None or isinstance(value, bool) else str(value)


@pytest.mark.parametrize(("text", "given", "expected"), list(examples()))
def test_an_example_comes_out_as_the_page_says(text: str, given: str, expected: str) -> None:
    assert outcome(text, given) == expected


def test_the_page_has_every_function_with_an_example_and_names_those_that_are_not_yet_there() -> None:
    used = " ".join(text for text, _, result in examples() if result != "refused")
    assert {name for name in FUNCTIONS if f"{name}(" not in used} == set()
    assert all(f"`{name}" in PAGE for name in (*FUNCTIONS, *NOT_YET))
    assert len(FUNCTIONS) == 19
