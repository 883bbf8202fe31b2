"""Requests that get no further say so, and what was typed stands on the answer."""

import pytest
from django.test import Client

from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor


def test_what_was_typed_when_the_session_had_ended_is_not_lost(visitor: Visitor) -> None:
    answer = visitor().post(
        "/applications/1/form/measures/",
        {"strategy": "三年规划<b>", "version": "3"},
        headers={"referer": "http://testserver/applications/1/form/measures/"},
    )
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "三年规划&lt;b&gt;" in page
    assert "/sign-in/?next=/applications/1/form/measures/" in page


def test_a_stale_form_says_what_to_do_and_keeps_no_password(life: Life) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/sign-in/", {"username": "wang", "password": "a-long-password-7"}
    )
    page = answer.content.decode()

    assert answer.status_code == 403
    assert "这一页已经过期" in page
    assert "wang" in page
    assert "a-long-password-7" not in page


@pytest.mark.parametrize("referer", ["https://evil.example/x", "javascript:alert(1)", "//evil.example"])
def test_a_page_of_others_is_never_led_back_to(visitor: Visitor, referer: str) -> None:
    answer = visitor().post("/my/any/any/", {}, headers={"referer": referer})

    assert "evil" not in answer.content.decode()
    assert "alert" not in answer.content.decode()


@pytest.mark.parametrize(("method", "path"), [("GET", "/sign-out/"), ("POST", "/"), ("FOO", "/glossary/")])
def test_a_method_that_a_page_does_not_have_is_told_in_words(
    visitor: Visitor, method: str, path: str
) -> None:
    answer = visitor().generic(method, path)

    assert answer.status_code == 405
    assert "用页面上的按钮办理" in answer.content.decode()
    assert answer.headers["Allow"]


def test_head_is_answered_as_get_without_the_body(visitor: Visitor) -> None:
    answer = visitor().head("/glossary/")

    assert answer.status_code == 200
    assert answer.content == b""
    assert int(answer.headers["Content-Length"]) > 1000


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded; charset=utf-16", "multipart/form-data"])
def test_a_body_that_cannot_be_read_is_told_in_words(life: Life, kind: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get("/sign-in/")

    answer = client.post("/sign-in/", b"username=x", content_type=kind)

    assert answer.status_code == 400
    assert "没有保存任何内容" in answer.content.decode()
