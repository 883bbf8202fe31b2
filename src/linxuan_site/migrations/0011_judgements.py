"""What an office holds of each condition, as rows that are written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    """Keep judgements."""

    dependencies = [
        ("linxuan_site", "0010_administration"),
    ]

    operations = [
        migrations.CreateModel(
            name="ConditionJudgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("condition", models.CharField(max_length=80)),
                ("office", models.CharField(max_length=60)),
                ("office_key", models.CharField(blank=True, max_length=60)),
                ("verdict", models.CharField(max_length=10)),
                ("remark", models.TextField(blank=True)),
                ("revision", models.PositiveIntegerField()),
                ("judged_at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="linxuan_site.application",
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["application", "condition", "id"], name="judgement_by_condition")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ("confirmed", "doubted", "refused"))),
                        name="condition_judgement_says_something",
                    )
                ],
            },
        ),
        migrations.RunPython(*protecting(["conditionjudgement"])),
    ]
