"""What offices find in registers of credit, as rows that are written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    """Keep credit checks."""

    dependencies = [
        ("linxuan_site", "0016_extensions"),
    ]

    operations = [
        migrations.CreateModel(
            name='CreditCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=200)),
                ('checked_at', models.DateTimeField()),
                ('clear', models.BooleanField()),
                ('result', models.TextField(blank=True)),
                ('office', models.CharField(max_length=60)),
                ('office_key', models.CharField(blank=True, max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='credit_checks', to='linxuan_site.application')),
                ('checked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.attachment')),
            ],
            options={
                'indexes': [models.Index(fields=['application', 'id'], name='credit_check_by_application')],
                'constraints': [models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='credit_check_names_its_source'), models.CheckConstraint(condition=models.Q(('clear', True), models.Q(('result', ''), _negated=True), _connector='OR'), name='credit_check_says_what_was_found')],
            },
        ),
        migrations.RunPython(*protecting(["creditcheck"])),
    ]
