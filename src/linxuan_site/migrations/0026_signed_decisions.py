"""Who decides in the name of somebody is named so: days set earlier, publicities, acts on many, grades, statuses, revocations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0025_filings_by_day'),
    ]

    operations = [
        migrations.AddField(
            model_name='bulkact',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='bulkact',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bulkact',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='earlierday',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='earlierday',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='earlierday',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='graderecord',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='graderecord',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='graderecord',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='publicity',
            name='closed_firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='publicity',
            name='closed_on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicity',
            name='closed_on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='publicity',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='publicity',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='publicity',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='revocation',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='revocation',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revocation',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.AddField(
            model_name='statusrecord',
            name='firm',
            field=models.CharField(max_length=200, null=True),
        ),
        migrations.AddField(
            model_name='statusrecord',
            name='on_behalf_of',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='statusrecord',
            name='on_behalf_of_name',
            field=models.CharField(max_length=60, null=True),
        ),
    ]
