"""The register in two times: what happened to each title, and the lines that are computed of it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    """Add both tables."""

    dependencies = [
        ('linxuan_site', '0034_export_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='RegisterEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('holds_from', models.DateField(null=True)),
                ('changes', models.JSONField(default=dict)),
                ('offices', models.JSONField(default=dict)),
                ('document', models.CharField(max_length=200)),
                ('reason', models.TextField(blank=True)),
                ('corrects', models.PositiveIntegerField(null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RegisterLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.CharField(max_length=200)),
                ('authority', models.CharField(max_length=200)),
                ('cohort', models.PositiveIntegerField()),
                ('track', models.CharField(max_length=60)),
                ('state', models.CharField(max_length=20)),
                ('since', models.DateField(null=True)),
                ('by', models.CharField(max_length=200)),
                ('name', models.CharField(max_length=500)),
                ('names', models.TextField()),
                ('category', models.CharField(blank=True, max_length=60)),
                ('mode', models.CharField(blank=True, max_length=60)),
                ('in_charge', models.CharField(blank=True, max_length=60)),
                ('offices', models.JSONField(default=dict)),
                ('document', models.CharField(max_length=200)),
                ('designated_on', models.DateField(null=True)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('recorded_from', models.DateTimeField()),
                ('recorded_until', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='registerevent',
            name='designation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='linxuan_site.designation'),
        ),
        migrations.AddField(
            model_name='registerevent',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registerevent',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='registerline',
            name='designation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='linxuan_site.designation'),
        ),
        migrations.AddField(
            model_name='registerline',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='register_lines', to='linxuan_site.organisation'),
        ),
        migrations.AddIndex(
            model_name='registerevent',
            index=models.Index(fields=['-recorded_at', '-id'], name='register_event_by_moment'),
        ),
        migrations.AddConstraint(
            model_name='registerevent',
            constraint=models.UniqueConstraint(fields=('designation', 'number'), name='register_event_once'),
        ),
        migrations.AddConstraint(
            model_name='registerevent',
            constraint=models.UniqueConstraint(fields=('designation', 'recorded_at'), name='register_event_at_its_moment'),
        ),
        migrations.AddConstraint(
            model_name='registerevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('designated', 'renamed', 'merged', 'split', 'moved', 'operator_changed', 'withdrawn', 'suspended', 'resumed', 'revoked', 'restored', 'expired', 'corrected'))), name='register_event_kind_known'),
        ),
        migrations.AddConstraint(
            model_name='registerevent',
            constraint=models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='register_event_names_its_document'),
        ),
        migrations.AddConstraint(
            model_name='registerevent',
            constraint=models.CheckConstraint(condition=models.Q(('holds_from__isnull', False), ('kind', 'designated'), _connector='OR'), name='register_event_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='registerevent',
            constraint=models.CheckConstraint(condition=models.Q(('corrects', None), ('corrects__lt', models.F('number')), _connector='OR'), name='register_event_corrects_earlier'),
        ),
        migrations.AddIndex(
            model_name='registerline',
            index=models.Index(fields=['-cohort', 'track', 'designation', 'valid_from', 'valid_until', 'recorded_from', 'recorded_until'], name='register_line_by_cohort'),
        ),
        migrations.AddConstraint(
            model_name='registerline',
            constraint=models.UniqueConstraint(fields=('designation', 'valid_from', 'recorded_from'), name='register_line_once'),
        ),
        migrations.AddConstraint(
            model_name='registerline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('held', 'suspended', 'withdrawn', 'revoked', 'expired'))), name='register_line_state_known'),
        ),
        migrations.AddConstraint(
            model_name='registerline',
            constraint=models.CheckConstraint(condition=models.Q(('recorded_from__lt', models.F('recorded_until')), ('valid_from__lt', models.F('valid_until'))), name='register_line_has_an_extent'),
        ),
        migrations.RunPython(*protecting(["registerevent"])),
    ]
