"""How many applications stand where is kept by triggers, and lists are read in the order of waiting."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KIND = ("call", "procedure", "category", "stage", "in_charge", "offices")
COUNTS, APPLICATIONS = "linxuan_site_applicationcount", "linxuan_site_application"
FOLDED_EVERY = 512
"""After so many changes the rows of a call are folded: reading never adds up many more than there are kinds."""


def count_by_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count what is there, then let the database count what comes."""
    make = _for_postgres if editor.connection.vendor == "postgresql" else _for_sqlite
    for statement in (_recount(), *make()):
        editor.execute(statement, params=None)  # else the driver would take a % for a place of a value


def stop_counting(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "postgresql":
        for statement in (
            f"DROP TRIGGER application_comes_or_goes ON {APPLICATIONS}",
            f"DROP TRIGGER application_moves ON {APPLICATIONS}",
            f"DROP TRIGGER application_counts_fold ON {COUNTS}",
            "DROP FUNCTION linxuan_count_application()",
            "DROP FUNCTION linxuan_fold_counts()",
        ):
            editor.execute(statement)
        return
    for name in ("application_comes", "application_goes", "application_moves", "application_counts_fold"):
        editor.execute(f"DROP TRIGGER {name}")


def _recount() -> str:
    kind = ", ".join(KIND)
    return (
        f"INSERT INTO {COUNTS} ({kind}, filed, closed, number, folded) "
        f"SELECT {kind}, number IS NOT NULL, closed, COUNT(*), TRUE FROM {APPLICATIONS} "
        f"GROUP BY {kind}, number IS NOT NULL, closed"
    )


def _counted(row: str, number: int) -> str:
    """Note that one application of a kind came (1) or went (-1); `row` is NEW or OLD."""
    kind = ", ".join(f"{row}.{one}" for one in KIND)
    return (
        f"INSERT INTO {COUNTS} ({', '.join(KIND)}, filed, closed, number, folded) "
        f"VALUES ({kind}, {row}.number IS NOT NULL, {row}.closed, {number}, FALSE);"
    )


def _moved(unlike: str) -> str:
    pairs = [f"OLD.{one} {unlike} NEW.{one}" for one in (*KIND, "closed")]
    return " OR ".join([*pairs, f"(OLD.number IS NULL) {unlike} (NEW.number IS NULL)"])


def _for_postgres() -> list[str]:
    kind = ", ".join(KIND)
    return [
        "CREATE FUNCTION linxuan_count_application() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {_counted('OLD', -1)} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {_counted('NEW', 1)} END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER application_comes_or_goes AFTER INSERT OR DELETE ON {APPLICATIONS} "
        "FOR EACH ROW EXECUTE FUNCTION linxuan_count_application()",
        f"CREATE TRIGGER application_moves AFTER UPDATE ON {APPLICATIONS} FOR EACH ROW "
        f"WHEN ({_moved('IS DISTINCT FROM')}) EXECUTE FUNCTION linxuan_count_application()",
        # One statement, so that what is taken away is just what was added up; one folder at a time, so that
        # nobody waits for another.
        "CREATE FUNCTION linxuan_fold_counts() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF pg_try_advisory_xact_lock(hashtext('{COUNTS}')) THEN "
        f"WITH gone AS (DELETE FROM {COUNTS} WHERE call = NEW.call RETURNING *) "
        f"INSERT INTO {COUNTS} ({kind}, filed, closed, number, folded) "
        f"SELECT {kind}, filed, closed, SUM(number), TRUE FROM gone "
        f"GROUP BY {kind}, filed, closed HAVING SUM(number) <> 0; "
        "END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER application_counts_fold AFTER INSERT ON {COUNTS} FOR EACH ROW "
        f"WHEN (NEW.id % {FOLDED_EVERY} = 0 AND NOT NEW.folded) EXECUTE FUNCTION linxuan_fold_counts()",
    ]


def _for_sqlite() -> list[str]:
    kind = ", ".join(KIND)
    came, went = _counted("NEW", 1), _counted("OLD", -1)
    return [
        f"CREATE TRIGGER application_comes AFTER INSERT ON {APPLICATIONS} BEGIN {came} END",
        f"CREATE TRIGGER application_goes AFTER DELETE ON {APPLICATIONS} BEGIN {went} END",
        f"CREATE TRIGGER application_moves AFTER UPDATE ON {APPLICATIONS} "
        f"WHEN {_moved('IS NOT')} BEGIN {went} {came} END",
        # One writer at a time: what was added up are the rows up to this one.
        f"CREATE TRIGGER application_counts_fold AFTER INSERT ON {COUNTS} "
        f"WHEN NEW.id % {FOLDED_EVERY} = 0 AND NOT NEW.folded BEGIN "
        f"INSERT INTO {COUNTS} ({kind}, filed, closed, number, folded) "
        f"SELECT {kind}, filed, closed, SUM(number), TRUE FROM {COUNTS} WHERE call = NEW.call "
        f"GROUP BY {kind}, filed, closed HAVING SUM(number) <> 0; "
        f"DELETE FROM {COUNTS} WHERE call = NEW.call AND id <= NEW.id; END",
    ]


class Migration(migrations.Migration):
    """Keep counts, and index the lists."""

    dependencies = [("linxuan_site", "0005_screenings")]
    operations = [
        migrations.CreateModel(
            name="ApplicationCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("call", models.CharField(max_length=60)),
                ("procedure", models.CharField(max_length=60)),
                ("category", models.CharField(max_length=60)),
                ("stage", models.CharField(max_length=60)),
                ("in_charge", models.CharField(max_length=60)),
                ("offices", models.JSONField()),
                ("filed", models.BooleanField()),
                ("closed", models.BooleanField()),
                ("number", models.IntegerField()),
                ("folded", models.BooleanField(default=False)),
            ],
            options={"indexes": [models.Index(fields=["call"], name="application_count_by_call")]},
        ),
        migrations.RemoveIndex("application", "application_by_desk"),
        migrations.AddIndex(
            "application",
            models.Index(
                fields=["call", "procedure", "stage", "changed_at", "id"], name="application_by_stage"
            ),
        ),
        migrations.AddIndex(
            "application",
            models.Index(
                fields=["call", "in_charge", "procedure", "stage", "changed_at", "id"],
                name="application_by_desk",
            ),
        ),
        migrations.RunPython(count_by_triggers, stop_counting),
    ]
