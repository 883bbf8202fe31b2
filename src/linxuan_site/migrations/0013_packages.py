"""Packages are uploaded before they are published; an application keeps the version it was begun under."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PACKAGES, APPLICATIONS = "linxuan_site_uploadedpackage", "linxuan_site_application"
CONTENT = "call, name, authority, digest, files, report, file_name, against_id, uploaded_by_id, uploaded_at"
KEEPS = "an application keeps the version that it was begun under"


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse to change what came, and to move an application to another version."""
    make = _for_postgres if editor.connection.vendor == "postgresql" else _for_sqlite
    for statement in make():
        editor.execute(statement, params=None)  # else the driver would take a % for a place of a value


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    postgres = editor.connection.vendor == "postgresql"
    editor.execute("DROP TRIGGER package_content_is_kept" + (f" ON {PACKAGES}" if postgres else ""))
    editor.execute("DROP TRIGGER application_keeps_its_version" + (f" ON {APPLICATIONS}" if postgres else ""))
    if postgres:
        editor.execute("DROP FUNCTION linxuan_keep_version()")


def _for_postgres() -> list[str]:
    return [
        f"CREATE TRIGGER package_content_is_kept BEFORE UPDATE OF {CONTENT} ON {PACKAGES} "
        "FOR EACH ROW EXECUTE FUNCTION linxuan_refuse_update()",
        "CREATE FUNCTION linxuan_keep_version() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{KEEPS}'; END $$",
        f"CREATE TRIGGER application_keeps_its_version BEFORE UPDATE OF published_call_id ON {APPLICATIONS} "
        "FOR EACH ROW WHEN (OLD.published_call_id <> NEW.published_call_id) "
        "EXECUTE FUNCTION linxuan_keep_version()",
    ]


def _for_sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER package_content_is_kept BEFORE UPDATE OF {CONTENT} ON {PACKAGES} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {PACKAGES} are never updated'); END",
        f"CREATE TRIGGER application_keeps_its_version BEFORE UPDATE OF published_call_id ON {APPLICATIONS} "
        f"WHEN OLD.published_call_id <> NEW.published_call_id BEGIN SELECT RAISE(ABORT, '{KEEPS}'); END",
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("linxuan_site", "0012_objections"),
    ]

    operations = [
        migrations.CreateModel(
            name="UploadedPackage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("call", models.SlugField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("authority", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("files", models.JSONField()),
                ("report", models.JSONField()),
                ("file_name", models.CharField(max_length=200)),
                ("uploaded_at", models.DateTimeField()),
                ("state", models.CharField(max_length=10)),
                (
                    "against",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="linxuan_site.publishedcall",
                    ),
                ),
                (
                    "published",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="linxuan_site.publishedcall",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["call", "id"], name="package_by_call")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("faulty", "sound", "published", "discarded"))),
                        name="package_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published__isnull", False), ("state", "published")),
                            models.Q(models.Q(("state", "published"), _negated=True), ("published", None)),
                            _connector="OR",
                        ),
                        name="package_published_as_a_version",
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, release),
    ]
