"""A file that was handed in is looked at on a page, and nothing of it runs in the site's name."""

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from linxuan_site.actions.attachments import attach
from linxuan_site.actions.files import Upload
from linxuan_site.documents.sample import sample_pdf
from linxuan_site.models import Application, Attachment
from tests.site.life.conftest import Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

XLSX = b"PK\x03\x04"


@pytest.fixture
def draft(life: Life) -> Application:
    return life.draft(1)


@pytest.fixture
def client(visitor: Visitor, life: Life) -> Client:
    return visitor(life.applicant(1))


def a_photo() -> bytes:
    written = BytesIO()
    Image.new("RGB", (30, 20)).save(written, "PNG")
    return written.getvalue()


def handed_in(life: Life, draft: Application, name: str, content: bytes) -> Attachment:
    return attach(draft.pk, "file_other", Upload(name, content), account=life.applicant(1))


def test_a_pdf_is_a_picture_of_its_page_with_its_words(
    client: Client, life: Life, draft: Application
) -> None:
    file = handed_in(life, draft, "说明.pdf", sample_pdf("情况说明"))

    page = read(client.get(f"/files/{file.pk}/preview/").content)

    picture = next(given for tag, given in page.tags if tag == "img" and given["src"].startswith("data:"))
    assert picture["src"].startswith("data:image/png;base64,")
    assert int(picture["width"]) == 1000
    assert "情况说明" in page.text
    assert page.count("h1") == 1
    assert f"/files/{file.pk}/" in page.links


def test_scripts_get_only_the_part_for_a_dialog(client: Client, life: Life, draft: Application) -> None:
    file = handed_in(life, draft, "说明.pdf", sample_pdf("情况说明"))

    answer = client.get(f"/files/{file.pk}/preview/?page=7", headers={"HX-Request": "true"})

    assert read(answer.content).count("h1") == 0
    assert answer["Cache-Control"] == "private, no-store"


def test_a_pdf_that_cannot_be_opened_says_what_to_do(client: Client, life: Life, draft: Application) -> None:
    file = handed_in(life, draft, "坏.pdf", b"%PDF-1.7 words")

    answer = client.get(f"/files/{file.pk}/preview/")

    assert answer.status_code == 200
    assert "这个文件打不开，可能有密码或已损坏，请下载后查看" in answer.content.decode()


def test_a_photo_is_drawn_anew(client: Client, life: Life, draft: Application) -> None:
    file = handed_in(life, draft, "证书.png", a_photo())

    page = read(client.get(f"/files/{file.pk}/preview/").content)

    picture = next(given for tag, given in page.tags if tag == "img" and given.get("alt") == "证书.png")
    assert picture["src"].startswith("data:image/")
    assert (picture["width"], picture["height"]) == ("30", "20")


def test_other_files_are_only_downloaded(client: Client, life: Life, draft: Application) -> None:
    file = handed_in(life, draft, "表.xlsx", XLSX)

    page = read(client.get(f"/applications/{draft.pk}/form/files/").content)
    assert f"/files/{file.pk}/preview/" not in page.links
    assert f"/files/{file.pk}/" in page.links
    assert "请下载后查看" in client.get(f"/files/{file.pk}/preview/").content.decode()


def test_who_may_not_read_a_file_does_not_see_it(visitor: Visitor, life: Life, draft: Application) -> None:
    file = handed_in(life, draft, "证书.png", a_photo())
    there = f"/files/{file.pk}/preview/"
    for stranger in (life.applicant(2), life.district, life.other_district):
        assert visitor(stranger).get(there).status_code == 404
    assert visitor().get(there).status_code == 302


def test_the_office_looks_at_what_was_filed_beside_its_condition(visitor: Visitor, life: Life) -> None:
    draft = life.draft(1)
    file = attach(draft.pk, "file_licence", Upload("执照.png", a_photo()), account=life.applicant(1))
    life.act(draft, "submit", life.applicant(1))
    life.act(draft, "hand-in", life.applicant(1), paper="application")
    officer = visitor(life.district)

    page = read(officer.get(f"/desk/applications/{draft.pk}/").content)

    assert page.links.count(f"/files/{file.pk}/preview/") >= 2
    assert officer.get(f"/files/{file.pk}/preview/").status_code == 200
