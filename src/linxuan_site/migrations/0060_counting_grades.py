"""Which grade counts of each title and year is kept by triggers, so that no page compares the grades of decades."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEPT, GRADES, STEPS = (f"linxuan_site_{one}" for one in ("countinggrade", "graderecord", "gradestep"))
TITLES = "linxuan_site_designation"
COLUMNS = "record_id, designation_id, programme, authority, year, grade, computed_score, state"


def keep_by_triggers(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Note which grades count now, then let the database follow every step."""
    editor.execute(_entered(f"SELECT MAX(told.id) FROM {GRADES} AS told WHERE {_told()} GROUP BY told.designation_id, told.year"))
    postgres = editor.connection.vendor == "postgresql"
    for statement in _for_postgres() if postgres else _for_sqlite():
        editor.execute(statement, params=None)


def stop_keeping(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER grade_step_counts ON {STEPS}")
        editor.execute("DROP FUNCTION linxuan_follow_grade()")
    else:
        editor.execute("DROP TRIGGER grade_step_counts")


def _told() -> str:
    """That the entity was told a grade, and it was not dropped: `linxuan.evaluation.lives.counting`."""
    of = f"SELECT 1 FROM {STEPS} AS step WHERE step.record_id = told.id AND step.kind"
    return f"EXISTS ({of} IN ('published', 'final')) AND NOT EXISTS ({of} = 'dropped')"


def _entered(newest: str) -> str:
    """Enter the newest grades that count: while somebody objects to one, its year has none."""
    state = f"(SELECT step.kind FROM {STEPS} AS step WHERE step.record_id = own.id ORDER BY step.position DESC LIMIT 1)"
    return (
        f"INSERT INTO {KEPT} ({COLUMNS}) SELECT own.id, own.designation_id, title.programme, title.authority, "
        f"own.year, own.grade, own.computed_score, {state} "
        f"FROM {GRADES} AS own JOIN {TITLES} AS title ON title.id = own.designation_id "
        f"WHERE own.id IN ({newest}) AND {state} IN ('published', 'final');"
    )


def _followed() -> str:
    """Look again which grade of the title and year of a new step counts."""
    of_step = f"FROM {GRADES} AS stepped WHERE stepped.id = NEW.record_id"
    same = " AND ".join(f"told.{one} = (SELECT stepped.{one} {of_step})" for one in ("designation_id", "year"))
    gone = " AND ".join(f"{one} = (SELECT stepped.{one} {of_step})" for one in ("designation_id", "year"))
    newest = f"SELECT MAX(told.id) FROM {GRADES} AS told WHERE {same} AND {_told()}"
    return f"DELETE FROM {KEPT} WHERE {gone}; {_entered(newest)}"


def _for_postgres() -> list[str]:
    # Two steps of two grades of one title queue at the title: the second sees what the first came to.
    queue = (
        f"PERFORM 1 FROM {TITLES} WHERE id = (SELECT designation_id FROM {GRADES} WHERE id = NEW.record_id) "
        "FOR NO KEY UPDATE;"
    )
    return [
        "CREATE FUNCTION linxuan_follow_grade() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{queue} {_followed()} RETURN NULL; END $$",
        f"CREATE TRIGGER grade_step_counts AFTER INSERT ON {STEPS} "
        "FOR EACH ROW EXECUTE FUNCTION linxuan_follow_grade()",
    ]


def _for_sqlite() -> list[str]:
    return [f"CREATE TRIGGER grade_step_counts AFTER INSERT ON {STEPS} BEGIN {_followed()} END"]


class Migration(migrations.Migration):
    """Keep them."""

    dependencies = [("linxuan_site", "0059_grades_of_a_year")]

    operations = [
        migrations.CreateModel(
            name="CountingGrade",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="counts",
                        serialize=False,
                        to="linxuan_site.graderecord",
                    ),
                ),
                (
                    "designation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counting_grades",
                        to="linxuan_site.designation",
                    ),
                ),
                ("programme", models.CharField(max_length=200)),
                ("authority", models.CharField(max_length=200)),
                ("year", models.PositiveIntegerField()),
                ("grade", models.CharField(max_length=60)),
                ("computed_score", models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ("state", models.CharField(max_length=10)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["designation", "year"], name="counting_grade_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(state__in=("published", "final")), name="counting_grade_counts"
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["programme", "authority", "year", "grade", "computed_score"],
                        name="counting_grade_by_year",
                    )
                ],
            },
        ),
        migrations.RunPython(keep_by_triggers, stop_keeping),
    ]
