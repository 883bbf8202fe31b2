"""The functions of the language as code; what is left out here is asked of its closure."""

from collections.abc import Callable, Mapping
from functools import partial

from linxuan.rules.generated import ratios, years
from linxuan.rules.generated.comparing import as_date, entries
from linxuan.rules.generated.operands import Kind, Operand, Unsupported, strictly, unknown
from linxuan.rules.generated.steps import moved
from linxuan.rules.generated.writing import Writing
from linxuan.rules.terms import Literal, Name, Options, Param, Term
from linxuan.rules.walk import names_in

# ── dates, texts, lists ──


def _shifted(move: str, writing: Writing, day: Term, count: Term) -> Operand:
    start, by = as_date(writing, writing.operand(day)), writing.operand(count)
    if by.kind is not Kind.NUMBER:
        raise Unsupported(count)
    if type(by.value) is int:
        kept = writing.source.constant(moved(move, by.value))
        return writing.result(strictly(f"{kept}[{start.code}]", start), Kind.DATE)
    return writing.result(strictly(f"{move}({start.code}, {by.code})", start, by), Kind.DATE)


def _of_kind(writing: Writing, term: Term, *kinds: Kind) -> Operand:
    found = writing.operand(term)
    if found.kind not in kinds:
        raise Unsupported(term)
    return found


def _starts_with(writing: Writing, text: Term, start: Term) -> Operand:
    whole, first = _of_kind(writing, text, Kind.TEXT), _of_kind(writing, start, Kind.TEXT)
    return writing.result(strictly(f"{whole.code}.startswith({first.code})", whole, first), Kind.YES_NO)


def _industry_section(writing: Writing, code: Term) -> Operand:
    found = _of_kind(writing, code, Kind.TEXT)
    return writing.result(strictly(f"section({found.code})", found), Kind.TEXT)


def _size(writing: Writing, chosen: Term) -> Operand:
    found = _of_kind(writing, chosen, Kind.CHOICES, Kind.GROUP)
    return writing.result(strictly(f"size({found.code})", found), Kind.NUMBER, nullable=found.nullable)


def _in_list(writing: Writing, value: Term, list_id: Term) -> Operand:
    found = _of_kind(writing, value, Kind.TEXT)
    if not isinstance(list_id, Literal):
        raise Unsupported(list_id)
    keys = writing.sight.keys(writing.source, str(list_id.value))
    if keys is None:
        return unknown(Kind.YES_NO)
    return writing.result(strictly(f"{found.code} in {keys}", found), Kind.YES_NO, nullable=found.nullable)


def _has(joined: str, writing: Writing, chosen: Term, options: Options | Param) -> Operand:
    given, wanted = _of_kind(writing, chosen, Kind.CHOICES), entries(writing, options)
    if wanted is None:
        return unknown(Kind.YES_NO)
    each = [f"{writing.source.constant(one)} in {given.code}" for one in wanted]
    nothing = "False" if joined == "or" else "True"
    return writing.result(strictly(f" {joined} ".join(each) or nothing, given), Kind.YES_NO)


# ── groups ──


def _count_where(writing: Writing, group: Term, condition: Term) -> Operand:
    """Count in a loop; one row of which it is unknown makes the count unknown."""
    if not isinstance(group, Name) or not writing.sight.groups.get(group.id) or writing.frame:
        raise Unsupported(group)
    fields, source = writing.sight.groups[group.id], writing.source
    table = writing.operand(group).code
    for name in names_in(condition):
        if name not in fields:
            writing.name(name)
    count = source.assign("None")
    with source.block(f"if {table} is not None:"):
        source.line(f"{count} = {source.constant(0)}")
        row = source.name()
        with source.block(f"for {row} in rows({table}, {source.constant(frozenset(fields))}):"):
            holds = writing.in_row(row, group.id).condition(condition).code
            with source.block(f"if {holds} is None:"):
                source.line(f"{count} = None")
                source.line("break")
            source.line(f"if {holds}: {count} += {source.constant(1)}")
    return Operand(count, Kind.NUMBER)


CALLED: Mapping[str, Callable[..., Operand]] = {
    "share_at_least": ratios.share_at_least,
    "share": ratios.share,
    "add_years": partial(_shifted, "add_years"),
    "add_months": partial(_shifted, "add_months"),
    "add_days": partial(_shifted, "add_days"),
    "in_list": _in_list,
    "has_any": partial(_has, "or"),
    "has_all": partial(_has, "and"),
    "size": _size,
    "starts_with": _starts_with,
    "industry_section": _industry_section,
    "count_where": _count_where,
    "latest": years.latest,
    "total": years.total,
    "mean": years.mean,
    "each_year": years.each_year,
    "growth": ratios.growth,
    "mean_growth": ratios.mean_growth,
    "compound_growth_at_least": ratios.compound_growth_at_least,
}
