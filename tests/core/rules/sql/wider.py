"""Expressions that go further than those of `writing`: wide numbers, odd text, days moved by a field."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from linxuan.rules.parse import parse
from linxuan.rules.problems import ExpressionError
from linxuan.rules.terms import Arithmetic, Best, Compare, Literal, Points, Term
from tests.core.rules import writing
from tests.core.rules.sql.register import ODD

_SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
_TABLES = st.sampled_from(["income", "direct", "indirect"])
_YEARS = st.integers(1, 3)


def _written(template: str, *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda given: template.format(*given))


def _reads(text: str) -> bool:
    """Tell whether the text is no longer than the language takes."""
    try:
        parse(text)
    except ExpressionError:
        return False
    return True


_text = st.sampled_from(ODD).map(lambda text: "'" + text.replace("'", "''") + "'")
_numerals = st.sampled_from(
    [
        *("0", "1", "-1", "0.3", "-12.345678", "0.0000001", "333333.333333", "99999999999.99"),
        *("999999999999999.999999", "123456789012345678901234567890", "0.00000000000000000000000000001"),
    ]
)
_amounts: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        _TABLES,
        _numerals,
        st.sampled_from(["capital", "-capital", "0 * capital", "designated"]),
        _written("total({}, {})", _TABLES, _YEARS),
        _written("mean({}, {})", _TABLES, _YEARS),
        _written("({} {} {})", _amounts, st.sampled_from("+-*"), _amounts),
    )
)
_counts: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.sampled_from(
            ["designated", "centres", "0", "-1", "2", "1200", "-90000", "2147483648", "$least_years"]
        ),
        st.sampled_from(["size(works)", "count_where(works, copies > 1)", "total(staff, 2)", "staff"]),
        _written("({} {} {})", _counts, st.sampled_from("+-*"), _counts),
    )
)
_days: st.SearchStrategy[str] = st.deferred(
    lambda: st.one_of(
        st.sampled_from(["live_on", "filed_on", "accident_on", "DATE '2020-02-29'", "DATE '2199-12-31'"]),
        _written("add_{}({}, {})", st.sampled_from(["years", "months", "days"]), _days, _counts),
        _written(
            "add_{}({}, {})", st.sampled_from(["years", "months", "days"]), _days, st.integers(-100, 100)
        ),
    )
)
_ratios = st.one_of(
    _written("share({}, {})", _amounts, _amounts),
    _written("growth({})", _TABLES),
    _written("mean_growth({}, {})", _TABLES, st.integers(1, 2)),
)
_in_rows = st.one_of(
    _written("worth {} {}", _SIGNS, st.sampled_from(["0.3", "capital", "copies", "worth * worth * worth"])),
    _written("worth * copies {} {}", _SIGNS, _amounts),
    _written("title = {}", _text),
    _written("title IN ({}, {})", _text, _text),
    _written("made_on {} {}", _SIGNS, _days),
    st.sampled_from(["add_years(made_on, copies) <= filed_on", "share_at_least(worth, capital, 0.3)"]),
    st.sampled_from(
        ["count_where(patents, granted AND granted_on > made_on) >= 1", "industry_section(title) = 'I'"]
    ),
    st.sampled_from(["each_year(income > worth, 2)", "has_any(functions, ('a')) OR worth > 0"]),
)
_plain = st.one_of(
    _written("{} {} {}", _amounts, _SIGNS, _amounts),
    _written("{} {} {}", _counts, _SIGNS, _counts),
    _written("{} {} {}", _days, _SIGNS, _days),
    _written("{} {} {}", _ratios, _SIGNS, _ratios),
    _written("{} {} {}", _amounts, _SIGNS, _ratios),
    _written("{} BETWEEN {} AND {}", _ratios, _ratios, _amounts),
    _written("{} NOT BETWEEN {} AND {}", _ratios, _amounts, _amounts),
    _written("{} {} ({}, {}, 0)", _ratios, st.sampled_from(["IN", "NOT IN"]), _numerals, _numerals),
    _written("{} {} ({}, {}, 100)", _amounts, st.sampled_from(["IN", "NOT IN"]), _numerals, _numerals),
    _written("{} {} ('2020-02-29', DATE '2022-02-28')", _days, st.sampled_from(["IN", "NOT IN"])),
    _written("share_at_least({}, {}, {})", _amounts, _amounts, _amounts),
    _written("compound_growth_at_least({}, {}, {})", _TABLES, st.integers(1, 2), _amounts),
    _written("each_year(share_at_least({}, {}, 0.3) OR growth({}) > 1, 2)", _TABLES, _TABLES, _TABLES),
    _written("each_year(mean_growth({}, 1) {} {}, 2)", _TABLES, _SIGNS, _numerals),
    _written("district {} {}", st.sampled_from(["=", "<>"]), _text),
    _written("district {} ({}, {}, '990101')", st.sampled_from(["IN", "NOT IN"]), _text, _text),
    _written("starts_with(district, {})", _text),
    _written("industry_section(industry) {} 'C'", st.sampled_from(["=", "<>"])),
    _written("industry_section(industry) {} ('A', 'C', 'I', 'T')", st.sampled_from(["IN", "NOT IN"])),
    _written("industry_section(industry) = industry_section(district)"),
    _written("count_where(works, {}) {} {}", _in_rows, _SIGNS, _counts),
    st.just("in_list(district, 'districts') = legal"),
)
conditions: st.SearchStrategy[str] = st.recursive(
    _plain,
    lambda inner: st.one_of(
        _written("NOT ({})", inner),
        _written("({}) AND ({})", inner, inner),
        _written("({}) OR ({})", inner, inner),
    ),
    max_leaves=3,
).filter(_reads)

# ── points ──

_worth = st.sampled_from([0, 5, 10, Decimal("2.5"), Decimal(-1), Decimal("33.333")])
_cases = st.tuples(writing.conditions.map(parse), _worth)
_measures = st.one_of(
    st.just("count_where(works, copies >= 1)"),
    st.just("share(count_where(works, worth > 0), centres)"),
    st.just("count_where(patents, granted) + size(works)"),
    _amounts,
    _ratios,
)


@st.composite
def _bands(draw: st.DrawFn) -> tuple[tuple[Term, Any], ...]:
    """Return cases that tell bands of one measure."""
    measure, sign = draw(_measures), draw(st.sampled_from([">=", "<="]))
    bounds = draw(st.lists(st.sampled_from(["0", "0.3", "1", "2", "100"]), min_size=1, max_size=3))
    return tuple((parse(f"{measure} {sign} {bound}"), draw(_worth)) for bound in bounds)


_points = st.builds(Points, _bands() | st.lists(_cases, min_size=1, max_size=3).map(tuple), _worth)
_scores: st.SearchStrategy[Term] = st.one_of(
    _points,
    st.builds(Best, st.lists(_points, min_size=1, max_size=3).map(tuple)),
)
scored: st.SearchStrategy[Term] = st.builds(
    Compare,
    _SIGNS,
    _scores | st.builds(Arithmetic, st.just("+"), _scores, _scores),
    st.sampled_from(
        [Literal(0), Literal(5), Literal(10), Literal(Decimal("7.5")), Literal(Decimal("33.333"))]
    ),
)
