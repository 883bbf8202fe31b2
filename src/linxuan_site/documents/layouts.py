"""The workbook that a package brings for a table, filled: its formats, merged cells, pages and footers stay."""

from collections.abc import Iterator

from linxuan.errors import BadInput, DefinitionError
from linxuan.language import say
from linxuan.programme.definition import Call, Paper
from linxuan.screening.confined import Stopped
from linxuan.workbooks.filling import Filling, faults_of, filled
from linxuan_site.documents.content import TablePaper
from linxuan_site.documents.tables import exact, properties_of


def filled_layout(layout: bytes, paper: TablePaper) -> bytes:
    """Return the table in a layout of a package; the same table and layout give the same bytes.

    Raises BadInput where it cannot be filled.
    """
    day = f"{paper.day.year}年{paper.day.month}月{paper.day.day}日"
    words = {"title": paper.title, "office": paper.office, "date": day, "unit": paper.unit}
    marked = {"mark": paper.mark.words} if paper.mark else {}
    filling = Filling(
        columns=paper.ids,
        rows=tuple(tuple(exact(cell) for cell in cells) for cells in paper.rows),
        words=words | marked,
        properties=properties_of(paper.mark) if paper.mark else {},
        code=paper.mark.code if paper.mark else "",
    )
    return filled(layout, filling)


def layout_faults(call: Call) -> Iterator[DefinitionError]:
    """Yield what is wrong in the workbooks that a package brings: the cell, what it is, what to do."""
    for paper in call.papers.values():
        if paper.workbook in call.layouts:
            yield from _faults(call, paper)


def _faults(call: Call, paper: Paper) -> Iterator[DefinitionError]:
    try:
        found = faults_of(call.layouts[paper.workbook], paper.lists)
    except Stopped:
        yield DefinitionError(
            paper.workbook, 0, "", say("打开它用的时间或内存太多，已停下"), say("做得简单些")
        )
    except BadInput as fault:
        yield DefinitionError(paper.workbook, 0, "", fault.problem, say("在Excel或WPS里改好，另存为xlsx"))
    else:
        for one in found:
            yield DefinitionError(paper.workbook, 0, one.place, one.problem, one.hint)
