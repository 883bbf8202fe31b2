"""Codes are read from what a scanner or a telephone makes of a print, whichever way it was handled."""

from pathlib import Path

import pytest

from linxuan.papers.reading import read_pages
from tests.core.papers.made import codes_of, filed
from tests.core.papers.scans import HANDLED, as_file, as_pdf, printed, scanned, turned

CODES = codes_of(filed(), 2)


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return printed(tmp_path_factory.mktemp("print"), CODES)


def texts(tmp_path: Path, content: bytes) -> list[list[str]]:
    path = tmp_path / "upload"
    path.write_bytes(content)
    return [list(one.texts) for one in read_pages(path)]


def test_the_printed_file_itself_is_read(tmp_path: Path, pdf: bytes) -> None:
    assert texts(tmp_path, pdf) == [[CODES[0]], [CODES[1]]]


@pytest.mark.parametrize("dpi", [100, 150, 200])
def test_every_handling_of_a_scan_is_read(tmp_path: Path, pdf: bytes, dpi: int) -> None:
    page = scanned(pdf, dpi)[1]
    handled = [handle(page) for handle in HANDLED.values()]

    read = dict(zip(HANDLED, texts(tmp_path, as_pdf(handled, dpi)), strict=True))

    assert {name for name, found in read.items() if found != [CODES[1]]} == set()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_photo_is_read(tmp_path: Path, pdf: bytes, kind: str) -> None:
    photo = turned(scanned(pdf, 150)[0], 8).convert("RGB")

    assert texts(tmp_path, as_file(photo, kind)) == [[CODES[0]]]


def test_a_page_without_a_code_is_told_as_one(tmp_path: Path, pdf: bytes) -> None:
    blank = scanned(pdf, 100)[0].point(lambda _: 255)

    assert texts(tmp_path, as_pdf([scanned(pdf, 150)[0], blank], 150)) == [[CODES[0]], []]
