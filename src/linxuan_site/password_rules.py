"""What a new password must not be, beside Django's own rules (ASVS 5 of passwords: long, no mixture demanded)."""

from difflib import SequenceMatcher
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128
"""In characters: a longer one only costs time to check."""
FURTHER = 6
"""How many signs a password needs beside a name that stands in it."""
LIKE = 0.7
"""From which share of common signs on a password is like a name, as Django's own rule has it."""


class NotTooLong:
    """Refuses a password that is longer than anybody types."""

    def validate(self, password: str, _account: Any = None) -> None:
        """Raise `ValidationError` for a password that is too long."""
        if len(password) > LONGEST:
            raise ValidationError(_("密码最多 %(most)s 位") % {"most": LONGEST}, code="too_long")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("密码最多 %(most)s 位") % {"most": LONGEST}


class NotLikeItsOwner:
    """Refuses a password that is like a name of its owner or of where he works."""

    def validate(self, password: str, account: Any = None) -> None:
        """Raise `ValidationError` for a password that everybody who knows its owner would try."""
        for name in _names(account):
            if _alike(password.lower(), name.lower()):
                raise ValidationError(
                    _("密码与您的用户名、姓名、邮箱或单位名称太像，请换一个"), code="like_its_owner"
                )

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return _("密码不能与您的用户名、姓名、邮箱或单位名称相近")


def _names(account: Any) -> list[str]:
    if account is None:
        return []
    place = account.organisation or account.office
    names = [account.username, account.full_name, account.email.partition("@")[0]]
    names += [place.name, getattr(place, "credit_code", None) or ""] if place else []
    # Of two or three letters every text has some; in Chinese two signs are a name.
    return [name for name in names if len(name) > 3 or (len(name) > 1 and not name.isascii())]


def _alike(password: str, name: str) -> bool:
    left = password.replace(name, "")
    if left != password:
        return len(left) < FURTHER
    return SequenceMatcher(a=password, b=name).quick_ratio() >= LIKE
