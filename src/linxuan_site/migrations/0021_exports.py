"""Archives of whole calls."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add it."""

    dependencies = [
        ('linxuan_site', '0020_help'),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('asked_at', models.DateTimeField()),
                ('language', models.CharField(max_length=10)),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('worker', models.CharField(blank=True, max_length=40)),
                ('beat_at', models.DateTimeField(null=True)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(null=True)),
                ('fault', models.TextField(blank=True)),
                ('file', models.CharField(blank=True, max_length=100)),
                ('size', models.PositiveBigIntegerField(default=0)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.office')),
            ],
            options={
                'indexes': [models.Index(fields=['call', 'office'], name='export_by_call')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'running', 'stopping', 'done', 'failed', 'stopped'])), name='export_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('running', 'stopping')), _negated=True), models.Q(models.Q(('worker', ''), _negated=True), ('beat_at__isnull', False)), _connector='OR'), name='export_at_work_has_a_worker'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ('done', 'failed', 'stopped'))), models.Q(('finished_at', None), ('state__in', ('waiting', 'running', 'stopping'))), _connector='OR'), name='export_finished_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), _negated=True), models.Q(('fault', ''), _negated=True), _connector='OR'), name='export_that_failed_says_why')],
            },
        ),
    ]
