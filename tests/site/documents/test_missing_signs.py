"""No paper shows an empty box where a sign should be, whatever is in a name."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from linxuan.programme.definition import Call
from linxuan.programme.reading import read_programme
from linxuan_site.documents.desk_papers import Envelope
from linxuan_site.documents.specimens import Specimen, is_table, specimen_file, specimens_of
from linxuan_site.documents.typesetting import typeset
from tests.site.documents.papers import RARE, form, letter
from tests.site.documents.reading import text_of

DAY = date(2023, 5, 12)
DALIAN: Call = read_programme(Path(__file__).parents[3] / "programmes" / "dalian-2023")
PAPERS = [one for one in specimens_of(DALIAN) if not is_table(one)]
ENVELOPE = Envelope(
    title="甲区工信局材料清单",
    call="示例通知",
    receiver="示例局",
    day="2023-05-12",
    heads=("序号", "编号", "名称", "材料", "份数", "还缺什么"),
    rows=[("1", "5-EN-0001", f"示例{RARE}公司", "申报书", "3/3", "齐全")],
    sums=[("申报书", "3", "3")],
)
IN_NO_FACE = "ก"
"""A Thai letter."""


def missing(pdf: bytes) -> int:
    """Count the signs that are drawn as the glyph of a sign that a face lacks, which is its first."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return sum(shown == 0 for page in document.pages for shown in drawn(page))


def drawn(page: pikepdf.Page) -> Iterator[int]:
    """The glyphs of a page: Typst writes all faces with two bytes a glyph."""
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else [operands[0]]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    yield from (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))


def id_of(specimen: Specimen) -> str:
    return f"{specimen.paper.id}-{specimen.procedure}"


@pytest.mark.parametrize("specimen", PAPERS, ids=map(id_of, PAPERS))
def test_every_paper_of_the_programme_has_a_face_for_every_sign(specimen: Specimen) -> None:
    pdf = specimen_file(DALIAN, specimen, DAY)

    assert missing(pdf) == 0
    assert len(text_of(pdf)) > 100


@pytest.mark.parametrize(
    ("template", "content"),
    [("form.typ", asdict(form())), ("letter.typ", asdict(letter())), ("desk-envelope.typ", vars(ENVELOPE))],
    ids=["form", "letter", "envelope"],
)
def test_names_with_signs_that_few_faces_have_are_printed(template: str, content: dict[str, object]) -> None:
    pdf = typeset(template, content)

    assert missing(pdf) == 0
    assert RARE in text_of(pdf)


def test_a_sign_that_no_face_has_is_found_by_this_test() -> None:
    assert missing(typeset("sample.typ", {"title": IN_NO_FACE})) > 0
