"""Reads of the second factors of an account."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from linxuan_site.models import Account

APP, CODES, PASSKEY = (
    Authenticator.Type.TOTP.value,
    Authenticator.Type.RECOVERY_CODES.value,
    Authenticator.Type.WEBAUTHN.value,
)


@dataclass(frozen=True)
class Factor:
    """One factor of a person: an app with codes, or a passkey with the name that he gave it."""

    id: int
    kind: str
    """`totp` or `passkey`."""
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """The factors of a person, oldest first, and how many recovery codes he has left."""

    factors: tuple[Factor, ...] = ()
    codes_left: int = 0

    @property
    def has_app(self) -> bool:
        """Whether he has an app with codes."""
        return any(one.kind == "totp" for one in self.factors)

    @property
    def has_passkey(self) -> bool:
        """Whether he has a passkey."""
        return any(one.kind == "passkey" for one in self.factors)


def factors_of(account: Account) -> Factors:
    """Return the factors of an account."""
    rows = list(Authenticator.objects.filter(user_id=account.pk).order_by("pk"))
    codes = [row for row in rows if row.type == CODES]
    return Factors(
        factors=tuple(_factor(row) for row in rows if row.type != CODES),
        codes_left=sum(len(row.wrap().get_unused_codes()) for row in codes),
    )


def has_factor(account: Account) -> bool:
    """Tell whether an account has a second factor; recovery codes alone are none."""
    return bool(Authenticator.objects.filter(user_id=account.pk).exclude(type=CODES).exists())


def codes_of(account: Account) -> list[str]:
    """Return the recovery codes that were not used yet, in groups of four digits."""
    row = Authenticator.objects.filter(user_id=account.pk, type=CODES).first()
    return [grouped(code) for code in row.wrap().get_unused_codes()] if row else []


def grouped(text: str) -> str:
    """Return a long code in groups of four, as one copies it."""
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def _factor(row: Authenticator) -> Factor:
    passkey = row.type == PASSKEY
    name = row.wrap().name if passkey else ""
    return Factor(row.pk, "passkey" if passkey else "totp", name, row.created_at, row.last_used_at)
