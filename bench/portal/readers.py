"""Who opens the pages: people of the demonstration, and a hundred of the copies who type."""

from dataclasses import dataclass
from importlib import import_module

from bench.portal.seed import FIRST
from bench.portal.visits import Reader

TYPISTS = 100


@dataclass(frozen=True)
class Typist:
    """Somebody of an organisation of a copy, with a draft of their own."""

    reader: Reader
    application: int


def reader(username: str) -> Reader:
    """Sign somebody in without a password: what signing in costs is another page's affair."""
    from linxuan_site.models import Account

    return Reader(username, _session(Account.objects.get(username=username)))


def typists() -> list[Typist]:
    """Return a hundred people who each have a draft; their accounts are made where they are missing."""
    from django.utils import timezone

    from linxuan_site.models import Account, Application

    drafts = Application.objects.filter(id__gte=FIRST, number=None, closed=False).order_by("pk")[:TYPISTS]
    found = []
    for draft in drafts:
        made = {
            "full_name": "示例",
            "role": "signatory",
            "organisation_id": draft.organisation_id,
            "created_at": timezone.now(),
        }
        account, _new = Account.objects.get_or_create(username=f"typist-{draft.pk}", defaults=made)
        found.append(Typist(Reader(account.username, _session(account)), draft.pk))
    return found


def _session(account: object) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from linxuan_site.actions.signing_in import open_session
    from linxuan_site.visits import Visit

    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(account.pk)  # type: ignore[attr-defined]
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = account.get_session_auth_hash()  # type: ignore[attr-defined]
    open_session(store, account, how="password+totp", second=True, visit=Visit())  # type: ignore[arg-type]
    store.create()
    return str(store.session_key)


NOBODY = Reader("nobody")
