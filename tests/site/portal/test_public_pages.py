"""What everybody may read."""

import re

import pytest

from linxuan_site.actions.publicity import open_publicity
from linxuan_site.demo.people import credit_code
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

NOTICE = f"/calls/{CALL}/"
PAGES = ("/", NOTICE, f"{NOTICE}publicity/", "/register/", "/glossary/", "/sign-in/", "/sign-up/")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_and_nothing_inline(visitor: Visitor, address: str) -> None:
    answer = visitor().get(address)
    page = read(answer.content)

    assert answer.status_code == 200
    assert page.count("h1") == 1
    assert not [
        tag for tag, given in page.tags if "style" in given or any(key.startswith("on") for key in given)
    ]
    assert all("src" in given for tag, given in page.tags if tag == "script")
    assert page.count("style") == 0


@pytest.mark.parametrize("address", PAGES)
def test_every_control_has_a_name_that_is_read_out(visitor: Visitor, address: str) -> None:
    page = read(visitor().get(address).content)
    labelled = {given["for"] for tag, given in page.tags if tag == "label" and "for" in given}
    controls = [
        given
        for tag, given in page.tags
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden"
    ]

    assert not [one for one in controls if one.get("id") not in labelled and "aria-label" not in one]


def test_the_first_page_lists_the_call_with_what_is_due(visitor: Visitor, on: On) -> None:
    with on("2023-05-14"):
        page = read(visitor().get("/").content)

    assert "2023年5月15日（周一）24:00 前" in page.text
    assert NOTICE in page.links


def test_a_notice_has_an_anchor_for_every_clause(visitor: Visitor, life: Life) -> None:
    page = read(visitor().get(NOTICE).content)
    notice = definition_of(life.published).notices["main"]

    assert {clause.address for clause in notice.walk()} <= page.ids
    assert f"{NOTICE}#一(二)2(1)" in page.links


def test_what_the_notice_does_not_say_is_called_missing(visitor: Visitor) -> None:
    page = read(visitor().get(NOTICE).content)

    assert re.search(r"文号\s*原文缺失", page.text)
    assert "联系人的电话？" in page.text


def test_a_deadline_that_passed_is_said_to_have_passed(visitor: Visitor, on: On) -> None:
    with on("2023-05-16"):
        page = read(visitor().get(NOTICE).content)

    assert "已于 2023年5月15日 24:00 截止，不再接收新的材料" in page.text
    assert "/sign-up/" not in [one for one in page.links if "示范企业" in one]


def test_the_raw_text_is_handed_out_as_a_file(visitor: Visitor) -> None:
    answer = visitor().get(f"{NOTICE}notice.txt")

    assert answer["Content-Disposition"].startswith("attachment")
    assert "se1ection" in answer.content.decode()


@pytest.mark.parametrize("address", ["/calls/nowhere/", "/calls/nowhere/publicity/", "/nothing/"])
def test_what_is_not_there_is_a_page_that_says_so(visitor: Visitor, address: str) -> None:
    answer = visitor().get(address)

    assert answer.status_code == 404
    assert "没有这一页" in answer.content.decode()


def test_a_publication_shows_names_districts_and_categories_only(
    visitor: Visitor, life: Life, on: On
) -> None:
    application = life.recommended(1)
    from linxuan_site.actions.placements import place

    place(application.pk, account=life.city, rank=1)
    life.act(application, "nominate", life.city, reasons=life.reasons())
    open_publicity(CALL, "nominated", account=life.city)

    page = read(visitor().get(f"{NOTICE}publicity/").content)

    assert "示例1号有限公司" in page.text
    assert "甘井子区" in page.text
    assert credit_code(1) not in page.text
    assert "怎样提出异议" in page.text


def test_a_reader_changes_the_language(visitor: Visitor) -> None:
    client = visitor()

    answer = client.post("/language/", {"language": "en", "next": "/glossary/"}, follow=True)

    assert ("html", {"lang": "en"}) in read(answer.content).tags
