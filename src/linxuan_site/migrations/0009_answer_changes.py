"""Every change of an answer leaves a row, which is never updated."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    dependencies = [
        ("linxuan_site", "0008_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="AnswerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField()),
                ("changes", models.JSONField()),
                ("name", models.CharField(max_length=60)),
                ("office", models.CharField(blank=True, max_length=60)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer_changes",
                        to="linxuan_site.application",
                    ),
                ),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="linxuan_site.application",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "version"), name="answer_change_once_a_version"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("changes", {}), _negated=True),
                        name="answer_change_changes_something",
                    ),
                ],
            },
        ),
        migrations.RunPython(*protecting(["answerchange"])),
    ]
