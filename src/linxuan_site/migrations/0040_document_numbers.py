"""Letters bear document numbers; the database refuses to change such a row, and a second document with one."""

import django.db.models.deletion
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["documentnumber"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0039_revocations'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('authority', models.CharField(max_length=200)),
                ('text', models.CharField(max_length=40)),
                ('first', models.BooleanField()),
                ('issued', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='document_number', to='linxuan_site.issuedpaper')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('first', True)), fields=('authority', 'text'), name='document_number_once'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='document_number_is_one')],
            },
        ),
        migrations.RunPython(protect, release),
    ]
