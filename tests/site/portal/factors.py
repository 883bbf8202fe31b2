"""A phone with an app, for tests of the second factor."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from linxuan_site.demo.people import PASSWORD

ASK, NEW, APP = (
    "/sign-in/second-factor/",
    "/sign-in/second-factor/new/",
    "/sign-in/second-factor/new/app/",
)
CODES = "/me/second-factor/codes/"


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app shows now, or some half minutes later."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30 + later))


def gives_password(client: Client, username: str, password: str = PASSWORD, **more: str) -> str:
    """Fill in the sign-in page; return where it leads, '' where it says what is wrong."""
    answer = client.post("/sign-in/", {"username": username, "password": password, **more})
    return str(answer.headers.get("Location", ""))


def secret_on(page: str) -> str:
    """The key that the page of an app shows, to be typed."""
    found = re.search(r'class="pp-secret"[^>]*>([A-Z2-7 ]+)<', page)
    assert found, page
    return found[1].replace(" ", "")


def sets_up_app(client: Client) -> str:
    """Set an app up and keep the codes; return the secret of the app."""
    secret = secret_on(client.get(APP).content.decode())
    answer = client.post(APP, {"code": code_of(secret)})
    assert answer.headers["Location"] == CODES, answer.content.decode()
    return secret


def codes_on(page: str) -> list[str]:
    """The recovery codes that a page shows."""
    return re.findall(r"<li>(\d{4} \d{4} \d{4})</li>", page)
