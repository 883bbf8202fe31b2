"""One organisation may hold several titles of one track, where things are chosen and not applicants."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Tell such titles apart by the thing."""

    dependencies = [("linxuan_site", "0003_every_level_in_charge")]
    operations = [
        migrations.AddField(
            "designation", "item", models.CharField(blank=True, default="", max_length=200), False
        ),
        migrations.AlterField("designation", "name", models.CharField(max_length=500)),
        migrations.RemoveConstraint("designation", "designation_once"),
        migrations.AddConstraint(
            "designation",
            models.UniqueConstraint(
                fields=["programme", "authority", "organisation", "cohort", "track", "item"],
                name="designation_once",
            ),
        ),
    ]
