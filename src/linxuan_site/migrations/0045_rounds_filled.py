"""Grades that were recorded before they had steps are final; rounds that were opened before have a filing list."""

from zoneinfo import ZoneInfo

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import Min

from linxuan_site.migrations._kept import protecting

BEFORE = "等次的办理步骤实行以前登记"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def fill(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Give every grade on record the step that it counts by, and every open round its list."""
    record, step = (apps.get_model("linxuan_site", name) for name in ("GradeRecord", "GradeStep"))
    step.objects.bulk_create(
        (
            step(record=one, position=1, kind="final", reason=BEFORE, by=one.recorded_by, at=one.recorded_at)
            for one in record.objects.order_by("pk").iterator()
        ),
        batch_size=500,
    )
    reports = apps.get_model("linxuan_site", "Application").objects.filter(designation__isnull=False)
    rounds = reports.values_list("call", "procedure").annotate(first=Min("started_at")).order_by("call", "procedure")
    filing_list = apps.get_model("linxuan_site", "FilingList")
    for call, round_id, first in rounds:
        day = first.astimezone(SHANGHAI).date()
        filing_list.objects.create(call=call, round=round_id, as_of=day, made_at=first)


def empty(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Leave the tables as they were."""
    for name in ("GradeStep", "FilingList"):
        apps.get_model("linxuan_site", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0044_rounds_and_lives_of_grades'),
    ]

    operations = [
        migrations.RunPython(fill, empty),
        migrations.RunPython(*protecting(["gradestep", "filinglist", "filingaddition"])),
    ]
