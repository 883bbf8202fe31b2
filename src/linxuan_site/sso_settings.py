"""The table `[sso]` of `site.toml`: the office's own OpenID Connect provider."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan_site.site_file import SiteFile

PROVIDER = "office"
"""The one provider of an installation, as addresses and links name it."""
HERE = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class SingleSignOn:
    """A provider. `second_factor_amr` and `second_factor_acr` are the values by which it says that it asked for two."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    username_claim: str
    second_factor_amr: frozenset[str]
    second_factor_acr: frozenset[str]

    def for_allauth(self) -> dict[str, Any]:
        """Return what allauth reads of a provider."""
        app = {
            "provider_id": PROVIDER,
            "name": self.name,
            "client_id": self.client_id,
            "secret": self.client_secret,
            "settings": {"server_url": self.issuer, "oauth_pkce_enabled": True},
        }
        return {"openid_connect": {"APPS": [app]}}


def read_sso(site: SiteFile) -> SingleSignOn | None:
    """Return the provider of an installation, None without one.

    Raises `BadInput` where something is missing, and for an issuer without HTTPS.
    """
    sso = SingleSignOn(
        name=site.text("sso.name", "LINXUAN_SSO_NAME", say("统一登录")),
        issuer=site.text("sso.issuer", "LINXUAN_SSO_ISSUER").rstrip("/"),
        client_id=site.text("sso.client_id", "LINXUAN_SSO_CLIENT_ID"),
        client_secret=site.secret("sso.client_secret_file", "LINXUAN_SSO_CLIENT_SECRET_FILE"),
        username_claim=site.text("sso.username_claim", "LINXUAN_SSO_USERNAME_CLAIM", "preferred_username"),
        second_factor_amr=frozenset(site.listed("sso.second_factor_amr", "LINXUAN_SSO_SECOND_FACTOR_AMR")),
        second_factor_acr=frozenset(site.listed("sso.second_factor_acr", "LINXUAN_SSO_SECOND_FACTOR_ACR")),
    )
    if not (sso.issuer or sso.client_id or sso.client_secret):
        return None
    if not (sso.issuer and sso.client_id and sso.client_secret):
        raise BadInput(say("设置 [sso] 要写 issuer、client_id 和 client_secret_file"))
    parts = urlsplit(sso.issuer)
    if parts.scheme != "https" and parts.hostname not in HERE:
        raise BadInput(say("设置 sso.issuer 应以 https 开头，不是“{issuer}”", issuer=sso.issuer))
    return sso
