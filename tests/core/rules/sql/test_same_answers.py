"""A term as SQL says of every row of a register what the evaluator of one record says."""

from hypothesis import given, settings

from linxuan.rules.evaluate import evaluate
from linxuan.rules.parse import parse
from linxuan.rules.sql.unsayable import Unsayable
from linxuan.rules.terms import Term
from tests.core.rules.sql.register import env, said, table
from tests.core.rules.vocabulary import record
from tests.core.rules.writing import conditions

tried = settings(max_examples=150, deadline=None)


@given(text=conditions)
@tried
def test_a_condition_means_the_same_in_sql(text: str) -> None:
    assert_same(parse(text))


def assert_same(term: Term) -> None:
    """Hold the SQL of a term to the reference on every row; what SQL leaves to it is not compared."""
    try:
        answers = said(term, env())
    except Unsayable:
        return
    for row, (answer, asked) in zip(table()[1], answers, strict=True):
        assert asked or answer is evaluate(term, record(**row)), row
