"""How many places of each quota are taken."""

from collections import Counter
from typing import TypeAlias

from django.db.models import QuerySet

from linxuan.programme import lookup
from linxuan.programme.definition import Call
from linxuan.workflow import Case, quota_key, quotas_for
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import Place

Taken: TypeAlias = Counter[tuple[str, str]]
"""Places taken, by quota and by the value that it is counted apart by."""


def all_places_taken(call_id: str) -> Taken:
    """Return how many places of a call are taken, in one read."""
    return Counter((quota, key) for quota, key, _application in places_held(call_id))


@kept_read
def places_held(call_id: str) -> "QuerySet[Place, tuple[str, str, int]]":
    """Return the places of a call that are taken: quota, the value that it is counted apart by, application."""
    held = Place.objects.filter(call=call_id, released_by=None)
    return held.values_list("quota", "key", "application")


def lines_before(call: Call, case: Case) -> tuple[tuple[str, str], ...]:
    """Return the quotas that any act at the case's stage takes from, each with the value that the case counts under."""
    return tuple(
        dict.fromkeys(
            (quota.id, quota_key(call, quota, case))
            for action in lookup.actions_from(call, case.procedure, case.stage)
            for quota in quotas_for(call, case, action)
        )
    )


def places_taken(call: Call, call_id: str, case: Case, action: str) -> dict[str, int]:
    """Return, by quota that would count this case at the action, how many places are taken already."""
    if action not in call.actions:
        return {}
    return {
        quota.id: Place.objects.filter(
            call=call_id, quota=quota.id, key=quota_key(call, quota, case), released_by=None
        ).count()
        for quota in quotas_for(call, case, call.actions[action])
    }
