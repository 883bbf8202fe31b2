"""How allauth keeps and names second factors here: secrets are encrypted with a key that is in no backup.

`var/factor-key` has a key a line: the first encrypts, all decrypt, so that a key can be changed.
"""

import os
from pathlib import Path
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """What allauth asks of a site about second factors."""

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return a secret; '' where its key is lost, and then no code fits it."""
        try:
            return _keys().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def get_totp_issuer(self) -> str:
        """Return the name under which an app shows the codes."""
        return _("遴选")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return for which site a passkey is: the host, and its name for the person."""
        return {**super().get_public_key_credential_rp_entity(), "name": _("遴选")}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """Return whose a passkey is, as the browser shows it."""
        # Written as allauth reads it when a passkey alone says who it is.
        return {
            "id": user_pk_to_url_str(user).encode(),
            "display_name": user.full_name,
            "name": user.username,
        }

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.username)


def _keys() -> MultiFernet:
    path = Path(settings.FACTOR_KEY)
    if not path.exists():
        _make(path)
    return MultiFernet([Fernet(line) for line in path.read_text("ascii").split()])


def _make(path: Path) -> None:
    """Write the first key; of two processes that come at once one wins."""
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.touch(mode=0o600)
    own.write_text(Fernet.generate_key().decode() + "\n", "ascii")
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()
