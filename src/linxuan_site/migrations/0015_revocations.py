"""The decision that takes a title away. Its row is written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    """Add it."""

    dependencies = [
        ('linxuan_site', '0014_remarks'),
    ]

    operations = [
        migrations.CreateModel(
            name='Revocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.CharField(max_length=200)),
                ('reason', models.TextField()),
                ('decided_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name='designation',
            index=models.Index(fields=['-cohort', 'track', 'id'], name='designation_by_cohort'),
        ),
        migrations.AddField(
            model_name='revocation',
            name='designation',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revocation', to='linxuan_site.designation'),
        ),
        migrations.AddField(
            model_name='revocation',
            name='recorded_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='revocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', ''), _negated=True), models.Q(('reason', ''), _negated=True)), name='revocation_names_document_and_reason'),
        ),
        migrations.RunPython(*protecting(["revocation"])),
    ]
