"""Who is signed in where has columns; what happens at the sign-in is a row that the database refuses to change."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["signinrecord"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0057_erasures'),
    ]

    operations = [
        migrations.CreateModel(
            name='CachedValue',
            fields=[
                ('cache_key', models.CharField(max_length=255, primary_key=True, serialize=False)),
                ('value', models.TextField()),
                ('expires', models.DateTimeField(db_index=True)),
            ],
            options={
                'db_table': 'linxuan_cache',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('session_key', models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name='session key')),
                ('session_data', models.TextField(verbose_name='session data')),
                ('expire_date', models.DateTimeField(db_index=True, verbose_name='expire date')),
                ('began_at', models.DateTimeField(null=True)),
                ('seen_at', models.DateTimeField(null=True)),
                ('address', models.GenericIPAddressField(null=True)),
                ('browser', models.CharField(blank=True, max_length=60)),
                ('how', models.CharField(blank=True, max_length=40)),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='sessions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'session',
                'verbose_name_plural': 'sessions',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('account', None), models.Q(('began_at__isnull', False), ('seen_at__isnull', False)), _connector='OR'), name='session_of_somebody_says_since_when')],
            },
        ),
        migrations.CreateModel(
            name='SignInRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.CharField(max_length=20)),
                ('name_digest', models.CharField(blank=True, max_length=32)),
                ('how', models.CharField(blank=True, max_length=40)),
                ('why', models.CharField(blank=True, max_length=40)),
                ('note', models.TextField(blank=True)),
                ('address', models.GenericIPAddressField(null=True)),
                ('browser', models.CharField(blank=True, max_length=60)),
                ('at', models.DateTimeField()),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_records', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['account', 'id'], name='sign_in_by_account'), models.Index(fields=['at'], name='sign_in_by_moment')],
                'constraints': [models.CheckConstraint(condition=models.Q(('event__in', ('signed_in', 'refused', 'slowed', 'signed_out', 'ended', 'password_changed', 'password_reset', 'factor_added', 'factor_removed', 'factor_reset', 'codes_made', 'sso_linked'))), name='sign_in_event_known'), models.CheckConstraint(condition=models.Q(('account__isnull', False), ('event__in', ('refused', 'slowed')), _connector='OR'), name='sign_in_record_of_nobody_is_a_refusal'), models.CheckConstraint(condition=models.Q(models.Q(('event', 'factor_reset'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='factor_reset_says_why')],
            },
        ),
        migrations.RunPython(protect, release),
        # Sessions of before have no columns: everybody signs in once more.
        migrations.RunSQL("DROP TABLE IF EXISTS django_session", migrations.RunSQL.noop),
    ]
