"""Prints of filed forms, and what a scanner makes of them."""

from pathlib import Path

from linxuan_site.actions.printing import printed_form
from linxuan_site.models import Submission
from tests.core.papers.scans import as_pdf, scanned, turned
from tests.site.documents.life import application, filed


def form(name: str = "示例公司", **answers: object) -> Submission:
    """A filed form."""
    return filed(application(name, stage="district", **answers))


def print_of(submission: Submission, folder: Path, name: str = "print.pdf") -> Path:
    """Its print, as a file."""
    path = folder / name
    path.write_bytes(printed_form(submission))
    return path


def scan_of(submission: Submission, folder: Path, *, dpi: int = 150, degrees: float = 3) -> Path:
    """A scan of its print, laid askew."""
    path = folder / "scan.pdf"
    pictures = [turned(page, degrees) for page in scanned(printed_form(submission), dpi)]
    path.write_bytes(as_pdf(pictures, dpi))
    return path
