"""Where several levels have rows, each of them is in charge: its key stands beside that of the first."""

from typing import Any, cast

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def remember(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give what was entered before its one office, by the desk that has its key."""
    # The models of that time have no types.
    office, application, designation = (
        cast("Any", apps.get_model("linxuan_site", name)) for name in ("Office", "Application", "Designation")
    )
    kinds = {(one.authority, one.key): one.kind for one in office.objects.exclude(key="")}
    for row in application.objects.exclude(in_charge="").select_related("published_call"):
        _give(row, kinds.get((row.published_call.authority, row.in_charge)))
    for row in designation.objects.exclude(in_charge=""):
        _give(row, kinds.get((row.authority, row.in_charge)))


def _give(row: Any, kind: str | None) -> None:
    if kind:
        row.offices = {kind: row.in_charge}
        row.save(update_fields=["offices"])


class Migration(migrations.Migration):
    """Add the keys of all levels."""

    dependencies = [("linxuan_site", "0002_record_is_never_updated")]
    operations = [
        migrations.AddField("application", "offices", models.JSONField(default=dict)),
        migrations.AddField("designation", "offices", models.JSONField(default=dict)),
        migrations.RunPython(remember, migrations.RunPython.noop),
    ]
