"""Places of quotas are taken by an act, and given back when it is undone."""

from linxuan.programme.definition import Call
from linxuan.workflow import Case, quota_key, quotas_for
from linxuan_site.models import Application, Place, Step


def take_places(call: Call, application: Application, case: Case, step: Step) -> None:
    """Take a place of every quota that counts the case at this act."""
    for quota in quotas_for(call, case, call.actions[step.action]):
        Place.objects.create(
            application=application,
            call=application.call,
            quota=quota.id,
            key=quota_key(call, quota, case),
            taken_by=step,
        )


def release_places(application: Application, step: Step) -> None:
    """Give back what was taken since the application left the stage to which it comes back.

    Where it comes to a stage for the first time, an end for instance, all of it is given back.
    """
    left = application.steps.filter(source=step.target, position__lt=step.position)
    last_left = left.exclude(target=step.target).order_by("position").last()
    held = application.places.filter(released_by=None)
    if last_left is not None:
        held = held.filter(taken_by__position__gte=last_left.position)
    held.update(released_by=step)
