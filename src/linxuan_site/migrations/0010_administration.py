"""What administrators do leaves rows, and the days that they import stand as they came."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    dependencies = [("linxuan_site", "0009_answer_changes")]

    operations = [
        migrations.CreateModel(
            name="AdministrationRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("act", models.CharField(max_length=40)),
                ("subject", models.CharField(blank=True, max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("by_name", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("why", models.TextField(blank=True)),
                ("details", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["subject", "id"], name="administration_by_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", ""), _negated=True), models.Q(("by_name", ""), _negated=True)
                        ),
                        name="administration_says_who_and_what",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HolidayDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField()),
                ("works", models.BooleanField()),
                ("name", models.CharField(blank=True, max_length=200)),
                ("document", models.CharField(max_length=200)),
                ("imported_at", models.DateTimeField()),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["day", "id"], name="holiday_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="holiday_names_its_document"
                    )
                ],
            },
        ),
        migrations.RunPython(*protecting(["administrationrecord", "holidayday"])),
    ]
