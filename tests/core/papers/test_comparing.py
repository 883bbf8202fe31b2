"""The pictures of a scan beside its print: what was changed on paper is shown, and what nobody changed is not."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pylopdf_fonts_zh_cn import serif_path

from linxuan.papers import new_key, page_codes
from linxuan.papers.drawing import DOTS, code_png
from linxuan.papers.scans import Doubt, Examination, Expected, examine_here
from linxuan.papers.scans.comparing.prints import Print, Sign
from linxuan.papers.scans.comparing.tiles import boxes_of
from tests.core.papers.scans import as_pdf, pressed, scanned, turned
from tests.core.papers.stamps import Look, dots, stamped

NUMBER, DIGEST = "5-EN-0031", "ab" * 32
KEY = new_key()
KEYS = {KEY.public.id: KEY.public}
PAPER = """#set page(paper: "a4", margin: 20mm)
#set text(font: "Noto Serif SC", size: 10.5pt)
#let words = sys.inputs.words.split("|")
= 服务型制造示范遴选申报书
#v(1em)
#table(columns: (4fr, 1fr, 2fr, 2fr, 2fr), inset: 6pt,
  align: (left, center, right, right, right), ..words)
#v(1em)
#for _ in range(5) [
  公司把从卖产品转到卖服务写进发展规划，由总经理牵头，每季度检查一次进展。在原有设备上加装传感器，按运行数据安排检修，
  客户停机时间比上一年减少三成。接入设备 1,286 台，平均响应时间 12 分钟，客户满意度 98.6%，全年没有重大投诉。 \\ ]
#v(2em)
申报单位（公章） #h(1fr) #box(width: 12em)[年 #h(2em) 月 #h(2em) 日]
#place(bottom + left, image("code.png", width: 24mm * 49 / 41))
"""
WORDS = (
    "指标|单位|2020|2021|2022|从业人数|人|7,834|9,562|6,085|营业收入|万元|48,369.12|50,174.80|63,298.45|"
    "净利润|万元|3,806.90|4,127.55|5,689.03|研发投入|万元|1,208.66|1,593.07|2,380.98"
)


@cache
def printed(words: str = WORDS) -> bytes:
    """A page of a print, of so many words in its table; whatever they are, its code is that of the same answers."""
    import typst

    with TemporaryDirectory() as name:
        folder = Path(name)
        [code] = page_codes(NUMBER, 1, DIGEST, pages=1, key=KEY)
        (folder / "code.png").write_bytes(code_png(code, DOTS)[0])
        (folder / "paper.typ").write_text(PAPER)
        fonts: list[Path] = [Path(serif_path()).parent]
        made = typst.compile(folder / "paper.typ", sys_inputs={"words": words}, font_paths=fonts)
    assert isinstance(made, bytes)
    return made


def sheet(words: str = WORDS, dpi: int = 200) -> Image.Image:
    [page] = scanned(printed(words), dpi)
    return page.convert("RGB")


def examined(folder: Path, *pages: Image.Image, dpi: int = 200, beside: bool = True) -> Examination:
    scan, print_ = folder / "scan", folder / "print"
    scan.write_bytes(as_pdf(pages, dpi, "RGB"))
    print_.write_bytes(printed())
    expected = Expected(NUMBER, 1, 1, DIGEST, print=print_ if beside else None)
    return examine_here([scan], expected, KEYS)


def handled(page: Image.Image) -> Image.Image:
    """As it comes from a scanner: turned a little, softened, a little grey, pressed."""
    soft = turned(page, 1.3).filter(ImageFilter.GaussianBlur(0.8)).point(lambda tone: 25 + tone * 0.85)
    return pressed(soft).convert("RGB")


def differing(found: Examination) -> Sequence[Doubt]:
    assert {one.kind for one in found.doubts} <= {"differs"}
    return found.doubts


@pytest.mark.parametrize("dpi", [150, 200, 300])
def test_a_page_that_nobody_changed_leaves_no_doubt(tmp_path: Path, dpi: int) -> None:
    found = examined(tmp_path, handled(sheet(dpi=dpi)), dpi=dpi)

    assert differing(found) == []
    assert [(one.compared, one.why_not) for one in found.pages] == [(True, "")]


@pytest.mark.parametrize("degrees", [90, 180, -90, 4])
def test_it_is_compared_however_it_lay_on_the_glass(tmp_path: Path, degrees: float) -> None:
    honest = examined(tmp_path, turned(handled(sheet()), degrees))
    changed = examined(tmp_path, turned(handled(sheet(WORDS.replace("48,369", "43,369"))), degrees))

    assert differing(honest) == []
    assert honest.pages[0].compared
    assert len(differing(changed)) == 1


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("6,085", "8,085"),
        ("48,369", "48,389"),
        ("4,127.55", "4,121.55"),
        ("1,593", "1,598"),
        ("净利润", "净利闰"),
    ],
)
def test_one_sign_that_was_changed_is_shown_beside_the_print(tmp_path: Path, was: str, now: str) -> None:
    [doubt] = differing(examined(tmp_path, handled(sheet(WORDS.replace(was, now)))))

    assert (doubt.page_of_file, doubt.page_of_print) == (1, 1)
    assert "有一处与打印件不同" in doubt.words
    assert doubt.box is not None
    assert doubt.box[2] < 0.04, "as wide as a sign"
    picture = Image.open(io.BytesIO(doubt.picture or b""))
    for start in (0, picture.width // 2 + 6):
        side = picture.crop((start, 0, start + picture.width // 2 - 6, picture.height)).convert("L")
        assert np.asarray(side).min() < 100, "both sides show words"


def test_a_digit_before_a_number_and_words_painted_over_are_shown(tmp_path: Path) -> None:
    white = sheet()
    ImageDraw.Draw(white).rectangle([dots(mm, 200) for mm in (21, 62, 50, 67)], fill="white")

    [before] = differing(examined(tmp_path, handled(sheet(WORDS.replace("3,806.90", "13,806.90")))))
    gone = differing(examined(tmp_path, handled(white)))

    assert before.box is not None
    assert len(gone) == 1


def test_seal_signature_and_date_are_where_they_belong(tmp_path: Path) -> None:
    page = stamped(sheet(), Look(200, at=(60, 155)))
    pen = ImageDraw.Draw(page)
    for start in (148, 160, 172):
        corner = [dots(mm, 200) for mm in (start, 143)]
        pen.line([(corner[0] + x, corner[1] + (7 * x) % 22) for x in range(0, 40, 5)], (20, 30, 110), 3)

    found = examined(tmp_path, handled(page))

    assert differing(found) == []
    assert len(found.pages[0].seals) == 1


def test_another_page_under_the_same_code_is_doubted_as_a_whole(tmp_path: Path) -> None:
    rows = WORDS.split("|")
    other = sheet("|".join(reversed(rows)))
    ImageDraw.Draw(other).rectangle([dots(mm, 200) for mm in (15, 80, 195, 160)], fill="white")

    found = examined(tmp_path, handled(other))

    assert [(one.compared, one.why_not) for one in found.pages] == [(False, "unlike")]
    [doubt] = differing(found)
    assert "整页却与打印件对不上" in doubt.words
    assert doubt.picture is not None


def test_a_picture_that_is_too_coarse_is_said_not_to_be_compared(tmp_path: Path) -> None:
    found = examined(tmp_path, sheet(dpi=100), dpi=100)

    assert [(one.compared, one.why_not) for one in found.pages] == [(False, "coarse")]
    assert differing(found) == []


def test_without_a_print_nothing_is_compared(tmp_path: Path) -> None:
    found = examined(tmp_path, sheet(WORDS.replace("48,369", "43,369")), beside=False)

    assert [(one.compared, one.why_not) for one in found.pages] == [(False, "")]
    assert found.is_clear


def written(page: Image.Image, words: str, at: tuple[float, float]) -> Image.Image:
    """A page on which words were written by hand, millimetres from its upper left corner."""
    font = ImageFont.truetype(str(serif_path()), dots(4.5, 200))
    ImageDraw.Draw(page).text((dots(at[0], 200), dots(at[1], 200)), words, fill=(40, 50, 110), font=font)
    return page


ADDED = {
    "a sentence in an empty place": ("以上数据以附件为准", (60, 185)),
    "a note in the margin": ("见附件", (192, 90)),
    "some words at the end of a line": ("已核", (102, 114)),
}


@pytest.mark.parametrize(("words", "at"), ADDED.values(), ids=ADDED.keys())
def test_what_was_written_where_the_print_has_nothing_is_shown(
    tmp_path: Path, words: str, at: tuple[float, float]
) -> None:
    doubts = differing(examined(tmp_path, handled(written(sheet(), words, at))))

    assert [one.words for one in doubts if "打印件上没有的字迹" in one.words]
    for doubt in doubts:
        assert doubt.picture is not None
        assert doubt.box is not None
        assert doubt.box[1] * 297 == pytest.approx(at[1] + 3, abs=5)


def test_what_is_signed_dated_and_bound_leaves_no_doubt(tmp_path: Path) -> None:
    page = sheet()
    draw = ImageDraw.Draw(page)
    field = next(one for one in signs_of(printed()) if one.text == "章")
    x, y = (side * 200 / 72 for side in (field.box[2], field.box[1]))
    strokes = [(x + 60 + 22 * step, y + (30 if step % 2 else -25)) for step in range(10)]
    draw.line(strokes, (40, 50, 110), 3, joint="curve")
    for down in (108, 188):
        draw.ellipse([dots(mm, 200) for mm in (8, down, 14, down + 6)], fill=(60, 60, 60))
    draw.line([dots(mm, 200) for mm in (8, 9, 17, 17)], (90, 90, 90), 4)
    for speck in (40, 90, 150):
        draw.ellipse([dots(mm, 200) for mm in (speck, 200, speck + 0.8, 200.8)], fill=(70, 70, 70))
    streaked = handled(page)
    ImageDraw.Draw(streaked).line([(900, 0), (900, streaked.height)], (120, 120, 120), 2)

    assert differing(examined(tmp_path, streaked)) == []


def signs_of(pdf: bytes) -> Sequence[Sign]:
    with TemporaryDirectory() as name:
        file = Path(name) / "print.pdf"
        file.write_bytes(pdf)
        print_ = Print(file)
        signs = print_.page(1).signs
        print_.close()
        return signs


def row(text: str, left: float = 100.0) -> list[Sign]:
    """Signs side by side, ten points each."""
    return [
        Sign(sign, (left + 10 * place, 100.0, left + 10 * place + 9, 110.0))
        for place, sign in enumerate(text)
        if sign != " "
    ]


@pytest.mark.parametrize(
    ("signs", "places"),
    [
        (row("金额12万"), 5 + 0),
        (row("12") + row("34", 200), 4 + 4),
        (row("2023年"), 5 + 1),
        (row("年   月   日"), 0),
        (row("每年"), 2),
        (row("负责人签字"), 3),
    ],
)
def test_compared_are_all_signs_but_those_to_be_written_on_and_the_blanks_beside_numbers(
    signs: list[Sign], places: int
) -> None:
    assert len(boxes_of(signs)) == places
