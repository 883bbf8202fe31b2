"""Exports, screenings, examined scans, contacts, erasures and filing lists say for whom somebody stood in, as steps do."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0060_counting_grades'),
    ]

    operations = [
        migrations.AddField(
            model_name='contactperson',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='contactperson',
            name='token_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='erasure',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='erasure',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='erasure',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='erasure',
            name='token_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='export',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='export',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='export',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='export',
            name='token_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='filinglist',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='filinglist',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='filinglist',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='filinglist',
            name='token_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='scanexamination',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='scanexamination',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scanexamination',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='scanexamination',
            name='token_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='screening',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='screening',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='screening',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='screening',
            name='token_name',
            field=models.CharField(max_length=60, null=True),
        ),
    ]
