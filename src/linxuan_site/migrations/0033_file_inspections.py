"""What was seen in files that were handed in; the database refuses to change such a row."""

from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["fileinspection"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0032_papers_of_one_thing'),
    ]

    operations = [
        migrations.CreateModel(
            name='FileInspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('content_type', models.CharField(max_length=100)),
                ('how', models.CharField(max_length=16)),
                ('seen', models.JSONField()),
                ('copy_digest', models.CharField(blank=True, max_length=64)),
                ('looked_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('digest', 'content_type', 'how'), name='file_inspected_once_each_way'), models.CheckConstraint(condition=models.Q(('copy_digest', models.F('digest')), _negated=True), name='file_inspection_copy_is_another_file')],
            },
        ),
        migrations.RunPython(protect, release),
    ]
