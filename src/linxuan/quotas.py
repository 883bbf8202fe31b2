"""What a quota counts: whom, apart by what, and up to how many. Shared by the acts and the order."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from linxuan.programme.definition import Call, Expression, Quota
from linxuan.rules.evaluate import evaluate
from linxuan.rules.record import Record
from linxuan.rules.terms import Value


def counts(quota: Quota, track: str, category: str, record: Record) -> bool:
    """Tell whether a quota counts a case: it is for it, and not among those outside the quota.

    A condition that is not settled counts the case, so that no place is given away unseen.
    """
    return (
        track in quota.concerns
        and category in (wanted_categories(quota, track) or (category,))
        and _holds(quota.when, record) is not False
        and not (quota.not_counted and _holds(quota.not_counted, record) is True)
    )


def wanted_categories(quota: Quota, track: str) -> tuple[str, ...]:
    """Return the categories of a track that a quota is for; none where it is for the whole track."""
    return _of_track(tuple(quota.categories), track)


@lru_cache(maxsize=256)
def _of_track(categories: tuple[str, ...], track: str) -> tuple[str, ...]:
    # Asked for every entry of an order, about a handful of quotas.
    pairs = (entry.partition("/") for entry in categories)
    return tuple(category for of, _, category in pairs if of == track)


def key_of(quota: Quota, values: Mapping[str, Value | None]) -> tuple[str, ...]:
    """Return the values that a quota is counted apart by, in the order of `per`; '' for one not known."""
    return tuple("" if values.get(name) is None else str(values[name]) for name in quota.per)


def limit_of(call: Call, quota: Quota, key: tuple[str, ...], record: Record) -> int:
    """Return the number of places: by the quota's list and the first of `key`, else by the first limit
    that applies.

    Where it is not settled which limit applies, the least of those still possible. A key that the
    list lacks has no place.
    """
    if quota.list:
        row = call.lists[quota.list].rows.get(key[0] if key else "")
        return int(row["limit"]) if row else 0
    return min(_possible_limits(quota, record))


def _possible_limits(quota: Quota, record: Record) -> Iterator[int]:
    for case in quota.limits:
        applies = _holds(case.when, record)
        if applies is not False:
            yield case.limit
        if applies is True:
            return
    yield quota.limit or 0


def _holds(condition: Expression | None, record: Record) -> Value | None:
    return evaluate(condition.term, record) if condition else True
