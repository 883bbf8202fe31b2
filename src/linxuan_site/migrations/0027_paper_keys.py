"""The public keys that prove what was printed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0026_signed_decisions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaperKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(max_length=8, unique=True)),
                ('public', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('retired_at', models.DateTimeField(null=True)),
                ('revoked_on', models.DateField(null=True)),
                ('why', models.TextField(blank=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('revoked_on', None), ('retired_at__isnull', False), _connector='OR'), name='paper_key_revoked_is_retired'), models.CheckConstraint(condition=models.Q(('retired_at', None), models.Q(('why', ''), _negated=True), _connector='OR'), name='paper_key_retired_for_a_reason')],
            },
        ),
    ]
