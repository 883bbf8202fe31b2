"""The scene of the doors, and who runs on it."""

import random
from datetime import date

from bench.portal.readers import reader
from linxuan_site import clock
from linxuan_site.models import Application
from tests.races.ground import DAY
from tests.races.running import Runner, Track
from tests.site.doors.scene import made_scene
from tests.site.life.conftest import made_life
from tests.support.operations import document, operations

WRITES = {"post", "put", "patch", "delete"}


def track(chance: random.Random) -> Track:
    """Make the tables and the scene, sign everybody in, and return what can be run there."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    with clock.on_day(date.fromisoformat(DAY)):
        scene = made_scene(made_life())
    own = sorted(Application.objects.values_list("pk", flat=True))
    return Track(
        operations=[one for one in operations() if one.method in WRITES and not one.takes_files],
        schemas=document()["components"]["schemas"],
        arguments=scene.arguments(),
        applications=own,
        runners=[
            Runner(name, account, reader(account.username).session)
            for name, account in scene.people.items()
            if account is not None
        ],
        chance=chance,
    )
