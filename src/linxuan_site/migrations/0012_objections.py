"""Objections to names that stand published. Their rows are written once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from linxuan_site.migrations._kept import protecting


class Migration(migrations.Migration):
    """Add them."""

    dependencies = [
        ("linxuan_site", "0011_judgements"),
    ]

    operations = [
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=20, unique=True)),
                ("key", models.CharField(max_length=40, unique=True)),
                ("sender", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=10)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("contact", models.CharField(max_length=100)),
                ("text", models.TextField()),
                ("filed_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="linxuan_site.publicityentry",
                    ),
                ),
                (
                    "publicity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="linxuan_site.publicity",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ObjectionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("statement", models.BooleanField(default=False)),
                ("name", models.CharField(max_length=200)),
                ("content_type", models.CharField(max_length=100)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("came_at", models.DateTimeField()),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="linxuan_site.objection",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ObjectionStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("state", models.CharField(max_length=15)),
                ("text", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "objection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="linxuan_site.objection",
                    ),
                ),
                (
                    "removal",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="linxuan_site.step",
                    ),
                ),
            ],
            options={
                "ordering": ["objection", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("person", "unit"))), name="objection_kind_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("contact", ""), _negated=True), models.Q(("text", ""), _negated=True)
                ),
                name="objection_says_what_and_whom_to_ask",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionfile",
            constraint=models.UniqueConstraint(
                condition=models.Q(("statement", True)),
                fields=("objection",),
                name="objection_has_one_statement",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)), name="objection_file_not_empty"
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionstep",
            constraint=models.UniqueConstraint(
                fields=("objection", "position"), name="objection_step_position_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "filed",
                            "accepted",
                            "asked",
                            "supplemented",
                            "rejected",
                            "unfounded",
                            "corrected",
                            "upheld",
                        ),
                    )
                ),
                name="objection_step_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("filed", "accepted")),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="objection_step_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("by", None), ("state__in", ("filed", "supplemented"))),
                    models.Q(
                        models.Q(("state__in", ("filed", "supplemented")), _negated=True),
                        ("by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="objection_step_by_the_right_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="objectionstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("removal", None), ("state", "upheld"), _connector="OR"),
                name="objection_removes_where_upheld",
            ),
        ),
        migrations.RunPython(*protecting(["objection", "objectionstep", "objectionfile"])),
    ]
