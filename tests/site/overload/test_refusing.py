"""Overload is answered: who waited too long is told so, with a number, without the database; nothing typed is lost."""

import json
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.client import RequestFactory
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from linxuan_site.admission.door import admitting
from linxuan_site.admission.waiting import handled_since
from linxuan_site.refusals.known import COOKIE, name_account
from linxuan_site.refusals.ledger import days, find, refusals_of
from linxuan_site.refusals.numbers import is_genuine
from tests.site.life.conftest import Life, in_may, life, on
from tests.site.portal.reading import read

__all__ = ["in_may", "life", "on"]
SECTION = "/applications/7/form/identity/"


class Answered(BaseException):
    """The site behind the door was asked."""


def site(_environ: dict[str, Any], _start: object) -> Iterator[bytes]:
    raise Answered


class Said:
    """What came back through the door."""

    def __init__(self, environ: dict[str, Any], *, waited: float) -> None:
        self.headers: dict[str, str] = {}

        def start(status: str, head: list[tuple[str, str]]) -> None:
            self.status, self.headers = int(status[:3]), dict(head)

        with handled_since(time.monotonic() - waited):
            self.text = b"".join(admitting(site)(environ, start)).decode()


def asked(method: str, path: str, *, waited: float, **more: Any) -> Said:
    environ = RequestFactory().generic(method, path, **more).environ
    return Said(environ, waited=waited)


def test_who_looks_gives_way_before_who_opens_a_form_and_last_who_saves() -> None:
    for method, path, bound in (("GET", "/", 2), ("GET", SECTION, 5), ("POST", SECTION, 10)):
        with pytest.raises(Answered):
            asked(method, path, waited=bound - 0.5)
        assert asked(method, path, waited=bound + 0.1).status == 503


def test_what_costs_nothing_is_answered_however_long_it_waited() -> None:
    with pytest.raises(Answered):
        asked("GET", "/static/linxuan/theme.css", waited=100)


@pytest.mark.django_db
def test_a_refusal_has_a_number_a_time_and_what_was_typed_and_asks_the_database_nothing(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    form = {"address": "示例路<1>号", "version": "3", "csrfmiddlewaretoken": "x"}
    request = RequestFactory().post(SECTION, form, headers={"cookie": f"{COOKIE}={name_account(12)}"})
    with django_assert_num_queries(0):
        said = Said(request.environ, waited=30)

    number = said.headers["Linxuan-Refusal"]
    page = read(said.text.encode())
    assert number in said.text
    assert "保存申报书的一节" in said.text
    assert said.headers["Retry-After"] == "10"
    inputs = {given["name"]: given["value"] for tag, given in page.tags if tag == "input"}
    assert inputs == form
    (kept,) = refusals_of(days()[0])
    assert (kept.number, kept.asked.account, kept.asked.application) == (number, 12, 7)
    assert kept.sure
    assert kept.waited >= 30
    assert find(number) == kept


def test_a_password_is_not_put_on_the_page() -> None:
    request = RequestFactory().post("/sign-in/", {"username": "somebody", "password": "secret-word"})
    said = Said(request.environ, waited=30)

    assert "secret-word" not in said.text
    assert said.status == 503


def test_who_only_looks_is_told_and_fills_no_file() -> None:
    said = asked("GET", "/", waited=30)

    assert "Linxuan-Refusal" not in said.headers
    assert days() == []


def test_the_page_is_in_the_language_of_the_browser() -> None:
    said = asked("POST", SECTION, waited=30, headers={"accept-language": "en"})
    assert '<html lang="en">' in said.text


def test_a_program_is_told_in_its_own_way() -> None:
    said = asked("PATCH", "/api/applications/7/answers", waited=30)

    body = json.loads(said.text)
    assert body["code"] == "busy"
    assert is_genuine(body["number"])


def test_a_body_that_cannot_be_read_is_refused_all_the_same() -> None:
    environ = RequestFactory().generic("POST", SECTION, content_type="multipart/form-data; boundary=").environ
    environ |= {"CONTENT_LENGTH": "10", "wsgi.input": BytesIO(b"--broken")}
    assert Said(environ, waited=30).status == 503


def test_what_a_browser_says_of_its_waiting_counts_only_behind_a_proxy_that_is_trusted(
    settings: Settings,
) -> None:
    long_ago = {"x-request-start": f"t={time.time() - 60:.3f}"}
    with pytest.raises(Answered):
        asked("POST", SECTION, waited=0, headers=long_ago)
    settings.TRUST_REQUEST_START = True
    assert asked("POST", SECTION, waited=0, headers=long_ago).status == 503


# ------------------------------------------------------------------------------------- the database is away


@pytest.fixture
def without_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError("connection failed: FATAL: sorry, too many clients already")

    monkeypatch.setattr("linxuan_site.queries.applications.readable_dossier", away)
    monkeypatch.setattr("linxuan_site.portal.applicant.views.readable_dossier", away)


def test_without_a_database_nobody_sees_a_failure_but_a_refusal_with_a_number(
    life: Life, without_database: None
) -> None:
    applicant = life.applicant(1)
    client = Client(raise_request_exception=False)
    client.force_login(applicant)
    client.get("/my/")
    answer = client.post(SECTION, {"address": "示例路一号"})

    assert answer.status_code == 503
    assert "示例路一号" in answer.content.decode()
    kept = find(answer.headers["Linxuan-Refusal"])
    assert kept is not None
    assert (kept.why, kept.sure, kept.asked.account) == ("database", True, applicant.pk)


def test_a_failure_of_ours_is_still_told_as_one(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("no such table: linxuan_site_application")

    monkeypatch.setattr("linxuan_site.portal.applicant.views.readable_dossier", broken)
    client = Client(raise_request_exception=False)
    client.force_login(life.applicant(1))

    assert client.post(SECTION).status_code == 500
    assert days() == []


def test_where_the_connection_broke_after_it_began_it_is_not_said_that_nothing_was_done(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("linxuan_site.portal.applicant.views.readable_dossier", broken)
    client = Client(raise_request_exception=False)
    client.force_login(life.applicant(1))
    answer = client.post(SECTION, {"address": "示例路一号"})

    assert "没有得到确认" in answer.content.decode()
    kept = find(answer.headers["Linxuan-Refusal"])
    assert kept is not None
    assert not kept.sure


# --------------------------------------------------------------------------------------- who is known by the cookie


def test_a_browser_is_named_when_somebody_signs_in_and_no_more_when_he_signs_out(life: Life) -> None:
    client = Client()
    client.force_login(life.applicant(1))
    client.get("/my/")
    assert client.cookies[COOKIE].value == name_account(life.applicant(1).pk)
    assert client.cookies[COOKIE]["httponly"]

    client.post("/sign-out/")
    assert client.cookies[COOKIE].value == ""


def test_naming_a_browser_asks_nothing_more(life: Life) -> None:
    client = Client()
    client.force_login(life.applicant(1))
    client.get("/")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get("/")
        counts.append(len(asked))
        client.cookies.pop(COOKIE, None)
    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize(
    ("fault", "status"),
    [(OperationalError("server closed the connection"), 503), (RuntimeError("anything"), 500)],
    ids=["the database is away", "anything else"],
)
def test_what_fails_beyond_the_sites_own_answer_is_a_page_all_the_same(fault: Exception, status: int) -> None:
    def failing(_environ: Any, _start_response: Any) -> Any:
        raise RuntimeError("while it was answered") from fault

    told: list[str] = []
    environ = RequestFactory().post("/", {"address": "甲"}).environ
    body = b"".join(admitting(failing)(environ, lambda line, _head: told.append(line)))

    assert told[0].startswith(str(status))
    assert b"<h1" in body
    assert b"closed the connection" not in body
