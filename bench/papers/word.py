"""The form as a Word file for LibreOffice: the words, tables and faces of ours, without its codes and its data."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

SONG, HEI = "Noto Serif SC", "Noto Sans SC"


def write_word(form: Mapping[str, Any], place: Path) -> None:
    """Write what stands on a form (`FormPaper`) as a file for Word."""
    from docx import Document

    document: Any = Document()
    _measures(document, form)
    _cover(document, form)
    names = [one["name"] for one in form["sections"]]
    for line in ("目　录", *names, "签字盖章"):
        document.add_paragraph(line)
    document.add_page_break()
    for section in form["sections"]:
        document.add_heading(section["name"], 1)
        for block in section["blocks"]:
            _block(document, block)
    document.add_heading("签字盖章", 1)
    _table(document, [[one["label"] + "\n" * 7 for one in form["seals"]]])
    for note in form["notes"]:
        document.add_paragraph(f"· {note}")
    document.save(str(place))


def _measures(document: Any, form: Mapping[str, Any]) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    for style, face, size in (("Normal", SONG, 10.5), ("Heading 1", HEI, 14)):
        font = document.styles[style].font
        font.name, font.size = face, Pt(size)
        document.styles[style].element.rPr.rFonts.set(qn("w:eastAsia"), face)
    lines = document.styles["Normal"].paragraph_format
    lines.space_after, lines.line_spacing = Pt(0), Pt(18)
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(28), Mm(24), Mm(28), Mm(40)
    page.header.paragraphs[0].text = f"{form['applicant']}　{form['title']}"
    foot = page.footer.paragraphs[0]
    foot.add_run(f"编号 {form['number']}　第 {form['revision']} 稿　校验码 {form['digest']}　第 ")
    _field(foot, "PAGE")
    foot.add_run(" 页　共 ")
    _field(foot, "NUMPAGES")
    foot.add_run(" 页")


def _field(paragraph: Any, code: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    paragraph.add_run().element.addprevious(field)


def _cover(document: Any, form: Mapping[str, Any]) -> None:
    for line in (form["call"], form["title"]):
        document.add_paragraph(line)
    _table(document, form["cover"])
    document.add_paragraph(form["authority"])
    document.add_page_break()


def _block(document: Any, block: Mapping[str, Any]) -> None:
    if block["kind"] == "answers":
        _table(document, list(_in_pairs(block["answers"])))
    elif block["kind"] == "years":
        heads = ["指标", "单位", *(f"{year}年" for year in block["years"])]
        _table(document, [heads, *([one["label"], one["unit"], *one["amounts"]] for one in block["lines"])])
    elif block["kind"] == "group":
        document.add_paragraph(block["label"])
        rows = [[str(at), *row] for at, row in enumerate(block["rows"], start=1)]
        _table(document, [["序号", *block["heads"]], *rows])
    else:
        _table(document, [[block["label"]], [block["text"]]])


def _in_pairs(answers: Sequence[Mapping[str, Any]]) -> Iterator[list[str]]:
    """Rows of four cells; a wide answer has its own row, its cell as wide as three."""
    waiting: list[str] = []
    for one in answers:
        cells = [one["label"], _shown(one)]
        if one["wide"]:
            if waiting:
                yield [*waiting, "", ""]
            waiting = []
            yield cells
        elif waiting:
            yield [*waiting, *cells]
            waiting = []
        else:
            waiting = cells
    if waiting:
        yield [*waiting, "", ""]


def _shown(answer: Mapping[str, Any]) -> str:
    boxes = "　".join(("■" if one["ticked"] else "□") + one["label"] for one in answer["boxes"])
    return boxes or answer["text"]


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    columns = max((len(row) for row in rows), default=0)
    if not columns:
        return
    table = document.add_table(0, columns, style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for at, words in enumerate(row):
            cells[at].text = words
        if len(row) < columns:
            cells[len(row) - 1].merge(cells[-1])
    document.add_paragraph()
