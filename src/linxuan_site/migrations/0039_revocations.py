"""Revocations as cases with their steps, which the database refuses to change; titles that were taken away before get
a case that begins at the decision.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["revocationstep", "revocationfile", "ban"])


def begin_at_the_decision(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Make a case of each title that stands revoked today by an event which an officer recorded."""
    events = apps.get_model("linxuan_site", "RegisterEvent").objects
    case, step = (apps.get_model("linxuan_site", name) for name in ("RevocationCase", "RevocationStep"))
    lines = apps.get_model("linxuan_site", "RegisterLine").objects.filter(state="revoked", recorded_until__year=9999)
    for designation in lines.filter(valid_until__year=9999).values_list("designation_id", flat=True):
        rows = events.filter(designation=designation, kind="revoked", recorded_by__isnull=False)
        event = rows.order_by("-number").first()
        if event is None:
            continue
        made = case.objects.create(
            designation_id=designation,
            origin="elsewhere",
            reason=event.reason or event.document,
            state="revoked",
            decided_on=event.holds_from,
            opened_at=event.recorded_at,
        )
        step.objects.create(
            case=made,
            position=1,
            act="enter",
            state="revoked",
            reason=event.reason or event.document,
            document=event.document,
            day=event.recorded_at.date(),
            holds_from=event.holds_from,
            event=event,
            by_id=event.recorded_by_id,
            at=event.recorded_at,
            firm=event.firm,
            on_behalf_of_id=event.on_behalf_of_id,
            on_behalf_of_name=event.on_behalf_of_name,
        )


def forget(_apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing to do: the tables go."""


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', "0038_list_imports"),
    ]

    operations = [
        migrations.CreateModel(
            name='RevocationCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(max_length=10)),
                ('rule', models.CharField(blank=True, max_length=60)),
                ('clause', models.CharField(blank=True, max_length=60)),
                ('basis', models.CharField(blank=True, max_length=64)),
                ('reason', models.TextField()),
                ('state', models.CharField(max_length=10)),
                ('notified_on', models.DateField(null=True)),
                ('answer_until', models.DateField(null=True)),
                ('answered', models.BooleanField(default=False)),
                ('decided_on', models.DateField(null=True)),
                ('appeal_until', models.DateField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('designation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revocation_cases', to='linxuan_site.designation')),
            ],
        ),
        migrations.CreateModel(
            name='RevocationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('position', models.PositiveIntegerField()),
                ('act', models.CharField(max_length=10)),
                ('state', models.CharField(max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('document', models.CharField(blank=True, max_length=200)),
                ('day', models.DateField()),
                ('holds_from', models.DateField(null=True)),
                ('until', models.DateField(null=True)),
                ('received_on', models.DateField(null=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='linxuan_site.revocationcase')),
                ('event', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.registerevent')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='linxuan_site.issuedpaper')),
            ],
            options={
                'ordering': ['case', 'position'],
            },
        ),
        migrations.CreateModel(
            name='RevocationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('came_at', models.DateTimeField()),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='linxuan_site.revocationstep')),
            ],
        ),
        migrations.CreateModel(
            name='Ban',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=200, null=True)),
                ('on_behalf_of_name', models.CharField(max_length=60, null=True)),
                ('programme', models.CharField(max_length=200)),
                ('authority', models.CharField(max_length=200)),
                ('from_day', models.DateField()),
                ('until_day', models.DateField()),
                ('clause', models.CharField(blank=True, max_length=60)),
                ('recorded_at', models.DateTimeField()),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='linxuan_site.office')),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='linxuan_site.organisation')),
                ('step', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bans', to='linxuan_site.revocationstep')),
            ],
        ),
        migrations.AddIndex(
            model_name='revocationcase',
            index=models.Index(fields=['state', '-id'], name='revocation_by_state'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['kept', 'restored', 'withdrawn']), _negated=True), fields=('designation',), name='revocation_case_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.UniqueConstraint(condition=models.Q(('basis', ''), _negated=True), fields=('designation', 'basis'), name='revocation_proposed_once_for_the_same'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'notified', 'answered', 'revoked', 'kept', 'withdrawn', 'appealed', 'upheld', 'restored'))), name='revocation_state_known'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'rule'), models.Q(('rule', ''), _negated=True), models.Q(('basis', ''), _negated=True)), models.Q(('basis', ''), ('origin__in', ('officer', 'elsewhere'))), _connector='OR'), name='revocation_origin_known'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='revocation_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('notified', 'answered')), _negated=True), models.Q(('answer_until__gt', models.F('notified_on')), ('notified_on__isnull', False)), _connector='OR'), name='revocation_notified_with_time_to_answer'),
        ),
        migrations.AddConstraint(
            model_name='revocationcase',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'notified', 'answered')), ('state__in', ('withdrawn', 'kept')), models.Q(('decided_on__isnull', False), ('origin', 'elsewhere')), models.Q(('decided_on__isnull', False), ('notified_on__isnull', False)), _connector='OR'), name='revocation_decided_after_a_notice'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.UniqueConstraint(fields=('case', 'position'), name='revocation_step_position_once'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['annul', 'answer', 'appeal', 'enter', 'extend', 'keep', 'notify', 'propose', 'restore', 'revoke', 'uphold', 'withdraw'])), name='revocation_step_known'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('proposed', 'notified', 'answered', 'revoked', 'kept', 'withdrawn', 'appealed', 'upheld', 'restored'))), name='revocation_step_leads_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.CheckConstraint(condition=models.Q(('act', 'notify'), models.Q(('reason', ''), _negated=True), _connector='OR'), name='revocation_step_says_why'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ('enter', 'revoke', 'restore', 'annul')), _negated=True), models.Q(('document', ''), _negated=True), _connector='OR'), name='revocation_decision_names_its_document'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.CheckConstraint(condition=models.Q(('act', 'propose'), ('by__isnull', False), _connector='OR'), name='revocation_step_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='revocationstep',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ('revoke', 'enter', 'restore', 'annul')), _negated=True), ('event__isnull', False), _connector='OR'), name='revocation_decision_stands_in_the_register'),
        ),
        migrations.AddConstraint(
            model_name='revocationfile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='revocation_file_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('office', None), ('organisation__isnull', False)), models.Q(('office__isnull', False), ('organisation', None)), _connector='OR'), name='ban_of_an_organisation_or_an_office'),
        ),
        migrations.AddConstraint(
            model_name='ban',
            constraint=models.CheckConstraint(condition=models.Q(('until_day__gte', models.F('from_day'))), name='ban_has_days'),
        ),
        migrations.RunPython(begin_at_the_decision, forget),
        migrations.RunPython(protect, release),
    ]
