"""The order at each quota line: who is within, who is equal at the line, who waits.

Those equal at the line are all named and none of them is nominated: breaking a tie is a person's.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from linxuan.programme.definition import Call, Quota
from linxuan.programme.ready import once_per_call
from linxuan.quotas import counts, key_of, limit_of, wanted_categories
from linxuan.rules.record import Record
from linxuan.rules.terms import Value

_Equals: TypeAlias = tuple[str, int | Decimal] | None


@dataclass(frozen=True)
class Entry:
    """One application in an order: `score` by an office or panel, `rank` (from 1) given by a person.

    A rank is a place in the line and goes before any score. `keys` holds what quotas are counted
    apart by and what their conditions speak of: `recommender` and answers such as the mode, by id.
    """

    id: str
    track: str
    category: str = ""
    score: Decimal | None = None
    rank: int | None = None
    keys: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One quota line: ids in order, equal ones by id; the `reserve` moves up in its order.

    `track` is None where the line totals over tracks, `category` where it totals over categories;
    the category is empty where the track has none. `key` is the value for which the line is counted
    apart. `unplaced` have neither score nor rank and are in no order yet.
    """

    quota: str
    limit: int
    track: str | None
    category: str | None
    nominated: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    reserve: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    key: str = ""


def shortlist(call: Call, entries: Iterable[Entry], at: str | None = None) -> tuple[Line, ...]:
    """Return the lines of the quotas that the action `at` takes from, in the order of the package.

    Without `at` these are the quotas of every action that nominates. The order of the entries does
    not matter. A quota that is counted apart has a line for each value that the entries carry.
    """
    everybody = tuple(entries)
    return tuple(line for quota in _quotas(call, at) for line in _lines(call, quota, everybody))


def lines_of_quota(call: Call, quota: Quota, entries: Iterable[Entry]) -> tuple[Line, ...]:
    """Return the lines of one quota, as `shortlist` does."""
    return tuple(_lines(call, quota, tuple(entries)))


def _quotas(call: Call, at: str | None) -> Iterator[Quota]:
    return (
        quota
        for quota in call.quotas.values()
        if (quota.at == at if at else call.actions[quota.at].kind == "nominate")
    )


def _lines(call: Call, quota: Quota, everybody: Sequence[Entry]) -> Iterator[Line]:
    by_key: dict[tuple[str, ...], list[Entry]] = {} if quota.per else {(): []}
    for entry in everybody:
        if counts(quota, entry.track, entry.category, _record(call, _values(entry))):
            by_key.setdefault(key_of(quota, _values(entry)), []).append(entry)
    # Who carries no value of `per` belongs to no line of that quota.
    return (_line(call, quota, key, by_key[key]) for key in sorted(by_key) if all(key))


def _line(call: Call, quota: Quota, key: tuple[str, ...], entries: Sequence[Entry]) -> Line:
    # Only of several limits it depends on the entries which one applies.
    told = entries if quota.limits else ()
    records = [_record(call, _values(entry)) for entry in told] or [_record(call, {})]
    limit = min(limit_of(call, quota, key, record) for record in records)
    nominated, tied, reserve = _cut(in_order(entries), limit)
    return Line(
        quota.id,
        limit,
        track=quota.concerns[0] if len(quota.concerns) == 1 else None,
        category=_category(call, quota),
        nominated=tuple(nominated),
        tied=tuple(tied),
        reserve=tuple(reserve),
        unplaced=tuple(sorted(entry.id for entry in entries if _equals(entry) is None)),
        key="/".join(key),
    )


def _cut(order: Sequence[Entry], limit: int) -> tuple[list[str], list[str], list[str]]:
    """Cut an order at the limit: those equal to each other share one outcome."""
    first: dict[_Equals, int] = {}
    last: dict[_Equals, int] = {}
    for place, entry in enumerate(order, start=1):
        first.setdefault(_equals(entry), place)
        last[_equals(entry)] = place
    nominated = [entry.id for entry in order if last[_equals(entry)] <= limit]
    tied = [entry.id for entry in order if first[_equals(entry)] <= limit < last[_equals(entry)]]
    reserve = [entry.id for entry in order if first[_equals(entry)] > limit]
    return nominated, tied, reserve


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return the placed in order: the ranked at the places that their ranks name, between them by score."""
    by_id = sorted(entries, key=lambda entry: entry.id)
    ranked = sorted((one for one in by_id if one.rank is not None), key=lambda one: one.rank or 0)
    scored = [one for one in by_id if one.rank is None and one.score is not None]
    scored.sort(key=lambda one: one.score or 0, reverse=True)
    order: list[Entry] = []
    while ranked or scored:
        rank_is_due = bool(ranked) and (not scored or (ranked[0].rank or 0) <= len(order) + 1)
        order.append((ranked if rank_is_due else scored).pop(0))
    return order


def _equals(entry: Entry) -> _Equals:
    """What an entry shares with those that nothing sets apart from it; None where it has no place yet."""
    if entry.rank is not None:
        return "rank", entry.rank
    return ("score", entry.score) if entry.score is not None else None


def _category(call: Call, quota: Quota) -> str | None:
    """The one category of a line, '' where its track has none, None where several are totalled."""
    if len(quota.concerns) != 1:
        return None
    has = call.tracks[quota.concerns[0]].categories if quota.concerns[0] in call.tracks else {}
    wanted = wanted_categories(quota, quota.concerns[0]) or tuple(has) or ("",)
    return wanted[0] if len(wanted) == 1 else None


def _record(call: Call, values: Mapping[str, Value | None]) -> Record:
    bare = _bare_record(call)
    return Record(values, bare.parameters, bare.lists)


@once_per_call
def _bare_record(call: Call) -> Record:
    """What conditions see beside the values: the same for every entry."""
    parameters = {each: parameter.value for each, parameter in call.parameters.items()}
    lists = {each: frozenset(table.rows) for each, table in call.lists.items()}
    return Record({}, parameters, lists)


def _values(entry: Entry) -> dict[str, Value | None]:
    return {**entry.keys, "track": entry.track, "category": entry.category or None}
