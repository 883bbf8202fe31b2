"""An office's letter says on every page what it is a print of; a later one takes its place."""

import json
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.storage import default_storage

from linxuan.papers import digest_of
from linxuan_site.actions.papers import issue_paper
from linxuan_site.models import IssuedPaper
from linxuan_site.queries.verifying import PageVerdict, verdict_of_number, verdicts_of_file
from tests.site.documents.life import CALL, DISTRICT, OTHER_DISTRICT, officer, recommended

pytestmark = pytest.mark.django_db


def issued(paper: str = "opinion", key: str = DISTRICT) -> IssuedPaper:
    return issue_paper(CALL, paper, account=officer("district", key))


def file_of(paper: IssuedPaper) -> Path:
    return Path(default_storage.path(paper.file))


def outcomes(pages: list[PageVerdict]) -> set[str]:
    return {one.verdict.outcome if one.verdict else "no code" for one in pages}


def test_every_page_of_a_letter_is_verified() -> None:
    for place in range(1, 15):
        recommended(f"示例{place}号公司", place)
    paper = issued()
    pages = verdicts_of_file(file_of(paper))
    claims = [one.verdict.claim for one in pages if one.verdict and one.verdict.claim]

    assert outcomes(pages) == {"current"}
    assert len(pages) > 1
    assert [(one.number, one.page, one.pages) for one in claims] == [
        ("5-DOC-0001", number, len(pages)) for number in range(1, len(pages) + 1)
    ]


def test_a_letter_that_was_made_again_takes_the_place_of_the_earlier_one() -> None:
    recommended("示例公司", 1)
    first = issued()
    second = issued()

    assert (first.number, second.number) == ("5-DOC-0001", "5-DOC-0001")
    assert (first.revision, second.revision) == (1, 2)
    assert outcomes(verdicts_of_file(file_of(first))) == {"superseded"}
    assert outcomes(verdicts_of_file(file_of(second))) == {"current"}


def test_letters_of_two_offices_have_numbers_of_their_own() -> None:
    recommended("示例公司", 1)
    recommended("别处公司", 1, district=OTHER_DISTRICT)

    assert [issued().number, issued(key=OTHER_DISTRICT).number] == ["5-DOC-0001", "5-DOC-0002"]


def test_a_letter_is_verified_by_what_stands_above_on_it() -> None:
    recommended("示例公司", 1)
    paper = issued()
    found = verdict_of_number("5-doc-0001", str(paper.said)[:16])

    assert found.outcome == "current"
    assert found.filed is not None
    assert "推荐意见" in found.filed.name


def test_a_letter_carries_all_that_it_says() -> None:
    recommended("示例公司", 1)
    paper = issued()
    attached = pypdfium2.PdfDocument(file_of(paper)).get_attachment(0)
    said = json.loads(bytes(attached.get_data()))

    assert attached.get_name() == "letter.json"
    assert digest_of(said) == paper.said
    assert "示例公司" in json.dumps(said, ensure_ascii=False)
    assert b"<pdfaid:part>3</pdfaid:part>" in file_of(paper).read_bytes()
