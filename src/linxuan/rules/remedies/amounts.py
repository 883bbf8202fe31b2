"""How much is wanting to an amount, or too much: of a share and of growth in amounts too."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from linxuan.language import say
from linxuan.rules.evaluate import compiled
from linxuan.rules.kinds import NUMBERS
from linxuan.rules.numbers import NEVER_MET, Number, combined, compounded
from linxuan.rules.record import Record
from linxuan.rules.remedies.distances import Distance, Measure, Pair
from linxuan.rules.remedies.ways import Remedy, Ways, no_way, one_step
from linxuan.rules.scope import Type
from linxuan.rules.telling.naming import Named
from linxuan.rules.telling.operands import operand
from linxuan.rules.telling.speaker import Speaker
from linxuan.rules.terms import Call, Literal, Name, Term
from linxuan.rules.walk import children, names_in

_GROWTH = ("growth", "mean_growth", "compound_growth_at_least")


def amount_remedy(speaker: Speaker, left: Term, sign: str, right: Term) -> Remedy:
    """Return how far a number is from standing to its bound as `sign` wants it.

    Of a share the part is to change, of growth the latest year; all else stays as it is.
    """
    if not names_in(left) and not names_in(right):
        return no_way
    measure = measure_of(speaker, left, right)
    if measure is None:
        return _restated(speaker, left, sign, right)
    shapes = Distance(sign)

    def amount(record: Record) -> Ways:
        pair = measure.pair(record)
        if pair is None:
            return one_step(shapes.above_zero.format(name=measure.base(record)))
        return shapes.told(measure, measure.named(record), *pair)

    return amount


# ── what is to change ──


def measure_of(speaker: Speaker, left: Term, right: Term) -> Measure | None:
    """Return the amount that can be changed without moving its bound; None where there is none."""
    if isinstance(left, Call) and left.function == "share":
        return _of_share(speaker, left, right)
    if isinstance(left, Call) and left.function in _GROWTH:
        return _of_growth(speaker, left, right)
    kinds = speaker.kind(left), speaker.kind(right)
    if not names_in(left) or not _apart(left, right) or any(kind.type not in NUMBERS for kind in kinds):
        return None
    one, other = operand(speaker, left, right), compiled(right)
    whole_numbers, unit = kinds[0].type is Type.INTEGER, one.unit or kinds[1].unit
    return Measure(
        one.named,
        unit,
        whole_numbers,
        lambda record: (one.read(record), other(record)),
        one.named,
        True,
        True,
    )


def _of_share(speaker: Speaker, share: Call, right: Term) -> Measure | None:
    part_term, whole_term = children(share)
    if not names_in(part_term) or not _apart(part_term, whole_term, right):
        return None
    if speaker.kind(right).type not in NUMBERS:
        return None
    part, whole, bound = operand(speaker, part_term), operand(speaker, whole_term), compiled(right)
    whole_numbers = part.kind.type is Type.INTEGER

    def pair(record: Record) -> Pair | None:
        base = whole.read(record)
        return None if base <= 0 else (part.read(record), combined("*", bound(record), base))

    return Measure(part.named, part.unit or whole.unit, whole_numbers, pair, whole.named, True, False)


def _of_growth(speaker: Speaker, growth: Call, right: Term) -> Measure | None:
    """The latest year: by how much it would have to be higher while the earlier ones stay."""
    table_term, *others = children(growth)
    if not isinstance(table_term, Name) or speaker.kind(right).type not in NUMBERS or names_in(right):
        return None
    table, count = operand(speaker, table_term), compiled(others[0] if others else Literal(1))
    bound, (bases, latest) = compiled(right), _WANTED[growth.function]
    years = speaker.scope.names[table_term.id].years

    def of_last_year(record: Record) -> Pair | None:
        new, old = (record.of_year(table_term.id, record.years_back + ago) for ago in (0, 1))
        if old is None or old <= 0:
            return None
        return new or 0, combined("+", old, combined("*", bound(record), old))

    def pair(record: Record) -> Pair | None:
        back = record.years_back
        amounts = [record.of_year(table_term.id, back + ago) for ago in range(count(record) + 1)]
        if any((each := amounts[ago]) is not None and each <= 0 for ago in bases(len(amounts))):
            return None
        known = [Fraction(each or 0) for each in amounts]
        return known[0], latest(known, bound(record))

    year_of, base_of = say("{year}年{name}").format, say("{name}的基数").format

    def named(record: Record) -> str:
        return year_of(year=years[-1 - record.years_back], name=table.named(record))

    def base(record: Record) -> str:
        return base_of(name=table.named(record))

    found = of_last_year if growth.function == "growth" else pair
    return Measure(named, table.unit, table.kind.type is Type.INTEGER, found, base, False, False)


def _by_mean(amounts: list[Fraction], rate: Number) -> Fraction:
    """Return the latest amount with which the mean growth is `rate`; the latest amount comes first."""
    earlier = sum((new / old - 1 for new, old in pairwise(amounts[1:])), Fraction())
    return amounts[1] * (1 + Fraction(rate) * (len(amounts) - 1) - earlier)


def _compounded(amounts: list[Fraction], rate: Number) -> Fraction:
    return compounded(rate, len(amounts) - 1) * amounts[-1]


_Wanted: TypeAlias = tuple[Callable[[int], Sequence[int]], Callable[[list[Fraction], Number], Fraction]]
_WANTED: Mapping[str, _Wanted] = {
    "growth": (lambda count: range(1, count), _by_mean),
    "mean_growth": (lambda count: range(1, count), _by_mean),
    "compound_growth_at_least": (lambda count: (count - 1,), _compounded),
}
"""Which of so many years the growth is measured by, and the latest amount that is wanted."""


def _apart(term: Term, *others: Term) -> bool:
    """Tell whether a term shares no answer with others: it can be changed without moving them."""
    return not set(names_in(term)) & {name for each in others for name in names_in(each)}


def _restated(speaker: Speaker, left: Term, sign: str, right: Term) -> Remedy:
    """Where no single amount can be named: how the two would have to stand to each other."""
    one, other = operand(speaker, left, right), operand(speaker, right, left)
    whole = {
        ">=": say("{name}须不低于 {bound}"),
        ">": say("{name}须高于 {bound}"),
        "<=": say("{name}须不高于 {bound}"),
        "<": say("{name}须低于 {bound}"),
        "=": say("{name}须等于 {bound}"),
        "<>": say("{name}不能等于 {bound}"),
    }[sign].format
    above_zero = say("{name}须大于零").format

    def restated(record: Record) -> Ways:
        bases = [
            base
            for each in (one, other)
            if each.read(record) is NEVER_MET
            for base in _bases(speaker, each.term)
        ]
        if bases:
            return one_step(above_zero(name=bases[0](record)))
        bound = other.told(record, other.read(record)) if not names_in(right) else other.named(record)
        return one_step(whole(name=one.named(record), bound=bound))

    return restated


def _bases(speaker: Speaker, term: Term) -> list[Named]:
    parts = children(term)
    return [operand(speaker, parts[1 if isinstance(term, Call) and term.function == "share" else 0]).named]
