"""What every answer says to a browser: load nothing from elsewhere, keep nothing, be framed by nobody, change nothing."""

import importlib
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from linxuan_site import settings as site_settings
from tests.site.doors.scene import Scene, scene
from tests.site.doors.test_routes import ALL, METHODS, signed_in
from tests.support.routes import address_of

__all__ = ["scene"]
OF_EVERY_ANSWER = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}
OF_EVERY_POLICY = ("default-src", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'")
SANDBOX = "sandbox; default-src 'none'"
KEPT_ALL_THE_SAME = {"personalread", "originaltaken", "session", '"read_at"'}
"""What a read may leave: that it was read; and when a session was seen last."""


def answers(scene: Scene, role: str) -> Any:
    """Yield each page with its name; what it did is taken back."""
    client = signed_in(scene, role)
    for name, route in ALL.items():
        if METHODS[name] == "GET":
            with transaction.atomic():
                answer = client.get(address_of(route, scene.arguments()))
                if answer.streaming:
                    b"".join(answer)  # closes the file
                yield name, answer
                transaction.set_rollback(True)


@pytest.mark.parametrize("role", ["nobody", "applicant", "city"])
def test_every_page_tells_the_browser_to_load_nothing_from_elsewhere_and_to_be_framed_by_nobody(
    scene: Scene, role: str
) -> None:
    wrong = {}
    for name, answer in answers(scene, role):
        policy = answer.headers["Content-Security-Policy"]
        lacking = [one for one in OF_EVERY_POLICY if one not in policy and policy != SANDBOX]
        lacking += [one for one, told in OF_EVERY_ANSWER.items() if answer.headers.get(one) != told]
        lacking += [one for one in ("unsafe-inline", "unsafe-eval", "http:") if one in policy]
        lacking += ["CORS"] if "Access-Control-Allow-Origin" in answer.headers else []
        if lacking:
            wrong[name] = lacking

    assert wrong == {}


def test_no_cache_keeps_what_somebody_who_signed_in_is_answered(scene: Scene) -> None:
    kept = {
        name: answer.headers.get("Cache-Control", "")
        for name, answer in answers(scene, "applicant")
        if not {"no-store", "no-cache"} & set(answer.headers.get("Cache-Control", "").split(", "))
    }

    assert kept == {}


def test_no_cookie_is_for_scripts_or_for_other_sites(scene: Scene) -> None:
    for name, answer in answers(scene, "applicant"):
        for cookie in answer.cookies.values():
            if cookie.value:
                assert cookie["samesite"] in ("Lax", "Strict"), name
                # The token against forgery is worth nothing without the session, and language is no secret.
                assert cookie["httponly"] or cookie.key in ("csrftoken", "django_language"), name


@pytest.mark.parametrize("role", ["applicant", "district", "city", "administrator"])
def test_whoever_only_looks_changes_nothing_but_that_he_looked(scene: Scene, role: str) -> None:
    client = signed_in(scene, role)
    changing = {}
    for name, route in ALL.items():
        if METHODS[name] != "GET":
            continue
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            answer = client.get(address_of(route, scene.arguments()))
            if answer.streaming:
                b"".join(answer)
            transaction.set_rollback(True)
        written = [
            sql
            for sql in (one["sql"] or "" for one in asked)
            if sql.split(" ", 1)[0] in ("INSERT", "UPDATE", "DELETE")
            and not any(table in sql for table in KEPT_ALL_THE_SAME)
        ]
        if written:
            changing[name] = written

    assert changing == {}


def test_with_https_cookies_are_of_this_host_alone_and_browsers_are_told_for_a_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LINXUAN_HTTPS", "1")
    try:
        told = importlib.reload(site_settings)
        assert told.SESSION_COOKIE_SECURE
        assert told.CSRF_COOKIE_SECURE
        assert told.SECURE_SSL_REDIRECT
        assert {told.SESSION_COOKIE_NAME[:7], told.CSRF_COOKIE_NAME[:7]} == {"__Host-"}
        assert told.SECURE_HSTS_SECONDS >= 31_536_000
        assert told.SECURE_HSTS_INCLUDE_SUBDOMAINS
    finally:
        monkeypatch.undo()
        importlib.reload(site_settings)
