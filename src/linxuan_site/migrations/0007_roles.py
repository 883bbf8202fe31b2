"""People have roles: whoever was there may sign for his organisation; one person manages each office."""

from typing import Any, cast

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def give_roles(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Let nobody lose what he could do, and let the first active person of each office manage its people."""
    # The models of that time have no types.
    account, office = (cast("Any", apps.get_model("linxuan_site", name)) for name in ("Account", "Office"))
    account.objects.exclude(organisation=None).update(role="signatory")
    for row in office.objects.all():
        own = account.objects.filter(office=row, is_active=True).order_by("pk")
        first = own.values_list("pk", flat=True)[:1]
        account.objects.filter(pk__in=list(first)).update(is_office_administrator=True)


class Migration(migrations.Migration):
    """Add the roles."""

    dependencies = [("linxuan_site", "0006_application_counts")]
    operations = [
        migrations.AddField(
            "account", "role", models.CharField(blank=True, default="", max_length=20), False
        ),
        migrations.AddField(
            "account", "firm", models.CharField(blank=True, default="", max_length=200), False
        ),
        migrations.AddField("account", "is_office_administrator", models.BooleanField(default=False)),
        migrations.RunPython(give_roles, migrations.RunPython.noop),
        migrations.AddConstraint(
            "account",
            models.CheckConstraint(
                condition=models.Q(("firm", ""), ("organisation", None), ("role", ""))
                | models.Q(("organisation__isnull", False), ("role__in", ("signatory", "editor"))),
                name="account_has_a_role_in_its_organisation",
            ),
        ),
        migrations.AddConstraint(
            "account",
            models.CheckConstraint(
                condition=models.Q(
                    ("is_office_administrator", False), ("office__isnull", False), _connector="OR"
                ),
                name="account_administers_its_own_office",
            ),
        ),
    ]
