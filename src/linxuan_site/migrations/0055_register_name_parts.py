"""A search for a name in the register begins at its parts, which triggers write as lines come."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

LINES, PARTS = "linxuan_site_registerline", "linxuan_site_registernamepart"
SIGNS = 6
"""As many as `models.register.NAME_PART`."""


def part_by_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Write the parts of what is there, then let the database write those of what comes."""
    postgres = editor.connection.vendor == "postgresql"
    editor.execute(_written("line", f"{LINES} AS line,", postgres), params=None)
    for statement in _for_postgres() if postgres else _for_sqlite():
        editor.execute(statement, params=None)


def stop_parting(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER register_line_parts ON {LINES}")
        editor.execute("DROP FUNCTION linxuan_part_names()")
        return
    for name in ("register_line_parts", "register_line_parts_again"):
        editor.execute(f"DROP TRIGGER {name}")


def _written(row: str, source: str, postgres: bool) -> str:
    """Write the parts of the names of a row: one for each of its places, the same again once.

    Lines go only to come again with what was on record: a part that is there stays.
    """
    names = f"upper({row}.names)"
    if postgres:
        part = f"convert_to(substr({names}, place, {SIGNS}), 'UTF8')"
        places = f"generate_series(1, length({names})) AS place"
    else:
        part = f"CAST(substr({names}, place.key + 1, {SIGNS}) AS BLOB)"
        # As many noughts as there are signs: SQLite has no other series within a trigger.
        places = f"json_each('[0' || replace(hex(zeroblob(length({names}) - 1)), '00', ',0') || ']') AS place"
    return (
        f"INSERT INTO {PARTS} (part, designation_id) SELECT DISTINCT {part}, {row}.designation_id "
        # In the order of the key, so that many are written quickly.
        f"FROM {source} {places} WHERE {row}.names <> '' ORDER BY 1, 2 ON CONFLICT DO NOTHING"
    )


def _for_postgres() -> list[str]:
    return [
        "CREATE FUNCTION linxuan_part_names() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_written('NEW', '', True)}; RETURN NULL; END $$",
        f"CREATE TRIGGER register_line_parts AFTER INSERT OR UPDATE OF names ON {LINES} "
        "FOR EACH ROW EXECUTE FUNCTION linxuan_part_names()",
    ]


def _for_sqlite() -> list[str]:
    written = _written("NEW", "", False)
    return [
        f"CREATE TRIGGER register_line_parts AFTER INSERT ON {LINES} BEGIN {written}; END",
        f"CREATE TRIGGER register_line_parts_again AFTER UPDATE OF names ON {LINES} BEGIN {written}; END",
    ]


class Migration(migrations.Migration):
    """Keep them."""

    dependencies = [
        ("linxuan_site", "0054_merged_titles"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterNamePart",
            fields=[
                ("pk", models.CompositePrimaryKey("part", "designation_id", blank=True, editable=False, primary_key=True, serialize=False)),
                ("part", models.BinaryField()),
                ("designation", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="name_parts", to="linxuan_site.designation")),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("part", b""), _negated=True), name="register_name_part_not_empty")],
            },
        ),
        migrations.RunPython(part_by_triggers, stop_parting),
    ]
