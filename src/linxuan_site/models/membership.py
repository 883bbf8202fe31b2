"""How people come to an organisation or an office, and what became of them there."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.delegations import Signed
from linxuan_site.models.people import EDITOR, SIGNATORY, Account, Office, Organisation


class Invitation(models.Model):
    """A link by which one person joins an organisation or an office, once: only its SHA-256 is kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="invitations")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="invitations")
    full_name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=20, blank=True)
    firm = models.CharField(max_length=200, blank=True)
    is_office_administrator = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    """Real time, as for everything that protects an account."""
    accepted_by = models.OneToOneField(Account, models.PROTECT, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, office=None, role__in=(SIGNATORY, EDITOR))
                | Q(organisation=None, office__isnull=False, role="", firm=""),
                name="invitation_to_an_organisation_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(is_office_administrator=False) | Q(office__isnull=False),
                name="invitation_to_administer_an_office",
            ),
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="invitation_withdrawn_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_ends_one_way"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="invitation_can_be_accepted"
            ),
        ]


class PersonChange(models.Model):
    """What became of a person: `joined`, got other duties (`duty`), was `removed`, was `restored`.

    The other columns hold what he was from then on.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=20, blank=True)
    firm = models.CharField(max_length=200, blank=True)
    is_office_administrator = models.BooleanField(default=False)
    changed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    token_name = models.CharField(max_length=60, null=True)
    """The token of the place by which it was done."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=("joined", "duty", "removed", "restored")),
                name="person_change_known",
            )
        ]


class ContactPerson(Signed):
    """Whom an office reaches about an organisation, and where its messages go; the newest row counts."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="contacts")
    full_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=40)
    email = models.EmailField(blank=True)
    set_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(full_name="") & ~Q(phone=""), name="contact_person_can_be_reached"
            )
        ]
