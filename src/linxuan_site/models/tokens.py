"""Keys for the API: of a person, or of an organisation or office, as a person of it made them."""

from django.db import models
from django.db.models import Q

from linxuan_site.models.people import Account, Office, Organisation

READ, FILL, ACT, PAPERS, PEOPLE, REGISTER = "read", "fill", "act", "papers", "people", "register"
SCOPES = (READ, FILL, ACT, PAPERS, PEOPLE, REGISTER)
"""What a token of a place may be for; what its maker may not, it may not either."""


class ApiToken(models.Model):
    """A key for the API: only its SHA-256 is kept.

    One without a place is a person's own, and does whatever he may. One of an organisation or an office acts
    in the name of who made it, within its scopes, until a day; it ends with his right to make one.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    """Whose it is, or who made it."""
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="tokens")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="tokens")
    name = models.CharField(max_length=60)
    start = models.CharField(max_length=12, blank=True)
    """How it begins, by which people tell tokens apart."""
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_on = models.DateField(null=True)
    """The last day on which it counts. Real time, as for everything that protects an account."""
    used_at = models.DateTimeField(null=True)
    """When it was used last, to the hour."""
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(office=None), name="token_of_an_organisation_or_an_office"
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, office=None) | Q(expires_on__isnull=False),
                name="token_of_a_place_ends",
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False), name="token_revoked_by_somebody"
            ),
            models.UniqueConstraint(fields=["organisation", "name"], name="token_name_once_an_organisation"),
            models.UniqueConstraint(fields=["office", "name"], name="token_name_once_an_office"),
        ]

    def __str__(self) -> str:
        return self.name
