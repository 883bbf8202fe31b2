"""Every page of a printed form says what it is a print of, and a scan of it is told apart from any other."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from linxuan.papers import digest_of
from linxuan_site.actions.paper_keys import make_key
from linxuan_site.actions.printing import printed_form
from linxuan_site.models import Submission
from linxuan_site.queries.verifying import PageVerdict, verdicts_of_file
from tests.core.papers.scans import as_pdf, scanned
from tests.site.documents.life import application, filed
from tests.site.documents.papers import RARE
from tests.site.life.conftest import Life, in_may, life
from tests.site.papers.printed import form, print_of, scan_of

__all__ = ["in_may", "life"]
pytestmark = pytest.mark.django_db


def outcomes(pages: list[PageVerdict]) -> list[str]:
    return [one.verdict.outcome if one.verdict else "no code" for one in pages]


def test_every_page_says_which_of_how_many_pages_of_what_it_is(tmp_path: Path) -> None:
    submission = form("示例䶮公司")
    pages = verdicts_of_file(print_of(submission, tmp_path))
    claims = [one.verdict.claim for one in pages if one.verdict and one.verdict.claim]

    assert outcomes(pages) == ["current"] * len(pages)
    assert [(one.number, one.revision) for one in claims] == [("5-EN-0001", 1)] * len(pages)
    assert [(one.page, one.pages) for one in claims] == [(n, len(pages)) for n in range(1, len(pages) + 1)]
    assert {one.verdict.filed.name for one in pages if one.verdict and one.verdict.filed} == {"示例䶮公司"}


@pytest.mark.parametrize(("dpi", "degrees"), [(100, 0), (150, 6), (200, -90)])
def test_a_scan_of_a_print_is_genuine(tmp_path: Path, dpi: int, degrees: float) -> None:
    pages = verdicts_of_file(scan_of(form(), tmp_path, dpi=dpi, degrees=degrees))

    assert set(outcomes(pages)) == {"current"}


def test_a_print_of_an_earlier_revision_says_that_there_is_a_later_one(tmp_path: Path) -> None:
    subject = application("示例公司", stage="district")
    old = print_of(filed(subject), tmp_path)
    newer = Submission.objects.get(application=subject)
    assert outcomes(verdicts_of_file(old))[0] == "current"

    filed(subject)

    found = verdicts_of_file(old)[0].verdict
    assert found is not None
    assert found.filed is not None
    assert (found.outcome, found.filed.revision, found.filed.newest) == ("superseded", newer.revision, 2)


def test_a_page_that_was_swapped_names_whose_it_is(tmp_path: Path) -> None:
    ours, other = (scanned(printed_form(form(name)), 150) for name in ("示例公司", "别家公司"))
    path = tmp_path / "scan.pdf"
    path.write_bytes(as_pdf([ours[0], other[1], ours[2]], 150))

    names = [one.verdict.filed.name for one in verdicts_of_file(path) if one.verdict and one.verdict.filed]

    assert names == ["示例公司", "别家公司", "示例公司"]


def test_a_print_stays_genuine_after_the_key_was_changed(tmp_path: Path) -> None:
    submission = form()
    before = print_of(submission, tmp_path)
    make_key()
    after = print_of(submission, tmp_path, "after.pdf")

    assert before.read_bytes() != after.read_bytes()
    assert set(outcomes(verdicts_of_file(before)) + outcomes(verdicts_of_file(after))) == {"current"}


def test_a_print_is_kept_for_good_read_aloud_and_read_by_machines() -> None:
    # The typesetter makes no PDF/A of a paper on which a face lacks a sign: none is an empty box.
    pdf = printed_form(form(f"示例{RARE}公司"))

    assert b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A" in pdf
    assert b"pdfuaid:part" in pdf
    assert carried(pdf)["number"] == "5-EN-0001"


def test_a_print_has_what_readers_of_its_kind_rely_on() -> None:
    reader = PdfFileReader(BytesIO(printed_form(form())))
    root = reader.root

    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("zh")
    assert kinds_below(root["/StructTreeRoot"]) >= {"/Document", "/H1", "/P", "/Table", "/TH", "/TD"}
    assert [one["/S"] for one in map(resolved, root["/OutputIntents"])] == ["/GTS_PDFA1"]
    assert [one["/AFRelationship"] for one in map(resolved, root["/AF"])] == ["/Data"]
    assert reader.trailer["/ID"], "PDF/A wants an identifier"


def resolved(element: Any) -> Any:
    return element.get_object() if hasattr(element, "get_object") else element


def kinds_below(element: Any) -> set[str]:
    """The kinds of all elements of a tree of tags."""
    found, below = set(), [element]
    while below:
        one = resolved(below.pop())
        if isinstance(one, list):
            below.extend(one)
        elif hasattr(one, "get"):
            found |= {str(one["/S"])} if "/S" in one else set()
            below.extend([one["/K"]] if "/K" in one else [])
    return found


def test_the_answers_that_a_print_carries_are_those_of_the_applicant_alone() -> None:
    submission = form()
    told = carried(printed_form(submission))

    assert told["answers"]["name"] == "示例公司"
    assert told["answers"]["operating_income"]["2022"] == "18600"
    assert "review_findings" not in told["answers"]
    assert "只给部门看的初审情况" not in json.dumps(told, ensure_ascii=False)
    assert told["digest"] == submission.digest


def test_whoever_has_the_file_can_work_its_digest_out(life: Life) -> None:
    told = carried(printed_form(life.submitted(1).submissions.get()))

    assert digest_of(told["answers"]) == told["digest"]


def carried(pdf: bytes) -> dict[str, dict[str, dict[str, str]]]:
    """What is attached to a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    assert document.count_attachments() == 1
    attached = document.get_attachment(0)
    assert attached.get_name() == "answers.json"
    content: dict[str, dict[str, dict[str, str]]] = json.loads(bytes(attached.get_data()))
    return content
