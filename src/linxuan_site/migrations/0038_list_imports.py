"""Lists that are imported: uploads, and the record of what was entered, which the database refuses to change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["listimport"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0037_revocations_are_events'),
    ]

    operations = [
        migrations.CreateModel(
            name='ListUpload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('file_name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('given', models.JSONField(default=dict)),
                ('decisions', models.JSONField(default=dict)),
                ('uploaded_at', models.DateTimeField()),
                ('state', models.CharField(default='waiting', max_length=10)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ListImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('call', models.SlugField(max_length=60)),
                ('file_name', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('given', models.JSONField(default=dict)),
                ('decisions', models.JSONField(default=dict)),
                ('rows', models.PositiveIntegerField()),
                ('entered', models.PositiveIntegerField()),
                ('renamed', models.PositiveIntegerField()),
                ('corrected', models.PositiveIntegerField()),
                ('recorded_at', models.DateTimeField()),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('upload', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='entered', to='linxuan_site.listupload')),
            ],
        ),
        migrations.AddIndex(
            model_name='listupload',
            index=models.Index(fields=['call', '-id'], name='list_upload_by_call'),
        ),
        migrations.AddConstraint(
            model_name='listupload',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('waiting', 'entered', 'discarded'))), name='list_upload_state_known'),
        ),
        migrations.AddIndex(
            model_name='listimport',
            index=models.Index(fields=['call', '-id'], name='list_import_by_call'),
        ),
        migrations.AddConstraint(
            model_name='listimport',
            constraint=models.CheckConstraint(condition=models.Q(('digest', ''), _negated=True), name='list_import_names_its_file'),
        ),
        migrations.AddConstraint(
            model_name='listimport',
            constraint=models.CheckConstraint(condition=models.Q(('entered__lte', models.F('rows'))), name='list_import_enters_its_rows'),
        ),
        migrations.RunPython(protect, release),
    ]
