"""Reads of accounts, and of who may do what in an organisation."""

from linxuan.errors import Refused
from linxuan.language import say
from linxuan_site.models import Account
from linxuan_site.models.people import SIGNATORY
from linxuan_site.permissions import is_applicant, may_sign


def account_named(username: str) -> Account | None:
    """Return the active account of this user name."""
    found = Account.objects.filter(username=username, is_active=True)
    return found.select_related("office", "organisation").first()


def signatories_to_ask(account: Account) -> tuple[str, ...]:
    """Return the names of those who may act for an organisation whose person may not; () where he may."""
    if may_sign(account) or not is_applicant(account):
        return ()
    own = Account.objects.filter(organisation=account.organisation_id, role=SIGNATORY, is_active=True)
    return tuple(own.order_by("pk").values_list("full_name", flat=True))


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
