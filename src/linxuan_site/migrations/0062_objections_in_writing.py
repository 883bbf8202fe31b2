"""An objection that came in writing says on which day, and its first step who entered it."""

from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["objection", "objectionstep"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0061_who_stood_in'),
    ]

    operations = [
        # SQLite makes a table anew for its constraint, and its trigger with it.
        migrations.RunPython(release, protect),
        migrations.RemoveConstraint(
            model_name='objectionstep',
            name='objection_step_by_the_right_one',
        ),
        migrations.AddField(
            model_name='objection',
            name='received_on',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='objectionstep',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'filed'), models.Q(('by', None), ('state', 'supplemented')), models.Q(models.Q(('state__in', ('filed', 'supplemented')), _negated=True), ('by__isnull', False)), _connector='OR'), name='objection_step_by_the_right_one'),
        ),
        migrations.RunPython(protect, release),
    ]
