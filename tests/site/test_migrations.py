import os
import subprocess
import sys
from pathlib import Path

from django.core.management import call_command

OLD_REGISTER = """
from datetime import UTC, date, datetime
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

call_command("migrate", "linxuan_site", "0034", verbosity=0)
apps = MigrationExecutor(connection).loader.project_state([("linxuan_site", "0034_export_kinds")]).apps
model = lambda name: apps.get_model("linxuan_site", name)
moment = datetime(2023, 5, 1, 8, tzinfo=UTC)
account = model("Account").objects.create(username="city", created_at=moment)
for number, (day, ended) in enumerate([(None, None), (date(2018, 1, 1), date(2020, 1, 1)), (None, date(2020, 1, 1)),
                                       (date(2021, 1, 1), date(2020, 1, 1))]):
    holder = model("Organisation").objects.create(identifier=f"o{number}", name=f"o{number}", created_at=moment)
    title = model("Designation").objects.create(
        programme="p", authority="a", organisation=holder, name=f"o{number}", cohort=1, track="t", document="d",
        in_charge="210211" if number % 2 else "", offices={"district": "210211"}, designated_on=day, recorded_at=moment)
    if ended:
        model("Revocation").objects.create(designation=title, document="r", reason="why", decided_on=ended,
                                           recorded_by=account, recorded_at=moment)
call_command("migrate", verbosity=0)

from linxuan_site.models import RegisterEvent, RegisterLine
from linxuan_site.queries.register_lines import titles_whose_lines_differ
assert list(titles_whose_lines_differ()) == []
print(RegisterEvent.objects.count(), RegisterLine.objects.count(), RegisterEvent.objects.filter(reason="why").count())
"""


def test_no_model_changed_without_a_migration(db: None) -> None:
    call_command("makemigrations", "linxuan_site", check=True, dry_run=True, verbosity=0)


def test_what_was_designated_and_revoked_before_there_were_events_becomes_events(tmp_path: Path) -> None:
    surroundings = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "linxuan_site.settings",
        "LINXUAN_VAR": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    surroundings.pop("DATABASE_URL", None)

    done = subprocess.run(
        [sys.executable, "-c", OLD_REGISTER], env=surroundings, capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["7", "9", "3"], done.stderr
