"""What comes to paper desks: rows that are written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0030_scans'),
    ]

    operations = [
        migrations.CreateModel(
            name='Arrival',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('call', models.SlugField(max_length=60)),
                ('number', models.CharField(max_length=40)),
                ('revision', models.PositiveIntegerField()),
                ('why', models.TextField(blank=True)),
                ('of_revision', models.PositiveIntegerField(null=True)),
                ('state', models.CharField(max_length=10)),
                ('wrong', models.JSONField(default=list)),
                ('brought_by', models.CharField(blank=True, max_length=60)),
                ('unit', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('by_post', models.BooleanField(default=False)),
                ('arrived_at', models.DateTimeField()),
                ('note', models.TextField(blank=True)),
                ('box', models.CharField(blank=True, max_length=60)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('said', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('recorded_at', models.DateTimeField()),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrivals', to='linxuan_site.application')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='linxuan_site.arrival')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.office')),
                ('sender', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.office')),
                ('step', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='arrival', to='linxuan_site.step')),
            ],
        ),
        migrations.CreateModel(
            name='ArrivedPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.CharField(max_length=60)),
                ('copies', models.PositiveIntegerField()),
                ('seals', models.JSONField(default=list)),
                ('electronic', models.BooleanField(default=False)),
                ('print_revision', models.PositiveIntegerField(null=True)),
                ('proved', models.BooleanField(default=False)),
                ('arrival', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='linxuan_site.arrival')),
            ],
        ),
        migrations.AddIndex(
            model_name='arrival',
            index=models.Index(fields=['application', 'of_revision', '-id'], name='arrival_by_application'),
        ),
        migrations.AddIndex(
            model_name='arrival',
            index=models.Index(fields=['call', 'sender', 'id'], name='arrival_by_sender'),
        ),
        migrations.AddIndex(
            model_name='arrival',
            index=models.Index(fields=['call', '-id'], name='arrival_by_call'),
        ),
        migrations.AddIndex(
            model_name='arrival',
            index=models.Index(fields=['number'], name='arrival_by_number'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('application', None), ('of_revision', None), ('sender__isnull', False)), models.Q(('application__isnull', False), ('of_revision__isnull', False), ('sender', None)), _connector='OR'), name='arrival_is_of_one'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), ('revision', 1)), models.Q(('corrects__isnull', False), ('revision__gt', 1), models.Q(('why', ''), _negated=True)), _connector='OR'), name='arrival_corrects_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('nothing', 'lacking', 'complete'))), name='arrival_has_a_state'),
        ),
        migrations.AddConstraint(
            model_name='arrival',
            constraint=models.UniqueConstraint(fields=('call', 'number', 'revision'), name='arrival_receipt_once'),
        ),
        migrations.AddConstraint(
            model_name='arrivedpaper',
            constraint=models.UniqueConstraint(fields=('arrival', 'paper'), name='arrived_paper_once'),
        ),
        migrations.RunPython(*protecting(['arrival', 'arrivedpaper'])),
    ]
