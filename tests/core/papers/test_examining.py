"""A sealed scan beside its print: what every page is, which are missing, doubled, swapped, old or strange."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from linxuan.errors import BadInput
from linxuan.papers import PublicKey, new_key, page_codes
from linxuan.papers.scans import (
    Doubt,
    Examination,
    Expected,
    ScanPage,
    as_plain,
    examine_here,
    examine_scan,
    from_plain,
)
from linxuan.papers.scans.ordering import order_of
from tests.core.papers.scans import as_file, as_pdf, pressed, printed, scanned, turned
from tests.core.papers.stamps import Look, stamped

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


def sealed(page: Image.Image, dpi: int = 150) -> Image.Image:
    """A page with a unit's seal."""
    return stamped(page.convert("RGB"), Look(dpi))


def found(
    folder: Path, pages: Sequence[Image.Image], expected: Expected = EXPECTED, dpi: int = 150
) -> Examination:
    scan = folder / "scan"
    scan.write_bytes(as_pdf(pages, dpi, "RGB"))
    return examine_here([scan], expected, KEYS)


def kinds(examination: Examination) -> list[tuple[str, int | None, int | None]]:
    return [(one.kind, one.page_of_file, one.page_of_print) for one in examination.doubts]


def test_a_scan_of_the_print_leaves_no_doubt(prints: dict[str, list[Image.Image]], tmp_path: Path) -> None:
    pages = [turned(page, 2) for page in prints["new"]]

    examination = found(tmp_path, pages)

    assert examination.is_clear
    assert [one.page_of_print for one in examination.pages] == [1, 2, 3]
    assert all(abs(abs(one.turned or 0) - 2) < 1 for one in examination.pages)
    assert all(abs((one.dpi or 0) - 200) <= 6 for one in examination.pages), "drawn at 200"


def test_pages_that_lie_turned_grey_and_blurred_are_known(
    prints: dict[str, list[Image.Image]], tmp_path: Path
) -> None:
    grey = prints["new"][2].point(lambda tone: 90 + tone * 0.4).filter(ImageFilter.GaussianBlur(0.9))
    pages = [turned(prints["new"][0], 180), turned(prints["new"][1], -90), pressed(grey)]

    examination = found(tmp_path, pages)

    assert examination.is_clear
    lay = [one.turned or 0 for one in examination.pages]
    assert [abs(lay[0]) > 179, abs(lay[1] - 90) < 1, abs(lay[2]) < 1] == [True] * 3


def test_the_dots_an_inch_of_a_photo_are_told_by_its_code(
    prints: dict[str, list[Image.Image]], tmp_path: Path
) -> None:
    scan = tmp_path / "scan"
    scan.write_bytes(as_file(prints["new"][0], "PNG"))

    [page] = examine_here([scan], EXPECTED, KEYS).pages

    assert page.dpi == pytest.approx(150, abs=5)


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
    examination = found(tmp_path, [prints["new"][page - 1] for page in order])

    assert kinds(examination) == doubts
    assert [bool(one.picture) for one in examination.doubts] == [
        kind != "missing" for kind, _file, _page in doubts
    ]


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


@pytest.mark.parametrize(
    ("at", "doubts"), [(3, []), (1, [("no_seal", 3, 3)])], ids=["in its place", "elsewhere"]
)
def test_a_seal_is_wanted_on_the_page_that_has_the_place_for_it(
    tmp_path: Path, at: int, doubts: list[tuple[str, int, int]]
) -> None:
    file, codes = tmp_path / "print.pdf", page_codes(NUMBER, 2, DIGEST, pages=PAGES, key=KEY)
    file.write_bytes(printed(tmp_path, codes, {3: "Seal of the unit"}))
    pages = [
        sealed(page, 200) if number == at else page
        for number, page in enumerate(scanned(file.read_bytes(), 200), start=1)
    ]
    expected = replace(EXPECTED, sealed=True, print=file, seal_words=["Sealoftheunit"])

    examination = found(tmp_path, pages, expected, 200)

    assert kinds(examination) == doubts
    assert all(one.picture and one.picture.startswith(b"\xff\xd8\xff") for one in examination.doubts)


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


@pytest.mark.parametrize(
    ("pages", "digest", "kind"),
    [(PAGES + 1, DIGEST, "older"), (PAGES, "cd" * 32, "foreign")],
    ids=["the same answers laid out on more pages", "other answers"],
)
def test_a_page_of_another_print_of_the_same_number_is_told_apart(
    tmp_path: Path, pages: int, digest: str, kind: str
) -> None:
    codes = page_codes(NUMBER, 2, digest, pages=pages, key=KEY)

    examination = found(tmp_path, scanned(printed(tmp_path, codes[:1]), 150))

    assert kinds(examination)[0] == (kind, 1, None)


def test_a_code_that_was_changed_is_altered_and_one_of_a_revoked_key_proves_nothing(tmp_path: Path) -> None:
    first, second, _ = page_codes(NUMBER, 2, DIGEST, pages=PAGES, key=KEY)
    changed = first[:-1] + ("0" if first[-1] != "0" else "1")
    scan = tmp_path / "scan"
    scan.write_bytes(as_pdf(scanned(printed(tmp_path, [changed, second]), 150), 150))
    revoked = PublicKey(KEY.public.raw, date(2023, 5, 12))

    examination = examine_here([scan], EXPECTED, {revoked.id: revoked})

    assert [one.outcome for one in examination.pages] == ["altered", "revoked"]


def test_an_encrypted_pdf_and_one_of_too_many_pages_are_refused_with_their_reasons(tmp_path: Path) -> None:
    import pikepdf

    many, locked = tmp_path / "many", tmp_path / "locked"
    many.write_bytes(as_pdf([Image.new("L", (8, 8))] * 61, 72))
    with pikepdf.open(many) as document:
        document.save(locked, encryption=pikepdf.Encryption(user="a", owner="b"))

    with pytest.raises(BadInput, match="60页"):
        examine_here([many], EXPECTED, KEYS)
    with pytest.raises(BadInput, match="密码"):
        examine_here([locked], EXPECTED, KEYS)


@given(st.permutations(range(1, 9)), st.integers(0, 8))
def test_pages_are_in_order_once_the_swapped_are_taken_out(pages: list[int], cut: int) -> None:
    seen = pages[cut:]
    order = order_of(seen, 8)

    rest = [page for place, page in enumerate(seen) if place not in order.swapped]
    assert rest == sorted(rest)
    assert sorted([*order.missing, *seen]) == list(range(1, 9))
    assert not order.doubled


PARTS = st.floats(0, 1)
BOXES = st.tuples(PARTS, PARTS, PARTS, PARTS)
SEALS = st.lists(BOXES, max_size=3).map(tuple)
COUNTS = st.integers(1, 60)
SCAN_PAGES = st.builds(
    ScanPage,
    COUNTS,
    COUNTS,
    st.sampled_from(["ours", "older", "unread"]),
    st.none() | COUNTS,
    st.none() | st.floats(-180, 180),
    st.none() | COUNTS,
    seals=SEALS,
    name_seals=SEALS,
)
DOUBTS = st.builds(
    Doubt,
    st.sampled_from(["missing", "no_seal", "differs"]),
    st.text(max_size=20),
    st.none() | COUNTS,
    box=st.none() | BOXES,
    picture=st.none() | st.binary(min_size=1, max_size=20),
)


@given(st.builds(Examination, st.lists(SCAN_PAGES, max_size=4), st.lists(DOUBTS, max_size=4)))
def test_an_examination_is_the_same_after_it_was_json(examination: Examination) -> None:
    assert from_plain(json.loads(json.dumps(as_plain(examination)))) == examination
