"""For whom somebody stood in stands in every row of the record, not in its steps alone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0023_contacts'),
    ]

    operations = [
        migrations.AddField(
            model_name='conditionjudgement',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='conditionjudgement',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='conditionjudgement',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='creditcheck',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='creditcheck',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='creditcheck',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='extension',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='extension',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='help',
            name='ended_firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='help',
            name='ended_on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='help',
            name='ended_on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='help',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='help',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='help',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='issuedpaper',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='objectionstep',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='objectionstep',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='objectionstep',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='placement',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='placement',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='placement',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='remark',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='remark',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='remark',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='remarkdraft',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='remarkdraft',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='remarkdraft',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
    ]
