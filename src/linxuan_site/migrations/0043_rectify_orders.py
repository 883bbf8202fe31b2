"""What was ordered to be put right, and that it was; the database refuses to change such a row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["rectifyorder", "rectifydone"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0042_originals_taken'),
    ]

    operations = [
        migrations.CreateModel(
            name='RectifyOrder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('rule', models.CharField(max_length=60)),
                ('year', models.PositiveIntegerField()),
                ('ordered_on', models.DateField()),
                ('until', models.DateField(null=True)),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rectify_orders', to='linxuan_site.designation')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RectifyDone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('done_on', models.DateField()),
                ('reason', models.TextField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='done', to='linxuan_site.rectifyorder')),
            ],
        ),
        migrations.AddConstraint(
            model_name='rectifyorder',
            constraint=models.UniqueConstraint(fields=('designation', 'rule', 'year'), name='rectify_ordered_once'),
        ),
        migrations.AddConstraint(
            model_name='rectifyorder',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rectify_order_says_what'),
        ),
        migrations.AddConstraint(
            model_name='rectifyorder',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('ordered_on')), _connector='OR'), name='rectify_order_gives_time'),
        ),
        migrations.AddConstraint(
            model_name='rectifydone',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='rectify_done_says_what'),
        ),
        migrations.RunPython(protect, release),
    ]
