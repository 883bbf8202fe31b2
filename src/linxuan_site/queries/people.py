"""Reads of accounts, and of who may do what in an organisation."""

from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256

from django.contrib.auth.tokens import default_token_generator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.http import urlsafe_base64_decode

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site.kept_reads import kept_read
from linxuan_site.models import (
    Account,
    ContactPerson,
    Invitation,
    MessageWishes,
    Office,
    Organisation,
    PersonChange,
)
from linxuan_site.models.people import SIGNATORY
from linxuan_site.permissions import is_applicant, may_sign


def account_named(username: str) -> Account | None:
    """Return the active account of this user name."""
    found = Account.objects.filter(username=username, is_active=True)
    return found.select_related("office", "organisation").first()


def account_with_key(account_id: int) -> Account | None:
    """Return the active account of this key, with where it works."""
    found = Account.objects.filter(pk=account_id, is_active=True)
    return found.select_related("office", "organisation").first()


def account_behind(uid: str, token: str) -> Account | None:
    """Return whose link to a new password this is; None if it counts no more, or never did."""
    try:
        key = int(urlsafe_base64_decode(uid))
    except ValueError:
        return None
    account = Account.objects.filter(pk=key, is_active=True).first() if 0 < key < 2**63 else None
    return account if account and default_token_generator.check_token(account, token) else None


def signatories_to_ask(account: Account) -> tuple[str, ...]:
    """Return the names of those who may act for an organisation whose person may not; () where he may."""
    if may_sign(account) or not is_applicant(account):
        return ()
    own = Account.objects.filter(organisation=account.organisation_id, role=SIGNATORY, is_active=True)
    return tuple(own.order_by("pk").values_list("full_name", flat=True))


@dataclass(frozen=True)
class Colleague:
    """Somebody of an organisation: whether he may act for it, and as what he works."""

    id: int
    name: str
    """With the firm of an agent."""
    signs: bool
    duty: str


def colleagues_in(organisation: int) -> list[Colleague]:
    """Return the people of an organisation: who only fills in before who may sign, agents after its own."""
    rows = _colleagues(organisation)
    found = [
        Colleague(
            one.pk,
            say("{name}（{firm}）", name=one.full_name, firm=one.firm) if one.firm else one.full_name,
            one.role == SIGNATORY,
            duty_name(one),
        )
        for one in rows
    ]
    firms = {one.pk: bool(one.firm) for one in rows}
    return sorted(found, key=lambda one: (one.signs, firms[one.id]))


@kept_read
def _colleagues(organisation: int) -> "QuerySet[Account]":
    return Account.objects.filter(organisation=organisation, is_active=True).order_by("pk")


def refusal_to_sign(account: Account, action: str, signatories: tuple[str, ...]) -> Refused | None:
    """Return why an applicant's person may not do an act of this name, and whom to ask; None where he may."""
    if may_sign(account) or not is_applicant(account):
        return None
    told = say(
        "“{action}”要由本单位的签署人办理，请告诉{names}。您是填报人，可以填写和修改。",
        action=action,
        names=say("、").join(signatories),
    )
    return Refused(told, code="role")


@dataclass(frozen=True)
class People:
    """The people of an organisation or an office, who was invited, and what changed last."""

    active: list[Account]
    removed: list[Account]
    invitations: list[Invitation]
    changes: list[PersonChange]


CHANGES_SHOWN = 30


def place_of(account: Account) -> Organisation | Office | None:
    """Return where somebody works."""
    return account.organisation or account.office


def people_of(place: Organisation | Office) -> People:
    """Return the people of an organisation or an office, first come first."""
    accounts = list(place.accounts.order_by("pk"))
    invitations = place.invitations.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    changes = PersonChange.objects.filter(account__in=place.accounts.all())
    return People(
        active=[one for one in accounts if one.is_active],
        removed=[one for one in accounts if not one.is_active],
        invitations=list(invitations.select_related("invited_by").order_by("pk")),
        changes=list(changes.select_related("account", "changed_by").order_by("-pk")[:CHANGES_SHOWN]),
    )


def contacts_of(organisation: Organisation) -> list[ContactPerson]:
    """Return the contact persons of an organisation, the one that counts first."""
    return list(organisation.contacts.select_related("set_by").order_by("-pk")[:CHANGES_SHOWN])


def contact_of(organisation: Organisation) -> ContactPerson | None:
    """Return the contact person of an organisation; None if it named none."""
    return next(iter(_newest_contact(organisation.pk)), None)


@kept_read
def _newest_contact(organisation: int) -> "QuerySet[ContactPerson]":
    return ContactPerson.objects.filter(organisation=organisation).order_by("-pk")[:1]


@dataclass
class Reach:
    """Whom a message reaches: addresses, each once, and how many people, who read it in the portal too."""

    addresses: list[str] = field(default_factory=list)
    people: int = 0

    def __bool__(self) -> bool:
        """Whether it reaches anybody at all."""
        return bool(self.addresses or self.people)

    def add(self, email: str) -> None:
        """Add an address, unless it is there or empty."""
        if email and email.lower() not in {one.lower() for one in self.addresses}:
            self.addresses.append(email)


def reach_of(organisations: Collection[Organisation]) -> dict[int, Reach]:
    """Return whom messages to organisations reach, the contact person's address first."""
    found = {one.pk: Reach() for one in organisations}
    contacts = ContactPerson.objects.filter(organisation__in=found).order_by("pk")
    for organisation, email in dict(contacts.values_list("organisation", "email")).items():
        found[organisation].add(email)
    people = Account.objects.filter(organisation__in=found, is_active=True).order_by("pk")
    for own, email in people.values_list("organisation", "email"):
        found[own or 0].add(email)
        found[own or 0].people += 1
    return found


def people_to_tell(organisation: Organisation) -> tuple[list[Account], str]:
    """Return whom a message to an organisation reaches: its people, and the address of its contact person, or ''."""
    contact = contact_of(organisation)
    return list(_working_in(organisation.pk)), contact.email if contact else ""


@kept_read
def _working_in(organisation: int) -> "QuerySet[Account]":
    own = Account.objects.filter(organisation=organisation, is_active=True)
    return own.select_related("wishes").order_by("pk")


def wishes_of(account: Account) -> MessageWishes:
    """Return how a person wants to be told; what holds without a row where he never said."""
    try:
        return account.wishes
    except MessageWishes.DoesNotExist:
        return MessageWishes(account=account)


def people_of_offices(offices: Collection[int]) -> list[Account]:
    """Return the people of offices, whom a message to them reaches."""
    own = Account.objects.filter(office__in=offices, is_active=True)
    return list(own.select_related("wishes").order_by("pk"))


def person_here(reader: Account, account_id: int) -> Account | None:
    """Return a person of where the reader works; None if there is none."""
    place = place_of(reader)
    return place.accounts.filter(pk=account_id).first() if place else None


def invitation_here(reader: Account, invitation_id: int) -> Invitation | None:
    """Return an invitation to where the reader works; None if there is none."""
    place = place_of(reader)
    return place.invitations.filter(pk=invitation_id).first() if place else None


def invitation_of(token: str) -> Invitation | None:
    """Return the invitation behind the token of a link; None if it can no longer be accepted."""
    rows = Invitation.objects.select_related("organisation", "office", "invited_by")
    return open_invitation(rows.filter(digest=digest_of(token)).first())


def open_invitation(invitation: Invitation | None) -> Invitation | None:
    """Return the invitation if it can still be accepted."""
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at:
        return None
    return invitation if invitation.expires_at > timezone.now() else None


def digest_of(token: str) -> str:
    """Return what is kept of a token: its SHA-256."""
    return sha256(token.encode()).hexdigest()


def duty_name(row: Account | Invitation | PersonChange) -> str:
    """Return as what somebody works, in a word."""
    if row.firm:
        return say("代办人，可以签署") if row.role == SIGNATORY else say("代办人")
    if row.role:
        return say("签署人") if row.role == SIGNATORY else say("填报人")
    return say("经办人，管理本部门人员") if row.is_office_administrator else say("经办人")
