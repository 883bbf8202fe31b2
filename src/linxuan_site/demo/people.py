"""The accounts of the demonstration: one for every office, one for every organisation."""

from linxuan_site.actions.accounts import create_officer, register_organisation
from linxuan_site.actions.administrators import create_administrator
from linxuan_site.models import Account, Office

PASSWORD = "linxuan-demo"
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


def officer_of(office: Office) -> Account:
    """Return the demonstration's officer of an office."""
    username = f"{office.kind}-{office.key}" if office.key else office.kind
    found = Account.objects.filter(username=username).first()
    name = f"{_SURNAMES[office.pk % len(_SURNAMES)]}示例"
    return found or create_officer(office, username=username, password=PASSWORD, full_name=name)


def colleague_of(office: Office) -> Account:
    """Return the demonstration's second officer of an office: who checks what the first one proposed."""
    first = officer_of(office)
    found = Account.objects.filter(username=f"{first.username}-2").first()
    name = f"{_SURNAMES[(office.pk + 7) % len(_SURNAMES)]}示例"
    return found or create_officer(office, username=f"{first.username}-2", password=PASSWORD, full_name=name)


def administrator() -> Account:
    """Return the demonstration's administrator."""
    found = Account.objects.filter(username="administrator").first()
    return found or create_administrator(
        username="administrator", password=PASSWORD, full_name="管示例", by=None
    )


def member_of(name: str, credit_code: str, username: str) -> Account:
    """Return the demonstration's person of an organisation."""
    found = Account.objects.filter(username=username).first()
    return found or register_organisation(
        name=name,
        credit_code=credit_code,
        username=username,
        password=PASSWORD,
        full_name=f"{_SURNAMES[len(name) % len(_SURNAMES)]}示例",
        email=f"{username}@example.com",
    )


def credit_code(number: int) -> str:
    """Return a credit code that passes every check (GB 32100-2015, GB 11714) in a division that does not exist."""
    body = f"{number:08d}"
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    check = (11 - sum(int(sign) * weight for sign, weight in zip(body, weights, strict=True)) % 11) % 11
    seventeen = f"91990000{body}{'X' if check == 10 else check}"
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    total = sum(signs.index(sign) * 3**place % 31 for place, sign in enumerate(seventeen))
    return seventeen + signs[(31 - total % 31) % 31]
