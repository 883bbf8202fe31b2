"""What everybody may read."""

import io
import re
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linxuan_site.actions.calls import publish_call
from linxuan_site.actions.placements import place
from linxuan_site.actions.publicity import open_publicity
from linxuan_site.actions.register import enter_designation
from linxuan_site.demo.people import credit_code
from linxuan_site.models import Application, Publicity
from linxuan_site.queries.calls import definition_of
from tests.site.life.conftest import CALL, Life, On
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

ROOT = Path(__file__).parents[3]
NOTICE = f"/calls/{CALL}/"
PAGES = ("/", NOTICE, f"{NOTICE}publicity/", "/register/", "/glossary/", "/sign-in/", "/sign-up/")
PAGES += (f"{NOTICE}results/", f"{NOTICE}guide/platform/", f"{NOTICE}self-check/platform/", "/open-data/")


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


@pytest.fixture
def published(life: Life) -> Application:
    """An application whose name stands published."""
    application = life.recommended(1)
    place(application.pk, account=life.city, rank=1)
    life.act(application, "nominate", life.city, reasons=life.reasons())
    open_publicity(CALL, "nominated", account=life.city)
    return application


def test_a_publication_shows_names_districts_and_categories_only(
    visitor: Visitor, published: Application
) -> None:
    page = read(visitor().get(f"{NOTICE}publicity/").content)

    assert "示例1号有限公司" in page.text
    assert "甘井子区" in page.text
    assert credit_code(1) not in page.text
    assert "怎样提出异议" in page.text


def test_no_programme_can_have_codes_or_amounts_of_applicants_published(
    visitor: Visitor, published: Application, tmp_path: Path
) -> None:
    package = shutil.copytree(ROOT / "programmes" / CALL, tmp_path / CALL)
    for file in (package / "call.toml", *package.glob("forms/*.toml")):
        text = file.read_text("utf-8")
        for field in ("credit_code", "operating_income"):
            text = text.replace(f"[field.{field}]\n", f'[field.{field}]\nvisible = "public"\n')
        text = text.replace(
            'shows     = ["name", ', 'shows     = ["credit_code", "operating_income", "name", '
        )
        file.write_text(text, "utf-8")
    publish_call(package)

    page = read(visitor().get(f"{NOTICE}publicity/").content)

    assert "示例1号有限公司" in page.text
    assert credit_code(1) not in page.text
    assert "营业收入" not in page.text


def test_no_public_page_says_more_of_an_applicant_than_name_district_and_category(
    visitor: Visitor, published: Application
) -> None:
    kept = {
        key: str(value)
        for key, value in published.answers.items()
        if isinstance(value, str) and len(value) > 5 and key not in ("name", "district", "mode")
    }

    said = "".join(read(visitor().get(address).content).text for address in PAGES)

    assert kept
    assert [key for key, value in kept.items() if value in said] == []


def test_a_running_publication_says_how_many_working_days_are_left(
    visitor: Visitor, published: Application, on: On
) -> None:
    publicity = published.publicities.get().publicity
    with on(publicity.closes_on.isoformat()):
        page = read(visitor().get(f"{NOTICE}publicity/").content)
        results = read(visitor().get(f"{NOTICE}results/").content)

    assert "还有 1 个工作日，今天算在内" in page.text
    assert "还可以提出异议" in results.text
    assert "示例1号有限公司" not in results.text


def test_a_publication_of_many_names_asks_the_database_no_more_than_one_of_one(
    visitor: Visitor, life: Life
) -> None:
    asked = []
    for numbers in (range(1, 2), range(2, 5)):
        for number in numbers:
            application = life.recommended(number)
            place(application.pk, account=life.city, rank=number)
            if number < 4:
                life.act(application, "nominate", life.city, reasons=life.reasons())
        Publicity.objects.update(closed_by=life.city, closed_at=application.changed_at)
        open_publicity(CALL, "nominated", account=life.city)
        with CaptureQueriesContext(connection) as queries:
            visitor().get(f"{NOTICE}publicity/")
        asked.append(len(queries) - Publicity.objects.count())

    assert asked[0] == asked[1]


def test_the_results_list_who_was_designated_and_the_names_that_had_been_published(
    visitor: Visitor, life: Life, published: Application, on: On
) -> None:
    call = definition_of(life.published)
    row = {"name": "示例认定有限公司", "credit_code": credit_code(78), "cohort": str(call.cohort)}
    enter_designation(
        call, {**row, "track": "platform", "in_charge": "210211", "document": "示例文件〔2023〕8号"}
    )
    after = published.publicities.get().publicity.closes_on + timedelta(days=1)

    with on(after.isoformat()):
        page = read(visitor().get(f"{NOTICE}results/").content)

    assert "示例文件〔2023〕8号" in page.text
    assert "示例1号有限公司" in page.text


def test_a_programme_is_handed_out_as_data_without_examples_and_lists_of_holders(visitor: Visitor) -> None:
    answer = visitor().get(f"{NOTICE}package.zip")
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()

    assert f"{CALL}/call.toml" in names
    assert f"{CALL}/notice.txt" in names
    assert not [name for name in names if "/demo/" in name or "/cases/" in name]


def test_a_list_of_those_who_hold_a_title_is_no_open_data(visitor: Visitor) -> None:
    call = definition_of(publish_call(ROOT / "tests" / "programmes" / "champion-2022"))
    held_by = {f"{call.id}/lists/{title.list}.csv" for title in call.titles.values()}
    answer = visitor().get(f"/calls/{call.id}/package.zip")

    assert held_by.isdisjoint(zipfile.ZipFile(io.BytesIO(answer.content)).namelist())


def test_every_clause_has_a_link_of_its_own(visitor: Visitor, life: Life) -> None:
    page = read(visitor().get(NOTICE).content)
    anchors = {one.removeprefix("#") for one in page.links if one.startswith("#")}

    assert {clause.address for clause in definition_of(life.published).notices["main"].walk()} <= anchors


def test_a_reader_changes_the_language(visitor: Visitor) -> None:
    client = visitor()

    answer = client.post("/language/", {"language": "en", "next": "/glossary/"}, follow=True)

    assert ("html", {"lang": "en"}) in read(answer.content).tags
