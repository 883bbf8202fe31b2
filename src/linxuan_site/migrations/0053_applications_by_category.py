"""Whoever waits for the places of one category is found by an index: of a million nobody may be of it."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("linxuan_site", "0052_thread"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                fields=["call", "procedure", "category", "stage", "changed_at", "id"],
                name="application_by_category",
            ),
        ),
    ]
