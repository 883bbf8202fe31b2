"""How many titles the register has of each kind is kept by triggers, as the counts of applications are."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COUNTS, LINES = "linxuan_site_registercount", "linxuan_site_registerline"
KIND = ("programme", "authority", "cohort", "track", "category", "mode", "in_charge", "state")
COLUMNS = ", ".join((*KIND, "year", "day", "number", "folded"))
FOLDED_EVERY = 512
"""After so many changes the rows of a programme are folded into one a kind and day."""


def count_by_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Count what is there, then let the database count what comes."""
    postgres = editor.connection.vendor == "postgresql"
    for end, number in (("valid_from", 1), ("valid_until", -1)):
        kind = ", ".join(f"NEW.{one}" for one in KIND)
        editor.execute(
            f"INSERT INTO {COUNTS} ({COLUMNS}) SELECT {kind}, {_year('NEW', postgres)}, NEW.{end}, "
            f"{number} * COUNT(*), TRUE FROM {LINES} AS NEW WHERE {_counts('NEW', end)} "
            f"GROUP BY {kind}, {_year('NEW', postgres)}, NEW.{end}",
            params=None,
        )
    for statement in _for_postgres() if postgres else _for_sqlite():
        editor.execute(statement, params=None)  # else the driver would take a % for a place of a value


def stop_counting(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "postgresql":
        for statement in (
            f"DROP TRIGGER register_line_counts ON {LINES}",
            f"DROP TRIGGER register_counts_fold ON {COUNTS}",
            "DROP FUNCTION linxuan_count_line()",
            "DROP FUNCTION linxuan_fold_register()",
        ):
            editor.execute(statement)
        return
    for name in ("register_line_comes", "register_line_goes", "register_line_moves", "register_counts_fold"):
        editor.execute(f"DROP TRIGGER {name}")


def _year(row: str, postgres: bool) -> str:
    day = f"{row}.designated_on"
    return f"EXTRACT(YEAR FROM {day})::int" if postgres else f"CAST(strftime('%Y', {day}) AS INTEGER)"


def _counts(row: str, end: str) -> str:
    """What is known still counts; a line that has no end takes nothing away again."""
    known = f"{row}.recorded_until >= '9999-12-31'"
    return known if end == "valid_from" else f"{known} AND {row}.valid_until < '9999-12-31'"


def _counted(row: str, number: int, postgres: bool) -> str:
    """Note that a line came (1) or went (-1)."""
    kind = ", ".join(f"{row}.{one}" for one in KIND)
    return " ".join(
        f"INSERT INTO {COUNTS} ({COLUMNS}) SELECT {kind}, {_year(row, postgres)}, {row}.{end}, {each}, FALSE "
        f"WHERE {_counts(row, end)};"
        for end, each in (("valid_from", number), ("valid_until", -number))
    )


def _folding(source: str, kept: str) -> str:
    kind = ", ".join((*KIND, "year", "day"))
    return (
        f"INSERT INTO {COUNTS} ({COLUMNS}) SELECT {kind}, SUM(number), TRUE FROM {source} {kept} "
        f"GROUP BY {kind} HAVING SUM(number) <> 0;"
    )


def _for_postgres() -> list[str]:
    same = "programme = NEW.programme AND authority = NEW.authority"
    return [
        "CREATE FUNCTION linxuan_count_line() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN {_counted('OLD', -1, True)} END IF; "
        f"IF TG_OP <> 'DELETE' THEN {_counted('NEW', 1, True)} END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER register_line_counts AFTER INSERT OR DELETE OR UPDATE ON {LINES} "
        "FOR EACH ROW EXECUTE FUNCTION linxuan_count_line()",
        "CREATE FUNCTION linxuan_fold_register() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF pg_try_advisory_xact_lock(hashtext('{COUNTS}')) THEN "
        f"WITH gone AS (DELETE FROM {COUNTS} WHERE {same} RETURNING *) {_folding('gone', '')} "
        "END IF; RETURN NULL; END $$",
        f"CREATE TRIGGER register_counts_fold AFTER INSERT ON {COUNTS} FOR EACH ROW "
        f"WHEN (NEW.id % {FOLDED_EVERY} = 0 AND NOT NEW.folded) EXECUTE FUNCTION linxuan_fold_register()",
    ]


def _for_sqlite() -> list[str]:
    came, went = _counted("NEW", 1, False), _counted("OLD", -1, False)
    same = "WHERE programme = NEW.programme AND authority = NEW.authority"
    return [
        f"CREATE TRIGGER register_line_comes AFTER INSERT ON {LINES} BEGIN {came} END",
        f"CREATE TRIGGER register_line_goes AFTER DELETE ON {LINES} BEGIN {went} END",
        f"CREATE TRIGGER register_line_moves AFTER UPDATE ON {LINES} BEGIN {went} {came} END",
        # One writer at a time: what was added up are the rows up to this one.
        f"CREATE TRIGGER register_counts_fold AFTER INSERT ON {COUNTS} "
        f"WHEN NEW.id % {FOLDED_EVERY} = 0 AND NOT NEW.folded BEGIN {_folding(COUNTS, same)} "
        f"DELETE FROM {COUNTS} {same} AND id <= NEW.id; END",
    ]


class Migration(migrations.Migration):
    """Keep them."""

    dependencies = [
        ("linxuan_site", "0040_document_numbers"),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=200)),
                ('authority', models.CharField(max_length=200)),
                ('cohort', models.PositiveIntegerField()),
                ('track', models.CharField(max_length=60)),
                ('category', models.CharField(max_length=60)),
                ('mode', models.CharField(max_length=60)),
                ('in_charge', models.CharField(max_length=60)),
                ('state', models.CharField(max_length=20)),
                ('year', models.PositiveIntegerField(null=True)),
                ('day', models.DateField()),
                ('number', models.IntegerField()),
                ('folded', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['programme', 'authority'], name='register_count_by_programme')],
            },
        ),
        migrations.RunPython(count_by_triggers, stop_counting),
    ]
