"""The page for anybody who holds a paper, and the same by API: what it tells, and what it does not."""

from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linxuan_site.actions.printing import printed_form
from linxuan_site.models import Submission
from tests.core.papers.scans import as_file, scanned
from tests.site.documents.life import application, filed
from tests.site.papers.printed import form, scan_of
from tests.site.portal.reading import read

pytestmark = pytest.mark.django_db
ADDRESS = "/verify/"


@pytest.fixture
def submission() -> Submission:
    return form("示例公司")


def sent(name: str, content: bytes, field: str = "file") -> str:
    answer = Client().post(ADDRESS, {field: SimpleUploadedFile(name, content)})
    assert answer.status_code in (200, 422)
    return read(answer.content).text


def test_anybody_verifies_a_scan(submission: Submission, tmp_path: Path) -> None:
    text = sent("扫描.pdf", scan_of(submission, tmp_path).read_bytes())

    assert "真实，且是现行的一稿" in text
    assert "示例公司" in text
    assert "5-EN-0001" in text
    assert "2023年5月12日" in text


def test_a_photo_of_one_page_is_enough(submission: Submission) -> None:
    photo = as_file(scanned(printed_form(submission), 150)[1].convert("RGB"), "JPEG")

    assert "真实，且是现行的一稿" in sent("photo.jpg", photo, "photo")


def test_pages_that_are_lacking_are_named(submission: Submission) -> None:
    from tests.core.papers.scans import as_pdf

    pages = scanned(printed_form(submission), 150)
    text = sent("扫描.pdf", as_pdf([pages[0], *pages[2:]], 150))

    assert "第 2 页不在所传的文件里" in text


def test_a_number_with_its_check_code_is_enough(submission: Submission) -> None:
    typed = {"number": " 5-en-0001 ", "check": submission.digest[:16].upper()}
    text = read(Client().post(ADDRESS, typed).content).text

    assert "真实，且是现行的一稿" in text
    assert "示例公司" in text


def test_a_superseded_print_names_the_revision_that_took_its_place() -> None:
    subject = application("示例公司", stage="district")
    old = filed(subject)
    printed = printed_form(old)
    filed(subject)

    assert "已有第2稿" in sent("旧.pdf", printed)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({}, "请选一个文件"),
        ({"number": "5-EN-0001"}, "都要输入"),
        ({"check": "0123"}, "都要输入"),
        ({"number": "5-EN-0001", "check": "0000 0000 0000 0000"}, "没有与它们相符的"),
        ({"number": "5-EN-9999", "check": "0123 4567 89ab cdef"}, "没有与它们相符的"),
        ({"code": "https://example.cn/"}, "不是本系统打印的"),
        ({"code": "LX1:ABC"}, "被改动过"),
    ],
    ids=[
        "nothing",
        "no check code",
        "no number",
        "wrong check code",
        "unknown",
        "another code",
        "a forged code",
    ],
)
def test_what_is_not_genuine_says_so_and_names_nobody(
    submission: Submission, typed: dict[str, str], told: str
) -> None:
    text = read(Client().post(ADDRESS, typed).content).text

    assert told in text
    assert "示例公司" not in text


def test_a_file_that_is_no_paper_is_answered_in_a_sentence() -> None:
    assert "不是PDF" in sent("x.exe", b"MZ" + bytes(100))
    assert "已损坏" in sent("x.pdf", b"%PDF-1.7 broken")


def test_a_file_that_is_too_large_is_never_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "UPLOAD_LIMIT", 2**20)

    assert "文件超过 1 MB" in sent("x.pdf", b"%PDF-1.7" + bytes(2**20))
    assert "文件超过 1 MB" in sent("x.pdf", b"%PDF-1.7" + bytes(12 * 2**20))


def test_the_page_asks_as_often_for_one_page_as_for_many(submission: Submission, tmp_path: Path) -> None:
    whole = scan_of(submission, tmp_path).read_bytes()
    one = as_file(scanned(printed_form(submission), 150)[0], "PNG")

    with CaptureQueriesContext(connection) as for_one:
        sent("1.png", one)
    with CaptureQueriesContext(connection) as for_all:
        sent("all.pdf", whole)

    assert len(for_one) == len(for_all) <= 5
    assert all(query["sql"].lstrip().upper().startswith("SELECT") for query in for_all)


def test_no_file_that_was_sent_is_left_behind(
    submission: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    sent("x.pdf", printed_form(submission))

    assert [one for one in tmp_path.iterdir() if one.is_file()] == []


def test_a_program_verifies_by_api(submission: Submission) -> None:
    typed = {"number": "5-EN-0001", "check": submission.digest[:16]}
    told = Client().post("/api/verify", typed, content_type="application/json").json()
    file = BytesIO(printed_form(submission))
    pages = Client().post("/api/verify/file", {"file": file}).json()

    assert (told["outcome"], told["name"], told["revision"]) == ("current", "示例公司", 1)
    assert {one["outcome"] for one in pages} == {"current"}
    assert [one["page"] for one in pages] == [one["file_page"] for one in pages]


@pytest.mark.parametrize("body", [{}, {"number": "5-EN-0001"}])
def test_the_api_asks_for_what_is_lacking(body: dict[str, str]) -> None:
    answer = Client().post("/api/verify", body, content_type="application/json")

    assert answer.status_code == 400
    assert "二维码" in answer.json()["reason"]


def test_the_api_answers_a_file_that_is_no_paper() -> None:
    answer = Client().post("/api/verify/file", {"file": BytesIO(b"hello")})

    assert answer.status_code == 400
    assert "不是PDF" in answer.json()["reason"]
