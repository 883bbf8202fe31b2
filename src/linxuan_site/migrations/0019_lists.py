"""Filters under a name, and acts on many applications."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add it."""

    dependencies = [
        ('linxuan_site', '0018_offices'),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('key', models.CharField(max_length=40, unique=True)),
                ('action', models.CharField(max_length=60)),
                ('typed', models.JSONField()),
                ('confirmed_at', models.DateTimeField()),
                ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BulkRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveIntegerField()),
                ('seen', models.PositiveIntegerField()),
                ('refusal', models.TextField(blank=True)),
                ('clause', models.CharField(blank=True, max_length=60)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.application')),
                ('bulk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='linxuan_site.bulkact')),
                ('step', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.step')),
            ],
            options={
                'ordering': ['bulk', 'place'],
                'constraints': [models.UniqueConstraint(fields=('bulk', 'application'), name='bulk_row_once'), models.CheckConstraint(condition=models.Q(('step', None), ('refusal', ''), _connector='OR'), name='bulk_row_one_outcome')],
            },
        ),
        migrations.CreateModel(
            name='SavedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('name', models.CharField(max_length=60)),
                ('query', models.JSONField()),
                ('shared', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.office')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('call', 'saved_by', 'name'), name='saved_list_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_list_has_a_name')],
            },
        ),
    ]
