"""Two titles become one: the events of both name the other, and the one that ends has a state of its own."""

from importlib import import_module

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from linxuan_site.migrations._kept import protecting

KINDS = (
    "designated", "renamed", "merged", "absorbed", "split", "moved", "operator_changed", "withdrawn", "suspended",
    "resumed", "revoked", "restored", "expired", "corrected",
)
STATES = ("held", "suspended", "withdrawn", "revoked", "expired", "absorbed")
protect, release = protecting(["registerevent"])


def count_again(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give the lines the triggers of 0041 again: SQLite makes a table anew whose constraints change."""
    if editor.connection.vendor == "sqlite":
        counting = import_module("linxuan_site.migrations.0041_register_counts")
        for statement in counting._for_sqlite():
            if f" ON {counting.LINES} " in statement:
                editor.execute(statement, params=None)


def stop_counting(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away, to be made again as they were."""
    if editor.connection.vendor == "sqlite":
        for name in ("register_line_comes", "register_line_goes", "register_line_moves"):
            editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    """Let them."""

    dependencies = [
        ("linxuan_site", "0053_applications_by_category"),
    ]

    operations = [
        migrations.RunPython(stop_counting, count_again),
        migrations.RunPython(release, protect),
        migrations.RemoveConstraint(model_name="registerevent", name="register_event_kind_known"),
        migrations.RemoveConstraint(model_name="registerline", name="register_line_state_known"),
        migrations.AddField(
            model_name="registerevent",
            name="other",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="linxuan_site.designation"),
        ),
        migrations.AddConstraint(
            model_name="registerevent",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="register_event_kind_known"),
        ),
        migrations.AddConstraint(
            model_name="registerevent",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("other__isnull", False), models.Q(("other", models.F("designation")), _negated=True)), models.Q(("other", None), models.Q(("kind", "absorbed"), _negated=True)), _connector="OR"),
                name="register_event_merges_two_titles",
            ),
        ),
        migrations.AddConstraint(
            model_name="registerline",
            constraint=models.CheckConstraint(condition=models.Q(("state__in", STATES)), name="register_line_state_known"),
        ),
        migrations.RunPython(protect, release),
        migrations.RunPython(count_again, stop_counting),
    ]
