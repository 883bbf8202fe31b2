"""Who read the personal data of others; the database refuses to change such a row."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["personalread"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0047_tokens_of_places'),
    ]

    operations = [
        migrations.CreateModel(
            name='PersonalRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=20)),
                ('subject', models.CharField(max_length=120)),
                ('day', models.DateField()),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reads', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reads', to='linxuan_site.application')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['day', 'id'], name='personal_read_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('on_behalf_of', None)), fields=('account', 'what', 'subject', 'day'), name='personal_read_once_a_day'), models.UniqueConstraint(condition=models.Q(('on_behalf_of__isnull', False)), fields=('account', 'on_behalf_of', 'what', 'subject', 'day'), name='personal_read_for_another_once_a_day'), models.CheckConstraint(condition=models.Q(('what__in', ('application', 'file', 'objection', 'person', 'list', 'export'))), name='personal_read_is_of_a_known_kind')],
            },
        ),
        migrations.RunPython(protect, release),
    ]
