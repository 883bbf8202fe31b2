"""Who was designated in a cohort and has the title still, for the list that the authority makes known."""

from collections.abc import Sequence

from django.db.models import QuerySet

from linxuan.designations import ENDED
from linxuan.programme.definition import Call, Paper
from linxuan_site.models import RegisterLine
from linxuan_site.queries.register_lines import lines_as_of


def designated_of(call: Call, paper: Paper) -> Sequence[RegisterLine]:
    """Return the titles of the call's cohort that stand today, by track, category and name."""
    return list(_rows(call, paper).order_by("track", "category", "name", "designation_id"))


def are_designated(call: Call, paper: Paper) -> bool:
    """Tell whether there is anybody to list."""
    return _rows(call, paper).exists()


def _rows(call: Call, paper: Paper) -> QuerySet[RegisterLine]:
    rows = lines_as_of().filter(
        programme=call.programme, authority=call.authority, cohort=call.cohort, track__in=paper.concerns
    )
    return rows.exclude(state__in=ENDED)
