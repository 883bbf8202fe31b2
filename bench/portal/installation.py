"""The site that a bench measures: the demonstration, on a PostgreSQL of the bench's own."""

from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

from bench.portal.places import PACKAGE, STAGE


def environment(address: str, folder: Path, settings: str, stage: str = STAGE) -> dict[str, str]:
    """Return what a process of the site finds in its environment; `folder` is where it keeps its files.

    Its day is that of a stage of the demonstration.
    """
    from linxuan_site.demo.story import read_story

    return {
        "DATABASE_URL": address,
        "LINXUAN_VAR": str(folder),
        "LINXUAN_BUSINESS_DAY": read_story(PACKAGE).days[stage].isoformat(),
        "DJANGO_SETTINGS_MODULE": settings,
        "LINXUAN_DEMO": "",
        "LINXUAN_HOSTS": "",
    }


def load_demonstration(stage: str = STAGE) -> None:
    """Make the tables and replay the demonstration up to a stage: the review, before the deadline."""
    from linxuan_site.startup import ready

    ready()
    from django.core.management import call_command

    from linxuan_site.demo.replay import replay

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    with redirect_stdout(StringIO()):
        replay(PACKAGE, stage)
