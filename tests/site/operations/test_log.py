"""What the log says: a line of JSON a request, with a number that a person can tell, and nothing secret."""

import json
import logging
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DatabaseError
from django.test import Client
from pytest_django import Settings

from linxuan_site.watching.log_lines import JsonLines, WithoutAddresses, WithoutValues
from tests.site.portal.conftest import Life, Visitor, in_may, life, on, visitor

__all__ = ["in_may", "life", "on", "visitor"]
CODE = "91210200MA0000001X"
OF_A_ROW = f"duplicate key\nDETAIL:  Key (credit_code)=({CODE}) already exists."
Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(settings: Settings) -> Iterator[Lines]:
    """Return what was written since, as an installation writes it."""
    settings.LOG_FORMAT = "json"
    written: list[str] = []
    handler = logging.Handler()
    handler.setFormatter(JsonLines())
    handler.addFilter(WithoutAddresses())
    handler.emit = lambda record: written.append(handler.format(record))  # type: ignore[method-assign]
    loggers = [logging.getLogger("linxuan.request"), logging.getLogger("django.request")]
    before = [one.level for one in loggers]
    for one in loggers:
        one.addHandler(handler)
        one.setLevel("INFO")
    yield lambda: [json.loads(one) for one in written]
    for one, level in zip(loggers, before, strict=True):
        one.removeHandler(handler)
        one.setLevel(level)


def test_a_request_is_one_line_with_its_number_route_state_time_and_account(
    life: Life, visitor: Visitor, lines: Lines
) -> None:
    answer = visitor(life.city).get("/glossary/", headers={"x-request-id": "of-the-proxy.1"})

    (line,) = lines()
    assert (line["request"], line["route"], line["method"], line["status"]) == (
        "of-the-proxy.1",
        "glossary",
        "GET",
        200,
    )
    assert line["account"] == life.city.pk
    assert line["ms"] >= line["database_ms"] > 0
    assert line["queries"] > 0
    assert answer.headers["X-Request-ID"] == "of-the-proxy.1"


@pytest.mark.parametrize("given", ["", "short", "a" * 65, "two words", "nl\nin-it-and-more", "<script>alert"])
def test_a_number_that_is_none_is_replaced_by_one_of_ours(db: None, client: Client, given: str) -> None:
    answer = client.get("/glossary/", headers={"x-request-id": given})

    assert re.fullmatch(r"[0-9a-f]{12}", answer.headers["X-Request-ID"])


def test_no_key_of_an_invitation_no_name_and_nothing_typed_gets_into_the_log(
    life: Life, visitor: Visitor, lines: Lines
) -> None:
    applicant = life.applicant(1)
    visitor().get("/invitations/a-secret-key/?with=a-question")
    visitor().post("/sign-in/", {"username": "somebody-typed", "password": "a-password"})
    visitor(applicant).get("/no/such/a-secret-key/")
    written = json.dumps(lines(), ensure_ascii=False)

    assert {one["status"] for one in lines() if "status" in one} >= {200, 404}
    hidden = (
        "a-secret-key",
        "a-question",
        "somebody-typed",
        "a-password",
        applicant.full_name,
        applicant.username,
    )
    assert [one for one in hidden if one in written] == []


def test_what_failed_stands_in_the_log_under_the_number_that_the_page_shows(
    db: None, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise DatabaseError(OF_A_ROW)

    monkeypatch.setattr("linxuan_site.portal.context.latest_authority", breaks)
    page = Client(raise_request_exception=False).get("/glossary/")

    failed = next(one for one in lines() if "trace" in one)
    assert page.status_code == 500
    assert failed["request"] == page.headers["X-Request-ID"]
    assert page.headers["X-Request-ID"] in page.content.decode()
    assert "duplicate key" in failed["trace"]
    assert CODE not in json.dumps(failed)


def test_the_plain_format_leaves_the_values_of_rows_out_as_well() -> None:
    try:
        raise DatabaseError(OF_A_ROW)
    except DatabaseError as fault:
        told = WithoutValues().formatException((type(fault), fault, fault.__traceback__))

    assert CODE not in told
    assert "duplicate key" in told
