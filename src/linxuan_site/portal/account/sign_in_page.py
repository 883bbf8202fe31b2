"""What the sign-in page shows."""

from typing import Any

from django.conf import settings

from linxuan_site.sso_settings import PROVIDER


def sign_in_page(form: Any, then: str) -> dict[str, object]:
    """Return the page; `then` is where its reader goes on to, '' for where his work lies."""
    return {"form": form, "next": then, "sso": settings.SSO, "provider": PROVIDER}
