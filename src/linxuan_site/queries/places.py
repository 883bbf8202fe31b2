"""How many places of each quota are taken."""

from linxuan.programme.definition import Call
from linxuan.workflow import Case, quota_key, quotas_for
from linxuan_site.models import Place


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
