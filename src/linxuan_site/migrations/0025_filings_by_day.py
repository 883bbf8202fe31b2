"""How many were filed on which day is kept by triggers, as the counts of 0006 are; reminders leave a row."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from linxuan_site.migrations._kept import protecting

KIND = ("call", "procedure", "filed_on")
COUNTS, APPLICATIONS = "linxuan_site_filingcount", "linxuan_site_application"
FOLDED_EVERY = 512
"""After so many changes the rows of a call are folded: reading never adds up many more than there are days."""

protect, release = protecting(["reminder"])


def count_by_triggers(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count what is there, then let the database count what comes."""
    make = _for_postgres if editor.connection.vendor == "postgresql" else _for_sqlite
    for statement in (_recount(), *make()):
        editor.execute(statement, params=None)  # else the driver would take a % for a place of a value


def stop_counting(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "postgresql":
        for statement in (
            f"DROP TRIGGER filing_comes ON {APPLICATIONS}",
            f"DROP TRIGGER filing_goes ON {APPLICATIONS}",
            f"DROP TRIGGER filing_moves ON {APPLICATIONS}",
            f"DROP TRIGGER filing_counts_fold ON {COUNTS}",
            "DROP FUNCTION linxuan_count_filing()",
            "DROP FUNCTION linxuan_fold_filings()",
        ):
            editor.execute(statement)
        return
    for name in (
        "filing_comes",
        "filing_goes",
        "filing_moves_away",
        "filing_moves_here",
        "filing_counts_fold",
    ):
        editor.execute(f"DROP TRIGGER {name}")


def _recount() -> str:
    kind = ", ".join(KIND)
    return (
        f"INSERT INTO {COUNTS} ({kind}, number, folded) SELECT {kind}, COUNT(*), TRUE FROM {APPLICATIONS} "
        f"WHERE {_filed()} GROUP BY {kind}"
    )


def _filed(row: str = "") -> str:
    return f"{row}number IS NOT NULL AND {row}filed_on IS NOT NULL"


def _counted(row: str, number: int) -> str:
    """Note that a filing came (1) or went (-1); `row` is NEW or OLD."""
    kind = ", ".join(f"{row}.{one}" for one in KIND)
    return (
        f"INSERT INTO {COUNTS} ({', '.join(KIND)}, number, folded) VALUES ({kind}, {number}, FALSE);"
    )


def _moved(unlike: str) -> str:
    pairs = [f"OLD.{one} {unlike} NEW.{one}" for one in KIND]
    return " OR ".join([*pairs, f"(OLD.number IS NULL) {unlike} (NEW.number IS NULL)"])


def _for_postgres() -> list[str]:
    kind = ", ".join(KIND)
    return [
        "CREATE FUNCTION linxuan_count_filing() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN IF {_filed('OLD.')} THEN {_counted('OLD', -1)} END IF; END IF; "
        f"IF TG_OP <> 'DELETE' THEN IF {_filed('NEW.')} THEN {_counted('NEW', 1)} END IF; END IF; "
        "RETURN NULL; END $$",
        f"CREATE TRIGGER filing_comes AFTER INSERT ON {APPLICATIONS} FOR EACH ROW "
        f"WHEN ({_filed('NEW.')}) EXECUTE FUNCTION linxuan_count_filing()",
        f"CREATE TRIGGER filing_goes AFTER DELETE ON {APPLICATIONS} FOR EACH ROW "
        f"WHEN ({_filed('OLD.')}) EXECUTE FUNCTION linxuan_count_filing()",
        f"CREATE TRIGGER filing_moves AFTER UPDATE ON {APPLICATIONS} FOR EACH ROW "
        f"WHEN ({_moved('IS DISTINCT FROM')}) EXECUTE FUNCTION linxuan_count_filing()",
        # As in 0006: one statement, and one folder at a time, so that nobody waits for another.
        "CREATE FUNCTION linxuan_fold_filings() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF pg_try_advisory_xact_lock(hashtext('{COUNTS}')) THEN "
        f"WITH gone AS (DELETE FROM {COUNTS} WHERE call = NEW.call RETURNING *) "
        f"INSERT INTO {COUNTS} ({kind}, number, folded) SELECT {kind}, SUM(number), TRUE FROM gone "
        f"GROUP BY {kind} HAVING SUM(number) <> 0; "
        "END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER filing_counts_fold AFTER INSERT ON {COUNTS} FOR EACH ROW "
        f"WHEN (NEW.id % {FOLDED_EVERY} = 0 AND NOT NEW.folded) EXECUTE FUNCTION linxuan_fold_filings()",
    ]


def _for_sqlite() -> list[str]:
    kind = ", ".join(KIND)
    came, went = _counted("NEW", 1), _counted("OLD", -1)
    return [
        f"CREATE TRIGGER filing_comes AFTER INSERT ON {APPLICATIONS} WHEN {_filed('NEW.')} BEGIN {came} END",
        f"CREATE TRIGGER filing_goes AFTER DELETE ON {APPLICATIONS} WHEN {_filed('OLD.')} BEGIN {went} END",
        f"CREATE TRIGGER filing_moves_away AFTER UPDATE ON {APPLICATIONS} "
        f"WHEN ({_moved('IS NOT')}) AND {_filed('OLD.')} BEGIN {went} END",
        f"CREATE TRIGGER filing_moves_here AFTER UPDATE ON {APPLICATIONS} "
        f"WHEN ({_moved('IS NOT')}) AND {_filed('NEW.')} BEGIN {came} END",
        f"CREATE TRIGGER filing_counts_fold AFTER INSERT ON {COUNTS} "
        f"WHEN NEW.id % {FOLDED_EVERY} = 0 AND NOT NEW.folded BEGIN "
        f"INSERT INTO {COUNTS} ({kind}, number, folded) "
        f"SELECT {kind}, SUM(number), TRUE FROM {COUNTS} WHERE call = NEW.call "
        f"GROUP BY {kind} HAVING SUM(number) <> 0; "
        f"DELETE FROM {COUNTS} WHERE call = NEW.call AND id <= NEW.id; END",
    ]


class Migration(migrations.Migration):
    """Keep filings by day, and reminders."""

    dependencies = [("linxuan_site", "0024_signed_rows")]
    operations = [
        migrations.CreateModel(
            name="FilingCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("call", models.CharField(max_length=60)),
                ("procedure", models.CharField(max_length=60)),
                ("filed_on", models.DateField()),
                ("number", models.IntegerField()),
                ("folded", models.BooleanField(default=False)),
            ],
            options={"indexes": [models.Index(fields=["call"], name="filing_count_by_call")]},
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("firm", models.CharField(max_length=200, null=True)),
                ("on_behalf_of_name", models.CharField(max_length=60, null=True)),
                ("call", models.SlugField(max_length=60)),
                ("kind", models.CharField(max_length=20)),
                ("number", models.PositiveIntegerField()),
                ("addresses", models.PositiveIntegerField()),
                ("sent_at", models.DateTimeField()),
                ("application", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="linxuan_site.application")),
                ("office", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="linxuan_site.office")),
                ("on_behalf_of", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("sent_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["call", "sent_at"], name="reminder_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("application__isnull", False), ("office", None))
                        | models.Q(("application", None), ("office__isnull", False)),
                        name="reminder_reminds_one",
                    )
                ],
            },
        ),
        migrations.RunPython(protect, release),
        migrations.RunPython(count_by_triggers, stop_counting),
    ]
