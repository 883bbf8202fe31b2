"""A letter to go on editing is what Word opens, in the layout of GB/T 9704, and what is filled in stays text."""

import zipfile
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from linxuan.letters.content import Block, Letter
from linxuan.letters.filling import letter_docx

ATTACKS = (
    "{{ 7 * 7 }}",
    "{% for x in ''.__class__.__mro__ %}",
    "{%p if words %}",
    "{%tr for row in rows %}",
    "{_{ office }_}",
    "{_% endfor %_}",
    "{# gone #}",
    "{{r office }}",
    "</w:t></w:r><w:r><w:t>&amp;<b>",
    "${office}",
)


def letter(**keys: Any) -> Letter:
    given: dict[str, Any] = {
        "office": "示例区工业局",
        "reference": "〔2023〕　　　号",
        "title": ("示例遴选", "推荐意见"),
        "addressee": "示例市工业局：",
        "blocks": (
            Block(
                words=("现推荐2个申报主体：",),
                heads=("顺序", "名称"),
                rows=(("1", "示例甲"), ("2", "示例乙")),
                widths=(4, 40),
            ),
        ),
        "annexes": ("附件：汇总表",),
        "day": "2023年5月6日",
        "contact": "（联系人：　　　）",
        "issued_on": "2023-05-06",
        "note": "不作证明",
    }
    return Letter(**{**given, **keys})


def opened(file: bytes) -> Any:
    return docx.Document(BytesIO(file))


def words(document: Any) -> list[str]:
    return [one.text for one in document.paragraphs if one.text]


def cells(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_letter_says_all_in_its_order() -> None:
    document = opened(letter_docx(letter()))

    assert words(document) == [
        "示例区工业局",
        "〔2023〕　　　号",
        "示例遴选",
        "推荐意见",
        "示例市工业局：",
        "现推荐2个申报主体：",
        "附件：汇总表",
        "示例区工业局",
        "2023年5月6日",
        "（联系人：　　　）",
    ]
    assert cells(document.tables[0]) == [["顺序", "名称"], ["1", "示例甲"], ["2", "示例乙"]]


def test_a_letter_is_laid_out_as_the_standard_says() -> None:
    document = opened(letter_docx(letter()))
    (section,) = document.sections
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    office, title, said = (document.paragraphs[place].runs[0] for place in (0, 3, 6))
    faces = [run.element.rPr.rFonts.get(qn("w:eastAsia")) for run in (office, title, said)]

    assert [round(one / Mm(1)) for one in margins] == [37, 35, 28, 26]
    assert faces == ["方正小标宋简体", "方正小标宋简体", "仿宋_GB2312"]
    assert (office.font.size, title.font.size, said.font.size) == (Pt(32), Pt(22), Pt(16))
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)
    assert "PAGE" in section.footer._element.xml
    assert section.different_first_page_header_footer


def test_the_heads_of_a_table_stand_on_every_page_and_its_columns_have_their_shares() -> None:
    (table,) = opened(letter_docx(letter())).tables
    heads, *rows = table._tbl.tr_lst
    first, second = (int(one.get(qn("w:w"))) for one in table._tbl.tblGrid)

    assert heads.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None
    assert all(row.find(qn("w:trPr")).find(qn("w:tblHeader")) is None for row in rows)
    assert round(second / first) == 10
    assert [cell.width for cell in table.rows[1].cells] == [first * 635, second * 635]


def test_tags_and_markup_in_a_text_stay_text_wherever_they_stand() -> None:
    block = Block("".join(ATTACKS), ATTACKS, ATTACKS, (ATTACKS, ATTACKS), (8,) * len(ATTACKS))
    document = opened(
        letter_docx(
            letter(office=ATTACKS[0], title=ATTACKS, blocks=(block,), annexes=ATTACKS, day=ATTACKS[1])
        )
    )

    assert [one for one in words(document) if one in ATTACKS] == [
        ATTACKS[0],
        *ATTACKS,
        *ATTACKS,
        *ATTACKS,
        *ATTACKS[:2],
    ]
    assert "".join(ATTACKS) in words(document)
    assert cells(document.tables[0]) == [list(ATTACKS)] * 3
    assert document.core_properties.author == ATTACKS[0]


def test_signs_that_no_file_can_hold_are_left_out_and_rare_ones_stay() -> None:
    block = Block(words=("䶮𬭎镕\x00堃\x0b喆\x1f\ufffe\ud800", "一行\r\n二行\t完", "a\x07\x0cb"))
    document = opened(letter_docx(letter(blocks=(block,))))

    assert words(document)[5:8] == ["䶮𬭎镕堃喆", "一行\n二行\t完", "ab"]


def test_what_is_empty_leaves_nothing_behind() -> None:
    document = opened(letter_docx(letter(addressee="", annexes=(), blocks=(Block(words=("一段",)), Block()))))

    assert document.tables == []
    assert words(document)[4:6] == ["一段", "示例区工业局"]


def test_two_tables_one_after_the_other_stay_two() -> None:
    facts = Block("一、情况", rows=(("名称", "示例"), ("地址", "示例路")), widths=(13, 67))
    listed = Block(heads=("甲", "乙", "丙"), rows=(("1", "2", "3"),), widths=(8, 8, 8))
    document = opened(letter_docx(letter(blocks=(facts, listed))))

    kinds = [one.tag.rpartition("}")[2] for one in document.element.body]
    assert "tbl tbl" not in " ".join(kinds)
    assert [cells(table) for table in document.tables] == [
        [["名称", "示例"], ["地址", "示例路"]],
        [["甲", "乙", "丙"], ["1", "2", "3"]],
    ]
    assert [len(table._tbl.tblGrid) for table in document.tables] == [2, 3]


def test_the_same_letter_gives_the_same_bytes_and_says_that_it_proves_nothing() -> None:
    first = letter_docx(letter())

    assert letter_docx(letter()) == first
    assert opened(first).core_properties.comments == "不作证明"
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
        assert not any(b"{{" in archive.read(one) or b"{%" in archive.read(one) for one in archive.namelist())


def stays(paragraph: Any) -> bool:
    kept = paragraph._p.pPr.find(qn("w:keepNext")) if paragraph._p.pPr is not None else None
    return kept is not None and kept.get(qn("w:val"), "1") not in ("0", "false")


def test_the_office_and_its_day_never_stand_alone_on_the_last_page() -> None:
    words_last = opened(letter_docx(letter(blocks=(Block(words=("一段", "二段")), Block()), annexes=())))
    table_last = opened(letter_docx(letter(annexes=())))
    said = {one.text: stays(one) for one in words_last.paragraphs}
    rows = [stays(row.cells[0].paragraphs[0]) for row in table_last.tables[0].rows]

    assert not said["一段"]
    assert said["二段"]
    assert rows == [True, False, True]
    assert all(stays(one) for one in table_last.paragraphs[-5:-1])
