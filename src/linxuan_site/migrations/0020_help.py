"""Help with filling in: who began it, who ended it; what ended stays as it is."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "linxuan_site_help"


def protect(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let nobody change help that has ended."""
    if editor.connection.vendor == "postgresql":
        body = "FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION linxuan_refuse_update()"
    else:
        told = f"rows of {TABLE} are never updated"
        body = f"WHEN OLD.ended_at IS NOT NULL BEGIN SELECT RAISE(ABORT, '{told}'); END"
    editor.execute(f"CREATE TRIGGER {TABLE}_is_kept BEFORE UPDATE ON {TABLE} {body}", params=None)


def release(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the trigger away."""
    on = f" ON {TABLE}" if editor.connection.vendor == "postgresql" else ""
    editor.execute(f"DROP TRIGGER {TABLE}_is_kept{on}")


class Migration(migrations.Migration):
    """Keep help."""

    dependencies = [
        ("linxuan_site", "0019_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name='Help',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', models.CharField(max_length=60)),
                ('office_key', models.CharField(blank=True, max_length=60)),
                ('reason', models.TextField(blank=True)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='helps', to='linxuan_site.application')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('application',), name='help_open_once'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='help_ended_by_somebody')],
            },
        ),
        migrations.RunPython(protect, release),
    ]
