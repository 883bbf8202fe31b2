"""What becomes of every title of a programme, worked out for all at once: a word and a rule each, no page of it.

Everything is read in as many reads for many as for one, without a row for each as an object; the same facts give what
`entities.entity_row` says of one.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.db.models import Max

from linxuan.evaluation import History, Order, standing
from linxuan.programme.definition import Call, Round
from linxuan.programme.ready import once_per_call
from linxuan_site import clock
from linxuan_site.models import (
    AnswerChange,
    Application,
    Designation,
    Extension,
    RectifyDone,
    RectifyOrder,
    StatusRecord,
    Submission,
)
from linxuan_site.queries.entities import filing_is_over
from linxuan_site.queries.graded_years import Places, newest_grades, places_of
from linxuan_site.queries.grading import counting_grades

Words: TypeAlias = Mapping[int, tuple[str, str]]
"""By title: its standing, and the rule that decided, '' where none applies."""


def standings_of(call: Call, round_: Round | None) -> Words:
    """Return the standing of every title of a programme under the rules of a round, until something new is recorded;
    without a round, of what is on record alone.
    """
    over = round_ is not None and filing_is_over(call, round_)
    return _standings(call, round_.id if round_ else None, over, places_of(call), clock.today(), _newest())


def _newest() -> tuple[object, ...]:
    """Rows of the record are only added: the newest of each tells whether there are others."""
    last = (
        StatusRecord.objects.aggregate(Max("pk"), Max("recorded_at")),
        RectifyOrder.objects.aggregate(Max("pk"), Max("recorded_at")),
        RectifyDone.objects.aggregate(Max("pk"), Max("recorded_at")),
        Submission.objects.aggregate(Max("pk"), Max("submitted_at")),
        Extension.objects.aggregate(Max("pk"), Max("set_at")),
        AnswerChange.objects.aggregate(Max("pk")),
        Designation.objects.aggregate(Max("pk"), Max("recorded_at")),
    )
    return (*newest_grades(), *(each for row in last for each in row.values()))


@once_per_call
def _standings(
    call: Call, round_id: str | None, over: bool, places: Places, today: date, _newest: tuple[object, ...]
) -> Words:
    titles = Designation.objects.filter(programme=call.programme, authority=call.authority)
    grades, statuses, orders = _grades(call), _statuses(call), _orders(call)
    reports = _reports(call, round_id) if round_id else {}
    year = call.rounds[round_id].year if round_id else None
    found: dict[int, tuple[str, str]] = {}
    for key, cohort in titles.values_list("pk", "cohort").iterator():
        results = grades.get(key, {})
        filed, said, extended = reports.get(key, (None, "", None))
        silent = filed is False and over and not (extended and extended >= today)
        not_filed = frozenset({year}) if silent and year else frozenset()
        own = tuple(orders.get(key, ()))
        history = History(
            entity="",
            cohort=cohort,
            grades={at: grade for at, (grade, _score) in results.items()},
            operating_status=(statuses[key] or None) if key in statuses else said,
            as_of=max((*results, *not_filed), default=today.year),
            not_filed=not_filed,
            positions=places.at(results),
            orders=own,
            on=today if own else None,
        )
        told = standing(call, history, round_id=round_id)
        found[key] = told.standing, told.rule
    return found


def _grades(call: Call) -> Mapping[int, dict[int, tuple[str, Decimal | None]]]:
    found: dict[int, dict[int, tuple[str, Decimal | None]]] = defaultdict(dict)
    rows = counting_grades(call).order_by("pk").values_list("designation", "year", "grade", "computed_score")
    for key, year, grade, score in rows.iterator():
        found[key][year] = grade, score
    return found


def _statuses(call: Call) -> Mapping[int, str]:
    rows = StatusRecord.objects.filter(
        designation__programme=call.programme, designation__authority=call.authority
    )
    return dict(rows.order_by("holds_from", "pk").values_list("designation", "status"))


def _orders(call: Call) -> Mapping[int, list[Order]]:
    rows = RectifyOrder.objects.filter(
        designation__programme=call.programme, designation__authority=call.authority
    )
    found: dict[int, list[Order]] = defaultdict(list)
    columns = ("designation", "rule", "year", "ordered_on", "until", "done__done_on")
    for key, *order in rows.order_by("pk").values_list(*columns):
        found[key].append(Order(*order))
    return found


def _reports(call: Call, round_id: str) -> Mapping[int, tuple[bool, str, date | None]]:
    """By title: whether its report was filed, the status that it said itself, and until when it has more time."""
    rows = Application.objects.filter(call=call.id, procedure=round_id, designation__isnull=False)
    columns = ("designation", "number", "answers__operating_status")
    more = dict(
        Extension.objects.filter(application__in=rows.values("pk"))
        .order_by()
        .values_list("application__designation")
        .annotate(Max("day"))
    )
    return {
        key: (number is not None, str(said or "") if number else "", more.get(key))
        for key, number, said in rows.values_list(*columns).iterator()
    }
