"""A term as SQL says of every row of a register what the evaluator of one record says."""

from collections import Counter

from hypothesis import given, settings

from linxuan.rules.evaluate import compiled
from linxuan.rules.parse import parse
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.terms import Term
from tests.core.rules import writing
from tests.core.rules.sql import wider
from tests.core.rules.sql.register import env, records, said

tried = settings(max_examples=200, deadline=None)


@given(text=writing.conditions)
@tried
def test_a_condition_means_the_same_in_sql(text: str) -> None:
    assert_same(parse(text))


@given(text=wider.conditions)
@tried
def test_wide_numbers_odd_texts_and_moved_days_mean_the_same_in_sql(text: str) -> None:
    assert_same(parse(text))


@given(term=wider.scored)
@tried
def test_points_mean_the_same_in_sql(term: Term) -> None:
    assert_same(term)


def assert_same(term: Term) -> Counter[object]:
    """Hold the SQL of a term to the reference on every row; what SQL leaves to it is not compared."""
    try:
        answers = said(term, env())
    except Unsayable:
        return Counter(["unsayable"])
    evaluator = compiled(term)
    for record, (answer, asked) in zip(records(), answers, strict=True):
        assert asked or answer is evaluator(record), record.values
    return Counter("asked" if asked else answer for answer, asked in answers)
