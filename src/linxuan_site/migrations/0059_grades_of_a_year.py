"""What settles the grades of a year: who gets none and why, decided ties, scores that grades follow from, time to object."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["nograde", "tiedecision"])


class Migration(migrations.Migration):
    dependencies = [
        ('linxuan_site', '0058_sign_ins'),
    ]

    operations = [
        migrations.AddField(
            model_name="graderecord",
            name="computed_score",
            field=models.DecimalField(decimal_places=6, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name="gradestep",
            name="until",
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name="NoGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("firm", models.CharField(max_length=200, null=True)),
                ("on_behalf_of_name", models.CharField(max_length=60, null=True)),
                ("token_name", models.CharField(max_length=60, null=True)),
                ("year", models.PositiveIntegerField()),
                ("reason", models.TextField()),
                ("stated_at", models.DateTimeField()),
                (
                    "designation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="no_grades",
                        to="linxuan_site.designation",
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "stated_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("designation", "year"), name="no_grade_stated_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="no_grade_says_why"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TieDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("firm", models.CharField(max_length=200, null=True)),
                ("on_behalf_of_name", models.CharField(max_length=60, null=True)),
                ("token_name", models.CharField(max_length=60, null=True)),
                ("call", models.SlugField(max_length=60)),
                ("round", models.CharField(max_length=60)),
                ("grade", models.CharField(max_length=60)),
                ("line", models.CharField(max_length=10)),
                ("tied", models.JSONField()),
                ("within", models.JSONField()),
                ("reason", models.TextField()),
                ("decided_at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "on_behalf_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["call", "round"], name="tie_decision_by_round")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="tie_decision_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("line__in", ("at_most", "lowest"))), name="tie_decision_of_a_line"
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, release),
    ]
