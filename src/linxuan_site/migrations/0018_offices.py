"""Offices stand from a day and up to a day, and one that ends names who takes over its cases."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STEPS = "linxuan_site_step"
ENDED = (
    "SELECT 1 FROM linxuan_site_account a JOIN linxuan_site_office o ON o.id = a.office_id "
    "WHERE a.id = NEW.actor_id AND o.valid_until < {day}"
)
"""That the office of whoever acts had ended before the day of the act, in Asia/Shanghai."""
REFUSES = "an office that has ended does not act"


def protect(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse a step of an office that has ended."""
    if editor.connection.vendor == "postgresql":
        ended = ENDED.format(day="(NEW.at AT TIME ZONE 'Asia/Shanghai')::date")
        statements = [
            "CREATE FUNCTION linxuan_office_stands() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF EXISTS ({ended}) THEN RAISE EXCEPTION '{REFUSES}'; END IF; RETURN NEW; END $$",
            f"CREATE TRIGGER office_stands_when_it_acts BEFORE INSERT ON {STEPS} "
            "FOR EACH ROW EXECUTE FUNCTION linxuan_office_stands()",
        ]
    else:
        ended = ENDED.format(day="date(NEW.at, '+8 hours')")
        statements = [
            f"CREATE TRIGGER office_stands_when_it_acts BEFORE INSERT ON {STEPS} "
            f"WHEN EXISTS ({ended}) BEGIN SELECT RAISE(ABORT, '{REFUSES}'); END"
        ]
    for statement in statements:
        editor.execute(statement, params=None)


def release(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the trigger away."""
    postgres = editor.connection.vendor == "postgresql"
    editor.execute("DROP TRIGGER office_stands_when_it_acts" + (f" ON {STEPS}" if postgres else ""))
    if postgres:
        editor.execute("DROP FUNCTION linxuan_office_stands()")


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0017_credit_checks'),
    ]

    operations = [
        migrations.AddField(
            model_name='office',
            name='successor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='linxuan_site.office'),
        ),
        migrations.AddField(
            model_name='office',
            name='valid_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='office',
            name='valid_until',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='office_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_until', None), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='office_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('successor', None), ('valid_until__isnull', False), _connector='OR'), name='office_is_succeeded_when_it_ends'),
        ),
        migrations.AddConstraint(
            model_name='office',
            constraint=models.CheckConstraint(condition=models.Q(('successor', None), models.Q(('successor', models.F('id')), _negated=True), _connector='OR'), name='office_does_not_succeed_itself'),
        ),
        migrations.RunPython(protect, release),
    ]
