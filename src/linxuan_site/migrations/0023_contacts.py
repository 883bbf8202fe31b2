"""The contact persons of organisations, each row kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0022_delegations'),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactPerson',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('full_name', models.CharField(max_length=60)),
                ('phone', models.CharField(max_length=40)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('set_at', models.DateTimeField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='linxuan_site.organisation')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('full_name', ''), _negated=True), models.Q(('phone', ''), _negated=True)), name='contact_person_can_be_reached')],
            },
        ),
        migrations.RunPython(*protecting(["contactperson"])),
    ]
