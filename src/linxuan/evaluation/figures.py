"""The figures of a report held against last year's, against the peers', and against each other.

What stands out is a `Doubt`: one sentence with its numbers, for a person. Nothing is decided by it, and a figure
that is not there raises none.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import quantiles
from types import MappingProxyType
from typing import Literal, TypeAlias

from linxuan.answers.fields import fields_of
from linxuan.derive import answers_as_of, record_of, shown_by_year, years_of
from linxuan.language import say
from linxuan.programme.definition import Call, Field, FiguresTerms, Peers, Round
from linxuan.programme.scope import scope_of
from linxuan.rules.evaluate import evaluate
from linxuan.rules.explain import explain
from linxuan.rules.terms import Value

Figures: TypeAlias = Mapping[str, Mapping[int, Decimal]]
"""The figures of a report by field and year; a share is a ratio (0.35)."""
NONE: Figures = MappingProxyType({})
DoubtKind = Literal["jump", "restated", "share", "check", "peers"]


@dataclass(frozen=True)
class Doubt:
    """Something at a figure that a person should look at; `field` is empty where several are held together."""

    kind: DoubtKind
    field: str
    year: int
    told: str


def figures_of(call: Call, round_: Round, answers: Mapping[str, Value]) -> Figures:
    """Return the figures that a round looks at, from the typed answers of one report.

    A figure that is asked once, and not by years, counts for the year of the round.
    """
    return figures_at(call, round_.id, answers, looked_at(round_), year=round_.year or 0)


def looked_at(round_: Round) -> tuple[str, ...]:
    """Return the fields whose figures a round looks at."""
    terms = round_.figures
    if terms is None:
        return ()
    return tuple(dict.fromkeys((*terms.fields, *(terms.peers.fields if terms.peers else ()))))


def earlier_figures(
    call: Call, round_: Round, earlier: Call, earlier_round: Round, answers: Mapping[str, Value]
) -> Figures:
    """Return what a report of an earlier round says of the figures that a round looks at.

    `answers` are those of the earlier report. A field that had another unit then is left out.
    """
    asked = fields_of(earlier, earlier_round.id)
    same = [id for id in looked_at(round_) if id in asked and asked[id].unit == call.fields[id].unit]
    return figures_at(earlier, earlier_round.id, answers, same, year=earlier_round.year or 0)


def figures_at(
    call: Call, procedure: str, answers: Mapping[str, Value], fields: Sequence[str], *, year: int
) -> Figures:
    """Return some figures of one form, filed under a track or round; `year` is that of a figure without years."""
    found: dict[str, dict[int, Decimal]] = {id: {} for id in fields}
    years = {id: years_of(call, call.fields[id]) or (year,) for id in fields}
    all_years = sorted({each for own in years.values() for each in own})
    for at, values in shown_by_year(call, procedure, answers, all_years).items():
        for id in fields:
            value = _at(values.get(id), at)
            if value is not None and at in years[id]:
                found[id][at] = value
    return {id: by_year for id, by_year in found.items() if by_year}


def _at(value: Value | None, year: int) -> Decimal | None:
    if isinstance(value, Mapping):
        value = value[year] if year in value else next(iter(value.values()), None)
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def doubts(
    call: Call,
    round_: Round,
    answers: Mapping[str, Value],
    *,
    earlier: Figures = NONE,
    peers: Mapping[str, Sequence[Decimal]] = MappingProxyType({}),
) -> tuple[Doubt, ...]:
    """Return what stands out in a report, field by field, the newest year first.

    `earlier` are the figures of the entity's report before this one; `peers` has, by field, the newest figure of
    every peer in any order, the entity's own among them or not.
    """
    terms = round_.figures
    if terms is None:
        return ()
    found: list[Doubt] = list(_checks(call, round_, terms, answers))
    figures = figures_of(call, round_, answers)
    for id, by_year in figures.items():
        field, before = call.fields[id], earlier.get(id, {})
        found += _restated(field, by_year, before)
        found += _impossible(field, by_year)
        bound = terms.jump_of(id) if id in terms.fields else None
        found += _jumps(field, by_year, before, bound) if bound is not None else ()
        if terms.peers and id in terms.peers.fields:
            found += _beyond_peers(field, by_year, peers.get(id, ()), terms.peers)
    return tuple(sorted(found, key=lambda one: -one.year))


def bounds_among(values: Sequence[Decimal], terms: Peers) -> tuple[Decimal, Decimal] | None:
    """Return the lowest and the highest figure that is no surprise among peers; None where they are too few."""
    if len(values) < terms.least:
        return None
    first, _median, third = quantiles(values, n=4, method="inclusive")
    reach = terms.times * (third - first)
    return first - reach, third + reach


# ── what stands out ──


def _restated(field: Field, by_year: Mapping[int, Decimal], before: Mapping[int, Decimal]) -> Iterator[Doubt]:
    for year, value in by_year.items():
        if year in before and before[year] != value:
            told = say(
                "{label}：{year}年这次填的是{value}，上次填的是{before}。",
                label=field.name,
                year=year,
                value=shown(field, value),
                before=shown(field, before[year]),
            )
            yield Doubt("restated", field.id, year, told)


def _impossible(field: Field, by_year: Mapping[int, Decimal]) -> Iterator[Doubt]:
    for year, value in by_year.items() if field.kind == "share" else ():
        if not 0 <= value <= 1:
            told = say(
                "{label}：{year}年是{value}，不在0到100%之间。",
                label=field.name,
                year=year,
                value=shown(field, value),
            )
            yield Doubt("share", field.id, year, told)


def _jumps(
    field: Field, by_year: Mapping[int, Decimal], before: Mapping[int, Decimal], bound: Decimal
) -> Iterator[Doubt]:
    known = {**before, **by_year}
    for year, value in by_year.items():
        last = known.get(year - 1)
        if last is not None and abs(value - last) > bound * abs(last):
            yield Doubt("jump", field.id, year, _jump(field, year, value, last, bound))


def _beyond_peers(
    field: Field, by_year: Mapping[int, Decimal], values: Sequence[Decimal], terms: Peers
) -> Iterator[Doubt]:
    bounds, year = bounds_among(values, terms), max(by_year)
    if bounds and not bounds[0] <= by_year[year] <= bounds[1]:
        told = say(
            "{label}：{year}年是{value}，同类{count}家一般在{low}到{high}之间。",
            label=field.name,
            year=year,
            value=shown(field, by_year[year]),
            count=len(values),
            low=shown(field, max(bounds[0], min(values))),
            high=shown(field, min(bounds[1], max(values))),
        )
        yield Doubt("peers", field.id, year, told)


def _checks(call: Call, round_: Round, terms: FiguresTerms, answers: Mapping[str, Value]) -> Iterator[Doubt]:
    years = {year for id in terms.fields for year in years_of(call, call.fields[id])} or {round_.year or 0}
    scope = scope_of(call, round_.id)
    for year in sorted(years, reverse=True):
        record = record_of(call, round_.id, answers_as_of(call, answers, year))
        for check in terms.checks:
            if evaluate(check.holds.term, record) is False:
                facts = explain(check.holds.term, record, scope).facts
                told = say("{name}：{year}年{facts}。", name=check.name, year=year, facts=facts)
                yield Doubt("check", "", year, told)


# ── words ──


def shown(field: Field, value: Decimal) -> str:
    """Return a figure with its unit as people read it; a share in percent."""
    return f"{value * 100:.2f}%" if field.kind == "share" else f"{_plain(value):,f}{field.unit}"


def _plain(value: Decimal) -> Decimal:
    """At most two decimals, without zeros that say nothing."""
    rounded = round(value, 2)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded


def _jump(field: Field, year: int, value: Decimal, last: Decimal, bound: Decimal) -> str:
    told = say(
        "{label}：{year}年是{value}，{last_year}年是{last}",
        label=field.name,
        year=year,
        value=shown(field, value),
        last_year=year - 1,
        last=shown(field, last),
    )
    if last == 0:
        return say("{told}。", told=told)
    share, most = f"{abs(value - last) / abs(last) * 100:.1f}%", f"{bound * 100:.0f}%"
    if value > last:
        return say("{told}，增加{share}，超过{most}。", told=told, share=share, most=most)
    return say("{told}，减少{share}，超过{most}。", told=told, share=share, most=most)
