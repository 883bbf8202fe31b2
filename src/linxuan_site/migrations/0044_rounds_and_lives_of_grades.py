"""Who has to file in a round, as of a day, and the steps in the life of a grade."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0043_rectify_orders'),
    ]

    operations = [
        migrations.CreateModel(
            name='FilingAddition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('reason', models.TextField()),
                ('added_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='FilingList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.SlugField(max_length=60)),
                ('round', models.CharField(max_length=60)),
                ('as_of', models.DateField()),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='GradeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('position', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='graderecord',
            name='score',
            field=models.DecimalField(decimal_places=2, max_digits=6, null=True),
        ),
        migrations.AddField(
            model_name='graderecord',
            name='why',
            field=models.TextField(null=True),
        ),
        migrations.AddIndex(
            model_name='graderecord',
            index=models.Index(fields=['year', 'designation'], name='grade_by_year'),
        ),
        migrations.AddField(
            model_name='filingaddition',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='filingaddition',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='filingaddition',
            name='report',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='filing_addition', to='linxuan_site.application'),
        ),
        migrations.AddField(
            model_name='filinglist',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='gradestep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='gradestep',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='gradestep',
            name='proposed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='gradestep',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='linxuan_site.graderecord'),
        ),
        migrations.AddConstraint(
            model_name='filingaddition',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='filing_addition_says_why'),
        ),
        migrations.AddConstraint(
            model_name='filinglist',
            constraint=models.UniqueConstraint(fields=('call', 'round'), name='filing_list_once_a_round'),
        ),
        migrations.AddConstraint(
            model_name='gradestep',
            constraint=models.UniqueConstraint(fields=('record', 'position'), name='grade_step_once'),
        ),
        migrations.AddConstraint(
            model_name='gradestep',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('checked', 'published', 'final', 'dropped'))), fields=('record', 'kind'), name='grade_step_of_a_kind_once'),
        ),
        migrations.AddConstraint(
            model_name='gradestep',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ('checked', 'published', 'objected', 'final', 'dropped'))), name='grade_step_known'),
        ),
        migrations.AddConstraint(
            model_name='gradestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['dropped', 'objected']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='grade_step_says_why'),
        ),
        migrations.AddConstraint(
            model_name='gradestep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'checked'), _negated=True), models.Q(('by__isnull', False), models.Q(('proposed_by', None), models.Q(('by', models.F('proposed_by')), _negated=True), _connector='OR')), _connector='OR'), name='grade_checked_by_another'),
        ),
    ]
