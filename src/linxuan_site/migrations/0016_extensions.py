"""Deadlines that the authority puts off, written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    """Add it."""

    dependencies = [
        ('linxuan_site', '0015_revocations'),
    ]

    operations = [
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('deadline', models.CharField(max_length=60)),
                ('of', models.DateField()),
                ('day', models.DateField()),
                ('reason', models.TextField()),
                ('document', models.CharField(max_length=200)),
                ('set_at', models.DateTimeField()),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='extensions', to='linxuan_site.application')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['call', 'application'], name='extension_by_call')],
                'constraints': [models.CheckConstraint(condition=models.Q(('day__gt', models.F('of'))), name='extension_shortens_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), models.Q(('document', ''), _negated=True)), name='extension_says_why_and_by_what')],
            },
        ),
        migrations.RunPython(*protecting(["extension"])),
    ]
