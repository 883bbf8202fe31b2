"""A sealed scan beside its print: what every page is, which are missing, doubled, swapped, old or strange."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from linxuan.errors import BadInput
from linxuan.papers import new_key, page_codes
from linxuan.papers.scans import Examination, Expected, as_plain, examine_here, examine_scan, from_plain
from tests.core.papers.scans import as_file, as_pdf, printed, scanned, turned

NUMBER, DIGEST, PAGES = "5-EN-0031", "ab" * 32, 3
KEY = new_key()
KEYS = {KEY.public.id: KEY.public}
EXPECTED = Expected(NUMBER, 2, PAGES, DIGEST)


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Image.Image]]:
    """The pages of the print, of the revision before, and of another application's."""
    said = {"new": (NUMBER, 2), "old": (NUMBER, 1), "strange": ("5-EN-0032", 2)}
    return {
        name: scanned(
            printed(
                tmp_path_factory.mktemp(name), page_codes(number, revision, DIGEST, pages=PAGES, key=KEY)
            ),
            150,
        )
        for name, (number, revision) in said.items()
    }


def sealed(page: Image.Image) -> Image.Image:
    """A page with a round red seal."""
    page = page.convert("RGB")
    side = page.width // 5
    ImageDraw.Draw(page).ellipse((side, side, 2 * side, 2 * side), outline=(200, 30, 40), width=8)
    return page


def found(folder: Path, pages: Sequence[Image.Image], expected: Expected = EXPECTED) -> Examination:
    scan = folder / "scan"
    scan.write_bytes(as_pdf(pages, 150, "RGB"))
    return examine_here([scan], expected, KEYS)


def kinds(examination: Examination) -> list[tuple[str, int | None, int | None]]:
    return [(one.kind, one.page_of_file, one.page_of_print) for one in examination.doubts]


def test_a_scan_of_the_print_leaves_no_doubt(prints: dict[str, list[Image.Image]], tmp_path: Path) -> None:
    pages = [turned(page, 2) for page in prints["new"]]

    examination = found(tmp_path, pages)

    assert examination.is_clear
    assert [one.page_of_print for one in examination.pages] == [1, 2, 3]
    assert all(abs(abs(one.turned or 0) - 2) < 1 for one in examination.pages)


@pytest.mark.parametrize(
    ("order", "doubts"),
    [
        ([1, 3], [("missing", None, 2)]),
        ([1, 2, 2, 3], [("doubled", 3, 2)]),
        ([2, 3, 1], [("swapped", 3, 1)]),
    ],
)
def test_what_is_wrong_with_the_order_is_named(
    prints: dict[str, list[Image.Image]],
    tmp_path: Path,
    order: list[int],
    doubts: list[tuple[str, int | None, int | None]],
) -> None:
    assert kinds(found(tmp_path, [prints["new"][page - 1] for page in order])) == doubts


def test_pages_of_elsewhere_are_shown_to_a_person(
    prints: dict[str, list[Image.Image]], tmp_path: Path
) -> None:
    blank = Image.new("L", prints["new"][0].size, 255)

    examination = found(tmp_path, [*prints["new"], prints["old"][0], prints["strange"][0], blank])

    assert kinds(examination) == [("older", 4, None), ("foreign", 5, None), ("unread", 6, None)]
    assert all(one.picture and one.picture.startswith(b"\xff\xd8\xff") for one in examination.doubts)
    assert "第1稿" in examination.doubts[0].words
    assert "5-EN-0032" in examination.doubts[1].words


def test_a_code_that_no_key_of_ours_signed_is_doubted(
    prints: dict[str, list[Image.Image]], tmp_path: Path
) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(as_pdf(prints["new"][:1], 150))

    [page] = examine_here([scan], EXPECTED, {}).pages

    assert page.outcome == "foreign"


@pytest.mark.parametrize(("inked", "doubts"), [(True, []), (False, ["no_seal"])])
def test_a_red_seal_is_looked_for_where_one_is_wanted(
    prints: dict[str, list[Image.Image]], tmp_path: Path, inked: bool, doubts: list[str]
) -> None:
    first = sealed(prints["new"][0]) if inked else prints["new"][0]

    examination = found(tmp_path, [first, *prints["new"][1:]], Expected(NUMBER, 2, PAGES, DIGEST, True))

    assert [one.kind for one in examination.doubts] == doubts


def test_photos_and_files_together_are_one_scan_read_in_a_child(
    prints: dict[str, list[Image.Image]], tmp_path: Path
) -> None:
    files = [tmp_path / str(number) for number in (1, 2)]
    files[0].write_bytes(as_file(prints["new"][0].rotate(90, expand=True), "PNG"))
    files[1].write_bytes(as_pdf(prints["new"][1:], 150))

    examination = examine_scan(files, EXPECTED, KEYS)

    assert examination.is_clear
    assert [(one.file, one.page_of_file) for one in examination.pages] == [(1, 1), (2, 1), (2, 2)]
    assert abs(examination.pages[0].turned or 0) == pytest.approx(90, abs=1)
    assert from_plain(as_plain(examination)) == examination


@pytest.mark.parametrize(
    ("content", "words"), [(b"%PDF-1.7 sealed", "已损坏或不完整"), (b"<svg/>", "不是PDF")]
)
def test_what_cannot_be_read_is_told_by_its_place(tmp_path: Path, content: bytes, words: str) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(content)

    with pytest.raises(BadInput, match=words) as fault:
        examine_scan([scan], EXPECTED, KEYS)

    assert "第1个文件" in str(fault.value)
