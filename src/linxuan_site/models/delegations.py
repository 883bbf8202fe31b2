"""Who acts for whom while one is away, and how a row of the record says so."""

from django.db import models
from django.db.models import F, Q

from linxuan_site.models.loaded import Loaded
from linxuan_site.models.people import Account


class Delegation(Loaded):
    """A colleague acts for somebody from day to day, both included; it ends by itself, or is ended before."""

    absent = models.ForeignKey(Account, models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Account, models.PROTECT, related_name="delegations_held")
    from_day = models.DateField()
    until_day = models.DateField()
    """Days of the business clock."""
    named_at = models.DateTimeField()
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(absent=F("delegate")), name="delegation_to_another"),
            models.CheckConstraint(condition=Q(until_day__gte=F("from_day")), name="delegation_has_days"),
            models.CheckConstraint(
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
                name="delegation_ended_by_somebody",
            ),
        ]


class Signed(Loaded):
    """What a row of the record says of its person beside the name: an agent's firm, for whom he stood in, by which token."""

    firm = models.CharField(max_length=200, null=True)
    on_behalf_of = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    on_behalf_of_name = models.CharField(max_length=60, null=True)
    token_name = models.CharField(max_length=60, null=True)
    """The token of the person's place by which it was done; a name is of one token of a place, for good."""

    class Meta:
        abstract = True
