"""Random expressions that make sense over the invented form, as text, and random answers to it."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from linxuan.rules.record import Record
from linxuan.rules.terms import Value
from tests.core.rules.vocabulary import NAMES, YEARS, record

_SIGNS = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])
_EQUAL = st.sampled_from(["=", "<>"])


def _written(template: str, *parts: st.SearchStrategy[Any]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map(lambda given: template.format(*given))


# ── values of each type, as text ──

_tables = st.sampled_from(["income", "direct", "indirect"])
_spans = st.integers(1, 3)
_amounts = st.deferred(
    lambda: st.one_of(
        _tables,
        st.just("capital"),
        st.sampled_from(["0", "1", "0.5", "-3", "9999999999999999.99"]),
        _written("total({}, {})", _tables, _spans),
        _written("mean({}, {})", _tables, _spans),
        _written("({} {} {})", _amounts, st.sampled_from("+-"), _amounts),
        _written("{} * 2", _tables),
    )
)
_counts = st.one_of(
    st.sampled_from(["designated", "centres", "size(functions)", "size(patents)", "0", "2"]),
    st.just("count_where(patents, granted)"),
    st.just("count_where(patents, granted OR granted_on <= filed_on)"),
)
_days = st.deferred(
    lambda: st.one_of(
        st.sampled_from(["live_on", "filed_on", "accident_on", "$since", "DATE '2020-02-29'"]),
        st.sampled_from(["add_years(live_on, 170)", "add_years(filed_on, -90)"]),
        _written("add_years({}, {})", _days, st.sampled_from(["-1", "2", "$least_years"])),
        _written("add_months({}, {})", _days, st.sampled_from(["-1", "1", "11"])),
        _written("add_days({}, {})", _days, st.sampled_from(["-1", "30"])),
    )
)
_ratios = st.one_of(
    _written("share({}, {})", _amounts, _amounts),
    _written("growth({})", _tables),
    _written("mean_growth({}, {})", _tables, st.integers(1, 2)),
)
_bounds = st.sampled_from(["0", "0.3", "-0.5", "1", "$least_share"])

# ── conditions ──

_plain = st.one_of(
    st.sampled_from(["legal", "accident", "TRUE", "FALSE", "in_list(district, 'districts')"]),
    st.sampled_from(["status IN ('active', 'closed')", "status NOT IN $unsound", "status = 'active'"]),
    st.sampled_from(["category = 'sharing'", "category <> 'sharing'", "starts_with(district, '9901')"]),
    st.sampled_from(["has_all(functions, ('a', 'b'))", "has_any(functions, ('b', 'c'))"]),
    st.sampled_from(["industry_section(industry) = 'C'", "industry_section(industry) IN ('C', 'I')"]),
)
_compared = st.one_of(
    _written("{} {} {}", _amounts, _SIGNS, _amounts),
    _written("{} {} {}", _counts, _SIGNS, _counts),
    _written("{} {} {}", _days, _SIGNS, _days),
    _written("{} {} {}", _ratios, _SIGNS, _bounds),
    _written("{} {} {}", _ratios, _SIGNS, _ratios),
    _written("{} BETWEEN {} AND {}", _amounts, _amounts, _amounts),
    _written("{} NOT BETWEEN {} AND {}", _days, _days, _days),
    _written("{} BETWEEN {} AND {}", _ratios, _bounds, _bounds),
    _written("{} IN (0, 1, 2)", _counts),
    _written("share_at_least({}, {}, {})", _amounts, _amounts, _bounds),
    _written("compound_growth_at_least({}, {}, {})", _tables, st.integers(1, 2), _bounds),
    _written("each_year({} {} {}, {})", _tables, _SIGNS, _tables, _spans),
    _written("each_year({} > 0 OR legal, {})", _tables, _spans),
    _written("each_year(growth({}) > {}, {})", _tables, _bounds, st.integers(1, 2)),
    _written(
        "{} {} {}", st.sampled_from(["legal", "accident"]), _EQUAL, st.sampled_from(["TRUE", "accident"])
    ),
)
conditions: st.SearchStrategy[str] = st.recursive(
    _plain | _compared,
    lambda inner: st.one_of(
        _written("NOT ({})", inner),
        _written("({}) AND ({})", inner, inner),
        _written("({}) OR ({})", inner, inner),
        _written("({}) AND ({}) AND ({})", inner, inner, inner),
    ),
    max_leaves=5,
)

# ── answers ──

_numbers = st.sampled_from([Decimal(n) for n in ("0", "0.01", "-5", "30", "100", "9999999999999999.99")])
_dates = st.sampled_from(
    [date(1900, 1, 1), date(2020, 2, 29), date(2021, 5, 15), date(2022, 2, 28), date(2199, 12, 31)]
)
_rows = st.fixed_dictionaries({"granted": st.booleans(), "granted_on": _dates})
_ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    **{each.id: st.fixed_dictionaries(dict.fromkeys(YEARS, _numbers)) for each in NAMES if each.years},
    **dict.fromkeys(("live_on", "filed_on", "accident_on"), _dates),
    **dict.fromkeys(("legal", "accident"), st.booleans()),
    **dict.fromkeys(("designated", "centres"), st.integers(0, 3)),
    "capital": _numbers,
    "status": st.sampled_from(["active", "closed", "halted"]),
    "category": st.sampled_from(["sharing", "other"]),
    "functions": st.sets(st.sampled_from("abc")).map(lambda chosen: tuple(sorted(chosen))),
    "district": st.sampled_from(["990101", "990202", ""]),
    "industry": st.sampled_from(["3484", "6513", "9999", ""]),
    "patents": st.lists(_rows, max_size=2).map(tuple),
}
complete: st.SearchStrategy[dict[str, Value]] = st.fixed_dictionaries(_ANSWERS)


@st.composite
def forms(draw: st.DrawFn) -> tuple[dict[str, Value], dict[str, Value]]:
    """Return complete answers, and the same with some left out: whole fields, single years, cells of rows."""
    full = draw(complete)
    kept = {name: draw(_thinned(value)) for name, value in full.items() if draw(st.booleans())}
    return full, kept


def _thinned(value: Any) -> st.SearchStrategy[Any]:
    if isinstance(value, dict):
        return st.sets(st.sampled_from(list(value))).map(lambda keys: {key: value[key] for key in keys})
    if isinstance(value, tuple) and value and isinstance(value[0], dict):
        return st.tuples(*(_thinned(row) for row in value))
    return st.just(value)


def over(values: dict[str, Value]) -> Record:
    """Return the record with these answers."""
    return record(**values)
