"""Text becomes terms, or one clear refusal with its place."""

from datetime import date
from decimal import Decimal

import pytest

from linxuan.rules.parse import DEEPEST, LONGEST_LIST, MOST_TERMS, parse
from linxuan.rules.problems import ExpressionError, excerpt
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
)

A, B, C = Name("a"), Name("b"), Name("c")


def refusal(text: str) -> ExpressionError:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    return caught.value


def test_and_binds_closer_than_or() -> None:
    assert parse("a OR b AND c") == Or((A, And((B, C))))


def test_brackets_bind_closest() -> None:
    assert parse("(a OR b) AND c") == And((Or((A, B)), C))


def test_not_takes_the_whole_comparison() -> None:
    assert parse("NOT a = 1 AND b") == And((Not(Compare("=", A, Literal(1))), B))


def test_a_chain_of_and_is_one_term() -> None:
    assert parse("a AND b AND c") == And((A, B, C))


def test_products_bind_closer_than_sums_and_sums_lean_left() -> None:
    product = Arithmetic("*", B, C)
    assert parse("a - b * c - a") == Arithmetic("-", Arithmetic("-", A, product), A)


def test_a_minus_before_a_number_is_part_of_it() -> None:
    assert parse("a * -3") == Arithmetic("*", A, Literal(-3))


def test_a_minus_before_anything_else_takes_it_from_zero() -> None:
    assert parse("-a * b") == Arithmetic("*", Arithmetic("-", Literal(0), A), B)


def test_between_keeps_its_own_and() -> None:
    assert parse("a BETWEEN 1 AND 2 AND b") == And((Between(A, Literal(1), Literal(2)), B))


def test_not_between_and_not_in_are_the_opposite() -> None:
    assert parse("a NOT BETWEEN 1 AND 2") == Not(Between(A, Literal(1), Literal(2)))
    assert parse("a NOT IN ('x')") == In(A, Options(("x",)), negated=True)


def test_keywords_are_read_in_either_case_and_names_only_in_lower_case() -> None:
    assert parse("a and not b in (1)") == parse("a AND NOT b IN (1)")
    assert "小写" in refusal("A AND b").hint


def test_both_signs_for_unequal_are_one() -> None:
    assert parse("a != 1") == parse("a <> 1")


def test_a_parameter_may_stand_for_a_list() -> None:
    assert parse("a IN $some") == In(A, Param("some"))


def test_a_list_of_one_entry_after_has_all_is_a_list() -> None:
    assert parse("has_all(a, ('x'))") == Call("has_all", (A, Options(("x",))))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("0.30", Decimal("0.30")),
        ("-0.5", Decimal("-0.5")),
        ("'O''Brien'", "O'Brien"),
        ("'定制化服务'", "定制化服务"),
        ("''", ""),
        ("TRUE", True),
        ("false", False),
        ("DATE '2020-02-29'", date(2020, 2, 29)),
        ("date'2020-02-29'", date(2020, 2, 29)),
    ],
)
def test_a_literal_keeps_its_type(text: str, value: str | bool | int | Decimal | date) -> None:
    assert parse(f"a = {text}") == Compare("=", A, Literal(value))


def test_one_and_true_are_not_the_same_literal() -> None:
    assert parse("1") != parse("TRUE")


def test_text_is_kept_in_composed_form() -> None:
    assert parse("'e\N{COMBINING ACUTE ACCENT}'") == Literal("é")


def test_a_term_knows_where_it_stands_but_is_equal_wherever() -> None:
    first, second = parse("a = 1"), parse("  a   =  1 ")
    assert (first.position, second.position) == (2, 6)
    assert first == second


@pytest.mark.parametrize(
    ("text", "position", "hint"),
    [
        ("a / b", 2, "share"),
        ("a == 1", 2, "="),
        ("a = 30%", 6, "0.30"),
        ("a & b", 2, "AND"),
        ("a | b", 2, "OR"),
        ('a = "x"', 4, "单引号"),
        ("a = “x”", 4, "单引号"),
        ("a = 'x", 4, "单引号"),
        ("a（1）", 1, "半角"),
        ("a ＝ 1", 2, "半角"),
        ("营业收入 > 1", 0, "编号"),
        ("a = 1_000", 4, "不分节"),
        ("a = 1e9", 4, "指数"),
        ("a = .5", 4, "0.30"),
        ("a = 0x10", 4, ""),
        ("a < b < c", 6, "BETWEEN"),
        ("a IS NULL", 2, "尚不清楚"),
        ("a is null", 2, "尚不清楚"),
        ("a LIKE 'x'", 2, "starts_with"),
        ("CASE WHEN a THEN b", 0, "NOT"),
        ("a <= TODAY", 5, "as_of"),
        ("a = DATE '2021-02-30'", 4, "DATE '2021-01-01'"),
        ("a = DATE '1899-12-31'", 4, ""),
        ("a = DATE '2200-01-01'", 4, ""),
        ("a -- b", 2, ""),
        ("a /* b */", 2, ""),
        ("a # b", 2, ""),
        ("a AND", 5, ""),
        ("AND a", 0, ""),
        ("a b", 2, ""),
        ("(a", 2, ""),
        ("a)", 1, ""),
        ("()", 1, ""),
        ("a IN ()", 6, ""),
        ("a IN b", 5, ""),
        ("a IN (b)", 6, ""),
        ("a IN (TRUE)", 6, ""),
        ("a = (1, 2)", 6, "IN"),
        ("f(a,)", 4, ""),
        ("f(,a)", 2, ""),
        ("a NOT b", 6, ""),
        ("a = NOT b", 4, ""),
        ("$A", 0, "$"),
        ("$", 0, "$"),
        ("a.b", 1, ""),
        ("a[1]", 1, ""),
        ("a; b", 1, ""),
        ("$a$b", 0, "$"),
        ("", 0, ""),
        ("  ", 0, ""),
    ],
)
def test_what_is_no_expression_is_refused_with_its_place(text: str, position: int, hint: str) -> None:
    error = refusal(text)
    assert error.position == position
    assert error.problem
    assert hint in error.hint


@pytest.mark.parametrize(
    "character", ["\0", "\x1b", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\ud800"]
)
def test_a_character_that_nobody_sees_is_refused_inside_a_text_too(character: str) -> None:
    error = refusal(f"a = 'x{character}'")
    assert error.position == 6
    assert f"{ord(character):04X}" in error.problem


def test_a_text_does_not_run_over_lines() -> None:
    assert refusal("a = 'x\ny'").position == 4


def test_an_expression_may_run_over_lines() -> None:
    assert parse("\n  a\n  OR b\n") == Or((A, B))


# ── limits ──


def test_2000_characters_are_read_and_one_more_is_refused() -> None:
    assert parse("a" + " " * 1999) == A
    assert "2000" in refusal("a" + " " * 2000).problem


@pytest.mark.parametrize(
    "text",
    [
        "(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        "NOT " * (DEEPEST + 1) + "a",
        "- " * (DEEPEST + 1) + "a",
        "a" + " + a" * DEEPEST,
        "size(" * (DEEPEST + 1) + "a" + ")" * (DEEPEST + 1),
        "(" * 1000 + "a" + ")" * 999,
    ],
)
def test_what_is_nested_too_deep_is_refused(text: str) -> None:
    assert str(DEEPEST) in refusal(text).problem


def test_50_brackets_are_read() -> None:
    assert parse("(" * DEEPEST + "a" + ")" * DEEPEST) == A


def test_too_many_terms_are_refused() -> None:
    allowed = " OR ".join("a" for _ in range(MOST_TERMS - 1))
    assert isinstance(parse(allowed), Or)
    assert str(MOST_TERMS) in refusal(f"{allowed} OR a").problem


def test_100_entries_are_read_and_one_more_is_refused() -> None:
    entries = ["1"] * LONGEST_LIST
    assert isinstance(parse(f"a IN ({', '.join(entries)})"), In)
    assert "in_list" in refusal(f"a IN ({', '.join([*entries, '1'])})").hint


def test_a_negative_number_keeps_all_its_digits() -> None:
    digits = "0." + "1" * 29
    assert parse(f"-{digits}") == Literal(Decimal(f"-{digits}"))


def test_a_number_of_more_than_30_digits_is_refused() -> None:
    assert parse("1" * 30) == Literal(int("1" * 30))
    assert "30" in refusal("1" * 31).problem


def test_the_place_is_shown_within_the_words_around_it() -> None:
    text = "income >= 1\n  AND staff / 2 > 3"
    assert excerpt(text, refusal(text).position) == "me >= 1 AND staff ⟶/ 2 > 3"
    assert excerpt(text, -1) == ""
