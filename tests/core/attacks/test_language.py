"""Texts that are no rule: refused by the reader or the check, at once, and whatever they look like."""

import time
from datetime import date
from decimal import Decimal

import pytest

from linxuan.checking import check as check_answers
from linxuan.checking import parse_override, read_override
from linxuan.errors import BadInput
from linxuan.programme.reading import read_programme
from linxuan.rules.check import check
from linxuan.rules.evaluate import evaluate
from linxuan.rules.parse import parse
from linxuan.rules.print import unparse
from linxuan.rules.problems import ExpressionError
from linxuan.rules.terms import Literal
from tests.core.attacks.packages import DALIAN
from tests.core.rules.vocabulary import SCOPE, record

SLOWEST = 0.5
"""Seconds of a processor for one text."""

STATEMENTS = (
    "legal; DROP TABLE applications",
    "SELECT 1",
    "legal UNION SELECT legal",
    "(SELECT legal)",
    "legal IN (SELECT id FROM users)",
    "EXISTS (SELECT 1)",
    "status = (SELECT 'active')",
    "capital > ALL (1, 2)",
    "WITH a AS (SELECT 1) SELECT * FROM a",
    "capital FROM range(10)",
    "COUNT(*) > 1",
    "legal -- AND accident",
    "legal /* AND accident */",
    "legal # comment",
    "legal AND $$text$$ = 'a'",
    "ATTACH 'a.db'",
    "COPY t TO 'x'",
    "INSTALL httpfs",
    "PRAGMA threads = 1",
    "SET memory_limit = '1GB'",
    "CALL pragma_version()",
)
FUNCTIONS = (
    "read_csv('/etc/passwd') = 'x'",
    "read_text('x') = 'x'",
    "glob('*') = 'x'",
    "getenv('HOME') = '/root'",
    "current_setting('threads') = '1'",
    "current_user() = 'x'",
    "now() > filed_on",
    "today() > filed_on",
    "random() < 1",
    "uuid() = 'x'",
    "repeat('x', 1000000000) = 'x'",
    "range(1000000000) = 1",
    "lpad('x', 1000000000) = 'x'",
    "concat('a', 'b') = 'ab'",
    "'a' || 'b' = 'ab'",
    "regexp_matches(district, '(a+)+$')",
    "replace(district, 'a', 'b') = 'x'",
    "list_transform(functions, x -> x)",
    "eval('legal')",
    "exec('legal')",
    "open('x') = 'x'",
    "__import__('os') = 'x'",
    "system('id') = 'x'",
    "query('SELECT 1') = 1",
    "sleep(600) = 1",
    "in_list(district, '../../etc/passwd')",
    "in_list(district, 'districts'')')",
    "has_title('x')",
)
OPERATORS = (
    "CAST(capital AS TEXT) = '1'",
    "capital::text = '1'",
    "capital::int = 1",
    "TRY_CAST(capital AS INT) = 1",
    "district LIKE '%a%'",
    "district ILIKE '%a%'",
    "district GLOB '*'",
    "district SIMILAR TO '(a+)+'",
    "district ~ '(a+)+$'",
    "capital / 0 > 1",
    "capital % 2 = 0",
    "capital // 2 = 1",
    "capital ^ 2 > 1",
    "2 ** 1000000 > 1",
    "capital << 64 > 1",
    "capital & 1 = 1",
    "CASE WHEN legal THEN 1 ELSE 0 END = 1",
    "IF(legal, 1, 0) = 1",
    "COALESCE(legal, TRUE)",
    "legal IS NULL",
    "legal IS NOT DISTINCT FROM accident",
    "NULL",
    "legal = NULL",
    "legal COLLATE zh",
    "functions[1] = 'a'",
    "patents.granted",
    "patents[0].granted",
    "{'a': 1} = 1",
    "[1, 2] = 1",
    "x -> x",
    "lambda x: x",
    "legal if legal else accident",
    "not legal and __class__",
    "legal.__class__",
    "f'{legal}' = 'x'",
    "filed_on - INTERVAL 2 YEAR > live_on",
    "INTERVAL '1' DAY > 1",
)
NAMES = (
    '"legal"',
    "`legal`",
    "[legal]",
    "linxuan.legal",
    "main.legal",
    "t.legal",
    "rowid = 1",
    "rowid",
    "_legal",
    "legal_",
    "LEGAL",
    "Legal",
    "légal",
    "lеgal",  # a Cyrillic letter
    "ｌegal",  # a wide one
    "企业",
    "$legal",
    "$$legal",
    "$1 = 1",
    "? = 1",
    ":legal",
    "@legal",
    "%legal%",
    "@@version = 1",
    "sqlite_master",
    "information_schema",
    "__proto__",
    "a" * 1_900,
    "$" + "a" * 1_900,
)
LITERALS = (
    "1_000 = 1",
    "0x10 = 16",
    "0b1 = 1",
    "1e400 > 1",
    "1e5 > 1",
    ".5 > 0",
    "5. > 0",
    "1.2.3 > 0",
    "٣ = 3",  # a digit, to Python
    "１ = 1",
    "²= 2",
    "inf > 1",
    "nan = nan",
    "Infinity > 1",
    f"{'9' * 31} > 1",
    f"0.{'0' * 31}1 > 0",
    "DATE '9999-12-31' > filed_on",
    "DATE '0001-01-01' < filed_on",
    "DATE '2023-02-30' < filed_on",
    "DATE '2023-W01-1' < filed_on",
    "DATE '٢٠٢٣-01-01' < filed_on",
    "DATE 'infinity' > filed_on",
    "DATE 'today' = filed_on",
    "TIMESTAMP '2023-01-01' < filed_on",
    "status = 'active",
    'status = "active"',
    "status = E'act\\x69ve'",
    "status = U&'active'",
    "status = 'no such value'",
    "status = 'actіve'",  # a Cyrillic letter
    "status = 'Active'",
    "status = 'active '",
)
HIDDEN = tuple(
    text.replace("!", mark)
    for mark in (
        "\0",
        "\x1b",
        "\x7f",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2028",
        "\ud800",
        "\udfff",
        "\u00ad",
    )
    for text in ("le!gal", "status = 'act!ive'", "legal!", "district = '!'")
)
LARGE = (
    "(" * 2_000,
    "(" * 900 + "legal" + ")" * 900,
    "NOT " * 450 + "legal",
    "NOT (" * 300 + "legal" + ")" * 300,
    "-" * 1_900 + "1 = 1",
    "- " * 900 + "1 = 1",
    "legal AND " * 205 + "legal",
    " OR ".join(["legal"] * 250),
    "capital IN (" + ", ".join(map(str, range(101))) + ")",
    "capital IN (" + "1," * 900 + "1)",
    "capital" + " + 1" * 400 + " > 1",
    "capital" + " * capital" * 150 + " > 1",
    "count_where(patents, " * 80 + "granted" + ")" * 80,
    "add_days(" * 200 + "filed_on" + ", 1)" * 200 + " > filed_on",
    "legal" + " " * 2_000,
    "\n" * 2_001,
    "'" * 1_999,
    "''" * 999,
    "'" + "a" * 1_990 + "'",
    "$" * 1_999,
    "." * 1_999,
    "1" * 1_999,
    "a(" * 990,
    ",".join("a" * 999),
    "x" * 20_000_000,
    "(" * 20_000_000,
)
SHIFTS = (
    "add_years(filed_on, 9000000) > filed_on",
    "add_years(filed_on, -9000000) > filed_on",
    "add_days(filed_on, 999999999999999999999999999999) > filed_on",
    "add_months(filed_on, 1.5) > filed_on",
    "add_years(filed_on, capital) > filed_on",
    "latest(income, 3) > 1",
    "total(income, 0) > 1",
    "total(income, 999999999) > 1",
    "mean(income, -1) > 1",
    "each_year(income, 999999999, income > 0)",
    "total(income, designated) > 1",
)
REFUSED = (*STATEMENTS, *FUNCTIONS, *OPERATORS, *NAMES, *LITERALS, *HIDDEN, *LARGE, *SHIFTS)


@pytest.mark.parametrize("text", REFUSED, ids=range(len(REFUSED)))
def test_what_is_no_rule_is_refused_at_once_and_in_words(text: str) -> None:
    begun = time.process_time()
    problems = faults(text)
    assert time.process_time() - begun < SLOWEST
    assert problems, text[:200]
    assert all(0 < len(problem) < 4_000 for problem in problems)


@pytest.mark.parametrize(
    "value",
    [
        "it''s",
        "a; DROP TABLE x",
        "\\",
        "\\'' OR 1=1 --",
        '"',
        "%s",
        "{0}",
        "$x",
        "/*",
        "(a+)+$",
        "𠮷",
        "<b>",
        "=1+1",
        "a\u0301",
    ],
)
def test_a_hostile_text_in_quotes_is_only_a_text(value: str) -> None:
    term = parse(f"district = '{value}'")
    assert check(term, SCOPE)[1] == ()
    assert parse(unparse(term)) == term
    assert evaluate(term, record(district="other")) is False


def test_the_heaviest_expression_that_is_let_in_is_evaluated_at_once() -> None:
    term = parse("capital" + " * capital" * 48 + " > 0")
    begun = time.process_time()
    evaluate(term, record(capital=Decimal("9" * 30)))
    assert time.process_time() - begun < SLOWEST


CALL = read_programme(DALIAN)
DAY = date(2023, 5, 10)


@pytest.mark.parametrize("years", ["9000000", "-9000000", "999999999999999", "1" * 15])
def test_a_parameter_set_to_ages_decides_nothing_wrong_and_breaks_nothing(years: str) -> None:
    name, value = parse_override(CALL, f"platform_years_min={years}")
    found = check_answers(CALL, "platform", {"platform_live_on": DAY}, on=DAY, overrides={name: value})
    assert found.findings


@pytest.mark.parametrize(
    "text",
    [
        "platform_years_min=" + "9" * 5_000,
        "platform_years_min=1e9",
        "platform_years_min=2; DROP TABLE x",
        "platform_years_min=١",
        "service_share_min=1e-999999999",
        "service_share_min=NaN",
        "service_share_min=Infinity",
        "service_share_min=2",
        "service_share_min=0.3' OR '1'='1",
        "accident_free_since=9999-12-31",
        "accident_free_since=0001-01-01",
        "unsound_statuses=active'; --",
        "no_such=1",
        "x" * 1_000_000 + "=1",
        "=",
        "",
        "service_share_min",
        "service_share_min=\0",
    ],
    ids=lambda text: text[:40],
)
def test_a_hostile_parameter_is_refused_in_one_sentence(text: str) -> None:
    begun = time.process_time()
    with pytest.raises(BadInput) as caught:
        parse_override(CALL, text)
    assert time.process_time() - begun < SLOWEST
    assert len(caught.value.problem) < 500


@pytest.mark.parametrize(
    "raw", [None, True, 10**400, [], {}, float("nan"), float("inf"), "\ud800", b"1", object()]
)
def test_a_parameter_that_is_no_value_is_refused(raw: object) -> None:
    with pytest.raises(BadInput):
        read_override(CALL, "platform_years_min", raw)


def faults(text: str) -> list[str]:
    """What the reader or the check says of a text."""
    try:
        term = parse(text)
    except ExpressionError as refused:
        return [refused.problem]
    kind, problems = check(term, SCOPE)
    if kind is None or problems:
        return [each.problem for each in problems]
    return ["no condition"] if isinstance(term, Literal) or kind != "yes_no" else []
