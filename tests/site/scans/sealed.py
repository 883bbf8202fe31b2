"""Scans that are handed in, and what an examination says of them without looking."""

from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image

from linxuan.papers.scans import Doubt, Examination, Expected, ScanPage
from linxuan_site.actions.scan_work import work_on_scans
from linxuan_site.models import Application, ScanExamination
from tests.core.papers.scans import as_pdf

Examiner = Callable[..., None]
CLEAR = Examination([ScanPage(1, 1, "ours", 1), ScanPage(1, 2, "ours", 2)], [])


def picture(colour: str = "white") -> bytes:
    """A picture of a doubt, as the child draws one."""
    file = BytesIO()
    Image.new("RGB", (40, 20), colour).save(file, "JPEG")
    return file.getvalue()


DOUBTED = Examination(
    [ScanPage(1, 1, "ours", 1, turned=-90.0), ScanPage(1, 2, "older")],
    [
        Doubt("differs", "第1页有一处不一样", 1, 1, 1, (0.1, 0.2, 0.3, 0.1), picture()),
        Doubt("older", "这一页是第1稿的打印件", 1, 2),
        Doubt("missing", "没有找到打印件的第2页", page_of_print=2),
    ],
)


def blank_print(_submission: object) -> bytes:
    """A print of two small pages, for an examination that does not look."""
    return as_pdf([Image.new("RGB", (60, 80)), Image.new("RGB", (60, 80))], 50)


class Looks:
    """Answers for the core: notes what it was asked, says what a test wants it to say."""

    def __init__(self) -> None:
        self.says: Examination | Exception = CLEAR
        self.asked: list[tuple[list[bytes], Expected]] = []

    def __call__(self, files: Sequence[Path], expected: Expected, _keys: object) -> Examination:
        self.asked.append(([path.read_bytes() for path in files], expected))
        if isinstance(self.says, Exception):
            raise self.says
        return self.says

    def at(self, application: Application, found: Examination | Exception) -> ScanExamination:
        """Examine what waits, and return the examination that counts for an application."""
        self.says = found
        assert work_on_scans() >= 1
        return application.scan_examinations.latest("pk")
