"""A sheet whose one row becomes many: rows below move down, and with them all that speaks of their addresses."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from linxuan.workbooks.addresses import Area, Growth, area_of, letters
from linxuan.workbooks.layouts import Layout
from linxuan.workbooks.parts import BOOK, MAIN, Parts, tree, written

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_CELL = re.compile(r"([A-Z]+)(\d+)")
_AREAS, _FORMULAS = ("ref", "sqref"), ("f", "formula", "formula1", "formula2")


def grow(sheet: Any, layout: Layout, count: int) -> None:
    """Make `count` rows of the row that repeats, from 1, each with its formats and formulas."""
    growth = Growth(layout.row, count)
    _move_formulas(sheet, growth)
    _repeat(sheet, growth)
    _move_merged(sheet, growth)
    for one in sheet.iter():
        if isinstance(one.tag, str) and not one.tag.endswith(("}mergeCell", "}c", "}row", "}f")):
            _move_areas(one, growth)
    for one in sheet.iterfind(f"{MAIN}rowBreaks/{MAIN}brk"):
        one.set("id", str(growth.end(int(one.get("id", "0")))))


def grow_names(parts: Parts, layout: Layout, count: int) -> None:
    """Let the defined names of the workbook take in the new rows, those of areas to print included."""
    growth, book = Growth(layout.row, count), tree(parts[BOOK])
    for one in book.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        one.text = growth.of_name((one.text or "").strip(), layout.sheet)
    calculated = book.find(f"{MAIN}calcPr")
    if calculated is None:
        calculated = book.makeelement(f"{MAIN}calcPr", {})
        after = [one for one in book if one.tag in (f"{MAIN}sheets", f"{MAIN}definedNames")]
        after[-1].addnext(calculated)
    # What a formula came to was for the layout: the reader works it out anew.
    calculated.set("fullCalcOnLoad", "1")
    parts[BOOK] = written(book)


def grow_drawing(drawing: Any, growth: Growth) -> None:
    """Move the pictures that stand below the row."""
    for one in drawing.iter(f"{DRAWN}row"):
        one.text = str(growth.start(int(one.text or "0") + 1) - 1)


def _move_formulas(sheet: Any, growth: Growth) -> None:
    for one in sheet.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] in _FORMULAS and one.text:
            cell = one.getparent()
            at = area_of(str(cell.get("r", ""))) if cell.tag == f"{MAIN}c" else None
            if at is None or at.top != growth.row:
                one.text = growth.of_formula(one.text)


def _repeat(sheet: Any, growth: Growth) -> None:
    data = sheet.find(f"{MAIN}sheetData")
    (pattern,) = data.findall(f"{MAIN}row[@r='{growth.row}']")
    for row in data:
        if int(row.get("r")) > growth.row:
            _renumber(row, growth.start(int(row.get("r"))))
    copies = [deepcopy(pattern) for _place in range(growth.count)]
    for place, copy in enumerate(copies):
        for cell in copy.iterfind(f"{MAIN}c"):
            for formula in cell.iterfind(f"{MAIN}f"):
                formula.text = growth.of_formula_inside(formula.text or "", place)
                _forget_value(cell)
        _renumber(copy, growth.row + place)
        pattern.addprevious(copy)
    data.remove(pattern)


def _forget_value(cell: Any) -> None:
    for value in cell.findall(f"{MAIN}v"):
        cell.remove(value)
    cell.attrib.pop("t", None)


def _renumber(row: Any, to: int) -> None:
    row.set("r", str(to))
    for cell in row.iterfind(f"{MAIN}c"):
        cell.set("r", _CELL.sub(rf"\g<1>{to}", cell.get("r")))
        if cell.find(f"{MAIN}f") is not None:
            _forget_value(cell)


def _move_merged(sheet: Any, growth: Growth) -> None:
    merged = sheet.find(f"{MAIN}mergeCells")
    if merged is None:
        return
    for one in list(merged):
        area = area_of(str(one.get("ref")))
        if area is None:
            continue
        for copy in _merged(area, growth):
            moved = deepcopy(one)
            moved.set("ref", copy.address)
            one.addprevious(moved)
        merged.remove(one)
    merged.set("count", str(len(merged)))


def _merged(area: Area, growth: Growth) -> Iterator[Area]:
    """The merged cells as they are afterwards: those of the row in each of its copies."""
    if area.top == growth.row:
        for row in range(growth.row, growth.row + growth.count):
            yield Area("", row, area.left, row, area.right)
    else:
        yield Area("", growth.start(area.top), area.left, growth.end(area.bottom), area.right)


def _move_areas(one: Any, growth: Growth) -> None:
    for name in _AREAS:
        if one.get(name):
            one.set(name, " ".join(growth.of_area(part) for part in one.get(name).split()))


def cell_at(sheet: Any, row: int, column: int) -> Any:
    """Return a cell of a sheet, made where there is none yet, in its place among the others."""
    data = sheet.find(f"{MAIN}sheetData")
    line = _of_row(data, row)
    for cell in line.iterfind(f"{MAIN}c"):
        here = _column(cell)
        if here == column:
            return cell
        if here > column:
            made = cell.makeelement(f"{MAIN}c", {"r": f"{letters(column)}{row}"})
            cell.addprevious(made)
            return made
    made = line.makeelement(f"{MAIN}c", {"r": f"{letters(column)}{row}"})
    line.append(made)
    return made


def _column(cell: Any) -> int:
    area = area_of(str(cell.get("r")))
    return area.left if area else 0


def _of_row(data: Any, row: int) -> Any:
    for line in data:
        if int(line.get("r")) == row:
            return line
        if int(line.get("r")) > row:
            made = data.makeelement(f"{MAIN}row", {"r": str(row)})
            line.addprevious(made)
            return made
    made = data.makeelement(f"{MAIN}row", {"r": str(row)})
    data.append(made)
    return made


def drawing_of(parts: Parts, layout: Layout) -> str:
    """Return the part with the drawings of the layout's sheet; empty where it has none."""
    folder, _, file = layout.part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels"
    if relations not in parts:
        return ""
    targets = (str(one.get("Target")) for one in tree(parts[relations]))
    found = (f"xl/{target.removeprefix('../').removeprefix('/xl/')}" for target in targets)
    return next((one for one in found if one.startswith("xl/drawings/") and one in parts), "")
