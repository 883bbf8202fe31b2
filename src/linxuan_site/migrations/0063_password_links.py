"""The record of the door knows links to choose a new password, and why each was made."""

from django.db import migrations, models

from linxuan_site.migrations._kept import protecting

protect, release = protecting(["signinrecord"])


class Migration(migrations.Migration):

    dependencies = [
        ('linxuan_site', '0062_objections_in_writing'),
    ]

    operations = [
        # SQLite makes a table anew for its constraint, and its trigger with it.
        migrations.RunPython(release, protect),
        migrations.RemoveConstraint(
            model_name='signinrecord',
            name='sign_in_event_known',
        ),
        migrations.RemoveConstraint(
            model_name='signinrecord',
            name='factor_reset_says_why',
        ),
        migrations.AddConstraint(
            model_name='signinrecord',
            constraint=models.CheckConstraint(condition=models.Q(('event__in', ('signed_in', 'refused', 'slowed', 'signed_out', 'ended', 'password_changed', 'password_reset', 'password_link', 'factor_added', 'factor_removed', 'factor_reset', 'codes_made', 'sso_linked'))), name='sign_in_event_known'),
        ),
        migrations.AddConstraint(
            model_name='signinrecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('event__in', ('factor_reset', 'password_link')), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='factor_reset_says_why'),
        ),
        migrations.RunPython(protect, release),
    ]
