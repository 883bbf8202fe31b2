"""The scene of the doors, and who runs on it."""

import random
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP

from bench.portal.readers import reader
from linxuan_site import clock
from linxuan_site.actions.people import Duty, invite
from linxuan_site.actions.register import enter_designation
from linxuan_site.actions.statuses import import_statuses
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application, StatusRecord
from linxuan_site.queries.calls import definition_of
from tests.races.ground import DAY
from tests.races.running import Runner, Track
from tests.site.doors.scene import Scene, made_scene
from tests.site.life.conftest import CALL, made_life
from tests.support.operations import document, operations

WRITES = {"post", "put", "patch", "delete"}


def track(chance: random.Random) -> Track:
    """Make the tables and the scene, sign everybody in, and return what can be run there."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    with clock.on_day(date.fromisoformat(DAY)):
        scene = made_scene(made_life())
        beside = _things_beside(scene)
    own = sorted(Application.objects.values_list("pk", flat=True))
    return Track(
        operations=[one for one in operations() if one.method in WRITES],
        schemas=document()["components"]["schemas"],
        arguments={**scene.arguments(), **beside},
        applications=own,
        runners=[
            Runner(name, account, reader(account.username).session)
            for name, account in {**scene.people, "of a draft": scene.life.applicant(4)}.items()
            if account is not None
        ],
        chance=chance,
    )


def _things_beside(scene: Scene) -> dict[str, object]:
    """What the scene of the doors has not, and some operations need before anybody can win."""
    life, city, applicant = scene.life, scene.people["city"], scene.people["applicant"]
    editor = scene.people["editor"]
    assert city
    assert applicant
    assert editor
    assert applicant.organisation
    waiting, draft = life.recommended(3), life.draft(4)
    entity = {"name": "示例2号有限公司", "credit_code": credit_code(2), "cohort": "2", "track": "enterprise"}
    other = enter_designation(
        definition_of(life.published), {**entity, "document": "认定文件", "in_charge": "210211"}
    )
    colleague = life.colleague(applicant, "deputy", role="signatory")
    TOTP.activate(editor, "JBSWY3DPEHPK3PXP")
    invited = invite(
        applicant.organisation,
        full_name="又邀示例",
        email="",
        duty=Duty(role="editor"),
        by=applicant,
        link=lambda token: f"/invitations/{token}/",
    )
    return {
        "waiting_id": waiting.pk,
        "draft_id": draft.pk,
        "draft_file_id": draft.attachments.earliest("pk").pk,
        "city_id": city.pk,
        "other_id": other.pk,
        "report_id": scene.report.pk,
        "colleague_id": colleague.pk,
        "authority": life.published.authority,
        "invited": invited.token,
        "record_id": _unknown_word(scene),
    }


def _unknown_word(scene: Scene) -> int:
    """The record of a word of the register that a person has to judge."""
    content = "名称,经营状态\n示例1号有限公司,迁出\n".encode()
    import_statuses(CALL, "状态.csv", content, source="示例查询", decisions={}, account=scene.people["city"])
    return StatusRecord.objects.latest("pk").pk
