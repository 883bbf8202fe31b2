"""Every act of the programme, as every role, at each stage that it leads from: only whose it is may do it."""

import pytest
from django.db import transaction

from linxuan.errors import BadInput, Refused
from linxuan.programme.definition import Action, Call
from linxuan.workflow import APPLICANT, Act
from linxuan.workflow.offices import recorder
from linxuan_site.actions.applications import move_application
from linxuan_site.models import Account, Application
from linxuan_site.permissions import may_sign
from linxuan_site.queries.calls import definition_of
from tests.site.doors.scene import ROLES, Scene, scene
from tests.support.who_may import ANSWERED, REFUSED, hold_column

__all__ = ["scene"]
NOT_HIS = {"office", "role"}
"""How a refusal is called where the act is not that person's; every other one says what is wanting."""


def may(application: Application, action: Action, person: Account) -> bool:
    """Tell whether a person is not turned away from an act at any stage that it leads from."""
    return all(_may_at(application, stage, action.id, person) for stage in action.from_stages)


def _may_at(application: Application, stage: str, action: str, person: Account) -> bool:
    with transaction.atomic():
        Application.objects.filter(pk=application.pk).update(stage=stage, closed=False)
        try:
            move_application(application.pk, Act(action), account=person, examine=False)
        except Refused as refusal:
            return refusal.code not in NOT_HIS
        except BadInput as fault:
            # Who administers the site belongs nowhere, and is told so before all else.
            return person.organisation is not None or person.office is not None or bool(fault.field)
        finally:
            transaction.set_rollback(True)
    return True


def meant_for(call: Call, action: Action) -> tuple[str, ...]:
    """Which offices do an act here: those that the package names, or who records for them."""
    return tuple(recorder(call, one) or one for one in action.by)


@pytest.mark.parametrize("role", ROLES)
def test_every_act_is_done_by_whom_the_package_names_and_by_nobody_else(scene: Scene, role: str) -> None:
    person = scene.people[role]
    call = definition_of(scene.life.published)
    tried = {
        one.id: case
        for one in call.actions.values()
        for case in (scene.report, scene.application)
        if case.procedure in one.concerns
    }
    acts = [call.actions[one] for one in tried]
    met = {one.id: person is not None and may(tried[one.id], one, person) for one in acts}

    for one in acts:
        offices = meant_for(call, one)
        own = {APPLICANT: person is not None and may_sign(person) and role != "stranger"}
        own |= {"district": role == "district", "city": role == "city"}
        assert met[one.id] == any(own[office] for office in offices), one.id
    hold_column(
        "acts",
        role,
        {row_of(one): ANSWERED if met[one.id] else REFUSED for one in acts},
        {row_of(one): "、".join(one.by) for one in acts},
    )


def row_of(action: Action) -> str:
    """What the table calls an act: its id, its name, the stages that it leads from."""
    return f"`{action.id}` {action.name} ({', '.join(action.from_stages)})"
