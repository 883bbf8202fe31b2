"""Who works here: organisations that apply, offices that act, and the people of both."""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from linxuan_site.models.loaded import Loaded

if TYPE_CHECKING:
    from linxuan_site.models.delegations import Delegation
    from linxuan_site.models.tokens import ApiToken


class Organisation(Loaded):
    """An applicant. `identifier` is its credit code, or the name of a region or person without one."""

    identifier = models.CharField(max_length=200, unique=True)
    credit_code = models.CharField(max_length=18, null=True, unique=True)
    name = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name"),
            models.CheckConstraint(
                condition=Q(credit_code=None) | Q(credit_code__regex=r"^[0-9A-Z]{18}$"),
                name="organisation_credit_code_has_18_signs",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Office(Loaded):
    """A desk of an authority: `kind` is the id of the programme's office, `key` its row, if it has rows."""

    authority = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)

    valid_from = models.DateField(null=True)
    """The first day on which it acts; None for always."""
    valid_until = models.DateField(null=True)
    """The last day on which it acts, which ends at 24:00; None while no end is set."""
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="predecessors")
    """Who takes over its cases from the day after."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "key"], name="office_once"),
            models.CheckConstraint(condition=~Q(name=""), name="office_has_a_name"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="office_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | Q(valid_until__isnull=False),
                name="office_is_succeeded_when_it_ends",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("id")), name="office_does_not_succeed_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.name


SIGNATORY, EDITOR = "signatory", "editor"
"""What a person may do in an organisation: act for it and fill in, or only fill in."""


class AccountManager(BaseUserManager["Account"]):
    """Finds an account by its user name, as sign-in asks for it."""


class Account(Loaded, AbstractBaseUser):
    """A person with a password, who works for one organisation or one office, or administers the site."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=60)
    email = models.EmailField(blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="accounts")
    office = models.ForeignKey(Office, models.PROTECT, null=True, related_name="accounts")
    role = models.CharField(max_length=20, blank=True)
    """In an organisation: `signatory` or `editor`; empty for everybody else."""
    firm = models.CharField(max_length=200, blank=True)
    """The firm of an agent, who fills in for an organisation that is not his own."""
    is_office_administrator = models.BooleanField(default=False)
    """Whether he manages the people of his office."""
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    unread: int = 0
    """How many messages he has not read; no column: read with the account, see `models.reading`."""
    authority_shown: str | None = None
    """Whose site he reads; no column: read with the account of a session, None where that was not."""
    may_hold_delegations: bool = True
    """False where it was read with the account that nobody ever named him who did not end it; no column."""
    standing_in: "Delegation | None" = None
    """Under which delegation he acts now; no column: a door sets it, see `queries.delegations`."""
    by_token: "ApiToken | None" = None
    """By which token of his place he acts now; no column: the API sets it, see `actions.tokens`."""

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["full_name"]
    objects = AccountManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation=None) | Q(office=None),
                name="account_of_an_organisation_or_an_office",
            ),
            models.CheckConstraint(
                condition=Q(organisation=None, role="", firm="")
                | Q(organisation__isnull=False, role__in=(SIGNATORY, EDITOR)),
                name="account_has_a_role_in_its_organisation",
            ),
            models.CheckConstraint(
                condition=Q(is_office_administrator=False) | Q(office__isnull=False),
                name="account_administers_its_own_office",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name or self.username
