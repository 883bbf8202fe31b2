"""The layout that a package brings for a table: where its defined names say that everything goes.

| name | is |
|---|---|
| `linxuan_row` | the row that repeats, once for each entry |
| `column_ID` | the cell in that row for the column ID of the paper's `lists`; `column_serial` counts the rows |
| `linxuan_title` `linxuan_office` `linxuan_date` `linxuan_unit` `linxuan_mark` | a cell for the title, the office, the day, the unit of the amounts, the number with revision and check code |
| `linxuan_code` | the cell at which the picture of the code is put, 24 mm wide |
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.programme.faults import suggestion
from linxuan.workbooks.addresses import Area, area_of, is_plain_name
from linxuan.workbooks.parts import BOOK, MAIN, Parts, sheets_of, tree

ROW, COLUMN, SERIAL = "linxuan_row", "column_", "serial"
CODE = "code"
WORDS = ("title", "office", "date", "unit", "mark", CODE)
LAST_ROW = 1_000
"""The row that repeats stands in front of this one: whoever lays out a table needs no more."""
FUNCTIONS = ("SUM", "SUBTOTAL", "COUNT", "COUNTA", "AVERAGE", "MIN", "MAX", "ROUND", "IF", "ROW")
_CALLED = re.compile(r"([A-Za-z_][\w.]*)\s*\(")
_TEXTS = re.compile(r'"(?:[^"]|"")*"')
_MOST_FAULTS = 50


@dataclass(frozen=True)
class LayoutFault:
    """What is wrong in a layout, at which cell or name, and what to do."""

    place: str
    problem: str
    hint: str


@dataclass(frozen=True)
class Layout:
    """Where everything goes: the part of the sheet, the row that repeats, columns by id, cells by word."""

    sheet: str
    part: str
    row: int
    columns: Mapping[str, int]
    words: Mapping[str, Area]


def layout_of(parts: Parts, columns: Sequence[str]) -> tuple[Layout | None, list[LayoutFault]]:
    """Return the layout of a workbook for a table of these columns, and what is wrong with it.

    With any fault the layout is None.
    """
    found = _Found(parts, columns)
    faults = list(found.faults())[:_MOST_FAULTS]
    return (None if faults else found.layout()), faults


class _Found:
    """The names of a workbook, held against what the table needs."""

    def __init__(self, parts: Parts, columns: Sequence[str]) -> None:
        self._wanted = columns
        self._sheets = sheets_of(parts)
        self._names = dict(defined_names(parts))
        self._areas = {name: area_of(text) for name, text in self._names.items() if _is_ours(name)}
        self._row = self._areas.get(ROW)
        part = self._sheets.get(self._row.sheet) if self._row else None
        self._part, self._sheet = part or "", tree(parts[part]) if part else None

    def layout(self) -> Layout:
        """Return where everything goes; only of a workbook without faults."""
        if self._row is None:
            raise TypeError("a layout with faults")
        columns = {_id(name): area.left for name, area in self._areas.items() if area and _is_column(name)}
        words = {one: area for one in WORDS if (area := self._areas.get(f"linxuan_{one}"))}
        return Layout(self._row.sheet, self._part, self._row.top, columns, words)

    def faults(self) -> Iterator[LayoutFault]:
        """Yield what is wrong."""
        yield from self._of_names()
        row, sheet = self._row, self._sheet
        if row is None or sheet is None:
            hint = say("选中要重复的那一行，在名称框里写 {name}", name=ROW)
            yield LayoutFault(
                self._names.get(ROW, ROW), say("没有名称“{name}”给出要重复的一行", name=ROW), hint
            )
        elif row.top != row.bottom or row.top > LAST_ROW:
            hint = say("只选一行，在第{last}行以前", last=LAST_ROW)
            yield LayoutFault(row.address, say("“{name}”不是一行", name=ROW), hint)
        else:
            yield from self._of_columns(row)
            yield from _of_sheet(sheet, row)

    def _of_names(self) -> Iterator[LayoutFault]:
        known = (ROW, *(f"linxuan_{one}" for one in WORDS), *(f"{COLUMN}{one}" for one in self._ids()))
        for name, text in self._names.items():
            if not is_plain_name(text):
                problem = say("名称“{name}”不是单元格", name=name)
                yield LayoutFault(text[:60], problem, say("让它指向单元格，或删去这个名称"))
            elif _is_ours(name) and name not in known:
                problem = say("不认得名称“{name}”", name=name)
                yield LayoutFault(text.replace("$", ""), problem, suggestion(name, known))

    def _of_columns(self, row: Area) -> Iterator[LayoutFault]:
        at: dict[int, str] = {}
        for name, area in self._areas.items():
            if name == ROW or area is None:
                continue
            wanted = row if _is_column(name) else None
            if not area.is_cell or area.sheet != row.sheet or (wanted and area.top != row.top):
                place = say("{row}这一行里的一格", row=row.address) if wanted else say("同一张表里的一格")
                yield LayoutFault(area.address, say("“{name}”要指向{place}", name=name, place=place), "")
            elif wanted and area.left in at:
                problem = say("“{name}”和“{other}”是同一格", name=name, other=at[area.left])
                yield LayoutFault(area.address, problem, say("每列一格"))
            elif wanted:
                at[area.left] = name
        for id in self._wanted:
            if self._areas.get(f"{COLUMN}{id}") is None:
                hint = say("在要重复的那一行选一格，在名称框里写 {name}", name=f"{COLUMN}{id}")
                yield LayoutFault(row.address, say("没有给“{id}”留列", id=id), hint)

    def _ids(self) -> tuple[str, ...]:
        return (*self._wanted, SERIAL)


def defined_names(parts: Parts) -> Iterator[tuple[str, str]]:
    """Yield the defined names of a workbook with what each stands for."""
    for one in tree(parts[BOOK]).iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
        yield str(one.get("name")), (one.text or "").strip().removeprefix("=")


def _is_ours(name: str) -> bool:
    return name.startswith(("linxuan_", COLUMN))


def _is_column(name: str) -> bool:
    return name.startswith(COLUMN)


def _id(name: str) -> str:
    return name.removeprefix(COLUMN)


def _of_sheet(sheet: Any, row: Area) -> Iterator[LayoutFault]:
    """What of the sheet could not be repeated or moved."""
    for merged in sheet.iterfind(f"{MAIN}mergeCells/{MAIN}mergeCell"):
        area = area_of(str(merged.get("ref")), row.sheet)
        if area and area.top <= row.top <= area.bottom and area.top != area.bottom:
            problem = say("合并的单元格跨过要重复的那一行")
            yield LayoutFault(area.address, problem, say("取消合并，或只在这一行里合并"))
    if not sheet.findall(f"{MAIN}sheetData/{MAIN}row[@r='{row.top}']"):
        yield LayoutFault(row.address, say("要重复的那一行是空的"), say("给它的单元格设好格式，再保存"))
    for cell in sheet.iterfind(f"{MAIN}sheetData/{MAIN}row/{MAIN}c"):
        if cell.get("r") is None:
            raise BadInput(say("单元格没有地址，请在Excel或WPS里重新保存"))
        if (formula := cell.find(f"{MAIN}f")) is not None:
            yield from _of_formula(f"{row.sheet}!{cell.get('r')}", formula)


def _of_formula(place: str, formula: Any) -> Iterator[LayoutFault]:
    text = _TEXTS.sub("", formula.text or "")
    if formula.get("t") in ("shared", "array", "dataTable") or not text:
        yield LayoutFault(place, say("这里的公式与别的单元格共用"), say("每格各写一个公式"))
    elif any(sign in text for sign in "![]{}|'#"):
        yield LayoutFault(place, say("公式不能用到别的表或别的文件"), say("只用这张表里的单元格"))
    elif others := {one.upper() for one in _CALLED.findall(text)} - set(FUNCTIONS):
        known = say("、").join(FUNCTIONS)
        problem = say("公式不能用 {name}", name=min(others))
        yield LayoutFault(place, problem, say("可用：{known}", known=known))
