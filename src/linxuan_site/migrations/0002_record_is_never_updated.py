"""Rows of the record are written once: the database itself refuses to change them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

RECORD = (
    "earlierday",
    "graderecord",
    "issuedpaper",
    "placement",
    "publishedcall",
    "publicityentry",
    "statusrecord",
    "step",
    "submission",
)


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Put a trigger on every table of the record."""
    postgres = editor.connection.vendor == "postgresql"
    if postgres:
        editor.execute(
            "CREATE FUNCTION linxuan_refuse_update() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are never updated', TG_TABLE_NAME; END $$",
            params=None,  # else the driver would take the % for a place of a value
        )
    for name in RECORD:
        table = f"linxuan_site_{name}"
        body = (
            "EXECUTE FUNCTION linxuan_refuse_update()"
            if postgres
            else f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never updated'); END"
        )
        row = " FOR EACH ROW" if postgres else ""
        editor.execute(f"CREATE TRIGGER {table}_is_kept BEFORE UPDATE ON {table}{row} {body}")


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    postgres = editor.connection.vendor == "postgresql"
    for name in RECORD:
        on = f" ON linxuan_site_{name}" if postgres else ""
        editor.execute(f"DROP TRIGGER linxuan_site_{name}_is_kept{on}")
    if postgres:
        editor.execute("DROP FUNCTION linxuan_refuse_update()")


class Migration(migrations.Migration):
    """Protect the record."""

    dependencies = [("linxuan_site", "0001_first")]
    operations = [migrations.RunPython(protect, release)]
