"""A revocation is one of the events of a title, which may be restored and revoked again: its own table goes."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def check(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Stop unless every revocation is among the events."""
    table, record = (apps.get_model("linxuan_site", name) for name in ("Revocation", "RegisterEvent"))
    revocations = table.objects.count()
    events = record.objects.filter(kind="revoked").count()
    if events < revocations:
        raise RuntimeError(f"{revocations} revocations, but {events} of them among the events: nothing is deleted")


class Migration(migrations.Migration):
    """Take the table away. There is no way back: what was revoked twice would not fit it."""

    dependencies = [
        ("linxuan_site", "0036_register_filled"),
    ]

    operations = [
        migrations.RunPython(check),
        migrations.DeleteModel(name="Revocation"),
        migrations.RemoveIndex(model_name="designation", name="designation_by_cohort"),
    ]
