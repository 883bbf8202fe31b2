"""The list of accounts that the demonstration prints: one for each role."""

from datetime import date
from pathlib import Path

from django.conf import settings

from linxuan.language import say
from linxuan_site.cli.table import table
from linxuan_site.demo.people import PASSWORD
from linxuan_site.models import Account


def print_accounts(folder: Path, stage: str) -> None:
    """Print the stage, its business day, and an account for each role with the common password."""
    day: date | None = settings.BUSINESS_DAY
    print(say("演示：{call}，阶段 {stage}，业务日 {day}", call=folder.name, stage=stage, day=day))
    rows = [(_role(account), account.username, PASSWORD, _belongs_to(account)) for account in _one_a_role()]
    print(table(rows, (say("角色"), say("用户名"), say("密码"), say("单位"))))


def _one_a_role() -> list[Account]:
    """Return the first account of every procedure's applicants and of every kind of office."""
    chosen: dict[str, Account] = {}
    accounts = Account.objects.select_related("office", "organisation").order_by("pk")
    for account in accounts:
        chosen.setdefault(_kind(account), account)
    return list(chosen.values())


def _kind(account: Account) -> str:
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
