"""An office's own fonts: which families lie in a folder, and that papers are laid out with them."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pylopdf_fonts_zh_cn
import pytest

from linxuan_site.documents.letters import letter_pdf
from linxuan_site.documents.own_faces import own_families
from tests.site.documents.papers import letter
from tests.site.documents.reading import text_of

POSTSCRIPT = 6
"""Of the names of a font, the one that a PDF calls it by."""
FACES = Path(pylopdf_fonts_zh_cn.serif_path()).parent


def test_the_families_of_a_folder_are_read_from_its_fonts(settings: Any) -> None:
    settings.FONTS = str(FACES)

    assert {"Noto Serif SC", "Noto Sans SC"} <= set(own_families())


def test_without_a_folder_there_are_none(settings: Any) -> None:
    settings.FONTS = ""

    assert own_families() == ()


@pytest.mark.parametrize("content", [b"", b"no font", b"ttcf", b"\0\1\0\0\0\xff"])
def test_what_is_no_font_is_passed_over(settings: Any, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "broken.ttf").write_bytes(content)
    settings.FONTS = str(tmp_path)

    assert own_families() == ()
    assert "示例作坊1" in text_of(letter_pdf(letter()))


def test_a_letter_takes_the_own_family_for_its_text(settings: Any, tmp_path: Path) -> None:
    fonts = pytest.importorskip("fontTools.ttLib")
    face = fonts.TTFont(pylopdf_fonts_zh_cn.sans_path())
    for name in face["name"].names:
        name.string = "OwnFace" if name.nameID == POSTSCRIPT else "仿宋_GB2312"
    face.save(tmp_path / "own.ttf")
    settings.FONTS = str(tmp_path)
    pdf = letter_pdf(letter())

    assert "仿宋_GB2312" in own_families()
    assert any("OwnFace" in name for name in faces_of(pdf))
    assert letter_pdf(letter()) == pdf


def faces_of(pdf: bytes) -> set[str]:
    """The fonts that a file has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(one.BaseFont)
            for one in document.objects
            if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
        }
