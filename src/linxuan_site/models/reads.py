"""What people of offices, and administrators, read of the personal data of others."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.applications import Application
from linxuan_site.models.people import Account

APPLICATION, FILE, OBJECTION, PERSON, LIST, EXPORT = (
    "application",
    "file",
    "objection",
    "person",
    "list",
    "export",
)
"""What a row is about: an application with its contact person, a file, who objects, an account, a list that
names contact persons, an archive of everything."""


class PersonalRead(models.Model):
    """Somebody opened what names others: one row for a person, a thing and a day; its moment is that of the first time.

    The answer went out only after the row was kept. `subject` is the key of the thing, or what a list is about.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="reads")
    on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=20)
    subject = models.CharField(max_length=120)
    application = models.ForeignKey(Application, models.PROTECT, null=True, related_name="reads")
    """The application that it is about, or that the file belongs to."""
    day = models.DateField()
    """Business day."""
    at = models.DateTimeField()
    """Real time."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "what", "subject", "day"],
                condition=Q(on_behalf_of=None),
                name="personal_read_once_a_day",
            ),
            models.UniqueConstraint(
                fields=["account", "on_behalf_of", "what", "subject", "day"],
                condition=Q(on_behalf_of__isnull=False),
                name="personal_read_for_another_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(what__in=(APPLICATION, FILE, OBJECTION, PERSON, LIST, EXPORT)),
                name="personal_read_is_of_a_known_kind",
            ),
        ]
        indexes = [models.Index(fields=["day", "id"], name="personal_read_by_day")]
