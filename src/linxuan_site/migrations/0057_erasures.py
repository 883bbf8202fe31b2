"""What was erased because it had been kept long enough; the database refuses to change such a row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["erasure"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0056_cleared_lists'),
    ]

    operations = [
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('rule', models.CharField(max_length=60)),
                ('what', models.CharField(max_length=20)),
                ('subject', models.CharField(max_length=120)),
                ('rows', models.JSONField()),
                ('last_on', models.DateField()),
                ('erased_on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['call', 'id'], name='erasure_by_call')],
                'constraints': [models.CheckConstraint(condition=models.Q(('erased_on__gt', models.F('last_on'))), name='erased_after_its_time'), models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='erasure_says_of_what')],
            },
        ),
        migrations.RunPython(protect, release),
    ]
