"""The list of accounts of the demonstration: one for each role."""

from linxuan.language import say
from linxuan_site.demo.people import PASSWORD
from linxuan_site.models import Account


def accounts() -> list[tuple[str, str, str, str]]:
    """Return role, user name, password and office or organisation, an account for each role."""
    return [(_role(account), account.username, PASSWORD, _belongs_to(account)) for account in _one_a_role()]


def _one_a_role() -> list[Account]:
    """Return the first account of every procedure's applicants and of every kind of office."""
    chosen: dict[str, Account] = {}
    accounts = Account.objects.select_related("office", "organisation").order_by("pk")
    for account in accounts:
        chosen.setdefault(_kind(account), account)
    return list(chosen.values())


def _kind(account: Account) -> str:
    if account.is_administrator:
        return "administrator"
    if account.office:
        return account.office.kind
    return account.username.rsplit("-", 1)[0]


def _role(account: Account) -> str:
    if account.is_administrator:
        return say("管理员")
    if account.office:
        return say("分管部门") if account.office.key else say("主管部门")
    designated = account.organisation is not None and account.organisation.designations.exists()
    return say("示范主体") if designated else say("申报主体")


def _belongs_to(account: Account) -> str:
    return str(account.office or account.organisation or "")
