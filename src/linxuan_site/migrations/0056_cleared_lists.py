"""A list that was discarded says when, and when its file was removed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Let it; of one that was discarded before, its file stays."""

    dependencies = [
        ("linxuan_site", "0055_register_name_parts"),
    ]

    operations = [
        migrations.AddField(model_name="listupload", name="discarded_at", field=models.DateTimeField(null=True)),
        migrations.AddField(model_name="listupload", name="cleared_at", field=models.DateTimeField(null=True)),
    ]
