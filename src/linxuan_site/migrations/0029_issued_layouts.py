"""An issue of a paper in more than one layout."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0028_letters_with_numbers'),
    ]

    operations = [
        migrations.CreateModel(
            name='IssuedLayout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layout', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('file', models.CharField(max_length=200)),
                ('digest', models.CharField(max_length=64)),
                ('issued', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layouts', to='linxuan_site.issuedpaper')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('issued', 'layout'), name='issued_layout_once')],
            },
        ),
    ]
