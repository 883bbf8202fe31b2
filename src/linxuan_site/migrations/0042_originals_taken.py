"""Who took a file as it came stays recorded; the database refuses to change such a row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["originaltaken"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0041_register_counts'),
    ]

    operations = [
        migrations.CreateModel(
            name='OriginalTaken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('taken_at', models.DateTimeField()),
                ('attachment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='originals_taken', to='linxuan_site.attachment')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(protect, release),
    ]
