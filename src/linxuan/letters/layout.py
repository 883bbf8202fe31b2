"""Our template of a letter, a Word file with the tags of docxtpl: the layout of GB/T 9704-2012.

Type area of 156 × 225 mm with 22 lines, 三号 as its size, the office in red above a red line, page numbers
outside. It is made in code, so that what is laid out can be read and compared; a tag names what
`filling.py` gives it and nothing else.
"""

from io import BytesIO
from typing import Any

TITLE, BODY, HEADING, NUMBER = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"
"""Named and not embedded: Windows and WPS of an office have them."""
SIGN, SMALL = 16, 12
"""三号 and 小四, in points: the text, and the cells of a table."""
PITCH = 28.95
"""225 mm by 22 lines, in points."""
RED = "C00000"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def letter_template() -> bytes:
    """Return the template; the tags in it are ours alone."""
    import docx

    document = docx.Document()
    about = document.core_properties
    about.author = about.comments = about.title = ""
    _page(document)
    _head(document)
    _blocks(document)
    _ending(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _page(document: Any) -> None:
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    normal = document.styles["Normal"]
    _face(normal, BODY, SIGN)
    normal.element.rPr.append(_xml('<w:lang {w} w:val="en-US" w:eastAsia="zh-CN"/>'))
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(PITCH)
    _number_pages(document, section)


def _number_pages(document: Any, section: Any) -> None:
    """— 2 —, outside; the first page of a letter bears no number."""
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    for footer, to in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        _align(paragraph, to)
        _run(paragraph, "— ", NUMBER, 14)
        size = '<w:rPr><w:sz w:val="28"/></w:rPr>'
        paragraph._p.append(  # noqa: SLF001 - the library has no fields
            _xml(f'<w:fldSimple {{w}} w:instr=" PAGE "><w:r>{size}<w:t>2</w:t></w:r></w:fldSimple>')
        )
        _run(paragraph, " —", NUMBER, 14)


def _head(document: Any) -> None:
    from docx.shared import Pt, RGBColor

    above = _paragraph(document, "", to="center", indent=False)
    above.paragraph_format.line_spacing = Pt(45)
    office = _run(above, "{{ office }}", TITLE, 32)
    office.font.color.rgb = RGBColor.from_string(RED)
    _sized(office, "{{ office_size }}")
    _ruled(above)
    _paragraph(document, "{{ reference }}", to="right", indent=False)
    _paragraph(document, "", indent=False)
    _tag(document, "for line in title")
    title = _paragraph(document, "", to="center", indent=False)
    title.paragraph_format.line_spacing = Pt(32)
    _sized(_run(title, "{{ line }}", TITLE, 22), "{{ title_size }}")
    _tag(document, "endfor")
    _paragraph(document, "", indent=False)
    _tag(document, "if addressee")
    _paragraph(document, "{{ addressee }}", indent=False)
    _tag(document, "endif")


def _blocks(document: Any) -> None:
    _tag(document, "for block in blocks")
    _tag(document, "if block.heading")
    heading = _paragraph(document, "")
    heading.paragraph_format.keep_with_next = True
    _run(heading, "{{ block.heading }}", HEADING, SIGN)
    _tag(document, "endif")
    _tag(document, "for words in block.words")
    said = _paragraph(document, "{{ words.said }}")
    _stays(said, "words.stays")
    _tag(document, "endfor")
    _tag(document, "if block.rows")
    _tag(document, "if block.apart")
    _paragraph(document, "", indent=False)
    _tag(document, "endif")
    _table(document)
    _tag(document, "endif")
    _tag(document, "endfor")


def _table(document: Any) -> None:
    """Heads that stand on every page; as many columns as a block has, each as wide as it says."""
    table = document.add_table(rows=0, cols=3, style="Table Grid")
    table.autofit = False
    _row_tag(table, "if block.heads")
    heads = _row(table, "block.heads", HEADING, stays="1")
    heads.append(_xml("<w:tblHeader {w}/>"))
    _row_tag(table, "endif")
    _row_tag(table, "for row in block.rows")
    _row(table, "row.said", BODY, stays="row.stays")
    _row_tag(table, "endfor")
    grid = table._tbl.tblGrid  # noqa: SLF001 - the library has no columns that are counted later
    for column in list(grid):
        grid.remove(column)
    grid.text = "{% for column in block.columns %}"
    grid.append(_xml('<w:gridCol {w} w:w="{{ column.side }}"/>'))
    grid[0].tail = "{% endfor %}"


def _row_tag(table: Any, tag: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(f"{{%tr {tag} %}}")


def _row(table: Any, of: str, face: str, *, stays: str) -> Any:
    """A row with one cell for each of what `of` names; its properties are returned."""
    from docx.shared import Pt

    row = table.add_row()
    begins, cell, ends = row.cells
    begins.paragraphs[0].add_run(f"{{%tc for cell in {of} %}}")
    ends.paragraphs[0].add_run("{%tc endfor %}")
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 - a width that a tag gives
    for width in list(properties):
        properties.remove(width)
    properties.append(_xml('<w:tcW {w} w:type="dxa" w:w="{{ block.columns[loop.index0].side }}"/>'))
    properties.append(_xml('<w:vAlign {w} w:val="center"/>'))
    (paragraph,) = cell.paragraphs
    paragraph.paragraph_format.line_spacing = Pt(18)
    paragraph._p.get_or_add_pPr().append(  # noqa: SLF001 - as above
        _xml('<w:jc {w} w:val="{{ block.columns[loop.index0].to }}"/>')
    )
    _stays(paragraph, stays)
    _run(paragraph, "{{ cell }}", face, SMALL)
    kept = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no rows that stay whole
    kept.append(_xml("<w:cantSplit {w}/>"))
    return kept


def _ending(document: Any) -> None:
    """Annexes, the office and its day, whom to ask: on one page with the last words, so that nobody seals an empty one."""
    from docx.shared import Pt

    _tag(document, "if annexes")
    _paragraph(document, "", indent=False).paragraph_format.keep_with_next = True
    _tag(document, "for annex in annexes")
    _paragraph(document, "{{ annex }}").paragraph_format.keep_with_next = True
    _tag(document, "endfor")
    _tag(document, "endif")
    for words in ("", "{{ office }}", "{{ day }}"):
        signed = _paragraph(document, words, to="right", indent=False)
        signed.paragraph_format.right_indent = Pt(4 * SIGN)
        signed.paragraph_format.keep_with_next = True
    _paragraph(document, "", indent=False).paragraph_format.keep_with_next = True
    _paragraph(document, "{{ contact }}")


def _stays(paragraph: Any, tag: str) -> None:
    """A tag tells whether a paragraph stays on the page of what follows it."""
    from docx.oxml.ns import qn

    paragraph.paragraph_format.keep_with_next = True
    kept = paragraph._p.pPr.find(qn("w:keepNext"))  # noqa: SLF001 - a value that a tag gives
    kept.set(qn("w:val"), f"{{{{ {tag} }}}}")


def _tag(document: Any, tag: str) -> None:
    """A tag in a paragraph that goes when it is filled."""
    document.add_paragraph(f"{{%p {tag} %}}")


def _paragraph(document: Any, words: str, *, to: str = "both", indent: bool = True) -> Any:
    from docx.shared import Pt

    paragraph = document.add_paragraph()
    _align(paragraph, to)
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(2 * SIGN)
    if words:
        _run(paragraph, words, BODY, SIGN)
    return paragraph


def _align(paragraph: Any, to: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph.alignment = WD_ALIGN_PARAGRAPH.from_xml(to)


def _run(paragraph: Any, words: str, face: str, size: float) -> Any:
    run = paragraph.add_run(words)
    _face(run, face, size)
    return run


def _face(of: Any, name: str, size: float) -> None:
    """One face for Chinese and Latin signs, for which Word keeps a face each; “” and — are Chinese ones."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    of.font.name, of.font.size = name, Pt(size)
    faces = of.element.get_or_add_rPr().get_or_add_rFonts()
    faces.set(qn("w:eastAsia"), name)
    faces.set(qn("w:hint"), "eastAsia")


def _sized(run: Any, tag: str) -> None:
    """The size in half points is what a tag gives."""
    from docx.oxml.ns import qn

    run.element.rPr.find(qn("w:sz")).set(qn("w:val"), tag)


def _ruled(paragraph: Any) -> None:
    """The red double line 4 mm (11 pt) under the name of the office, the thick one above."""
    rule = f'w:val="thickThinSmallGap" w:sz="18" w:space="11" w:color="{RED}"'
    paragraph._p.get_or_add_pPr().insert_element_before(  # noqa: SLF001 - the library has no borders
        _xml(f"<w:pBdr {{w}}><w:bottom {rule}/></w:pBdr>"),
        "w:shd",
        "w:tabs",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:rPr",
    )


def _xml(text: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(text.replace("{w}", f'xmlns:w="{W}"', 1))
