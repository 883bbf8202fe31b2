"""A layout of a package with a table filled into it, in a confined child: formats, pages and footers stay."""

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from typing import Any

from linxuan.errors import BadInput
from linxuan.papers.drawing import code_png
from linxuan.screening.child import Tell
from linxuan.screening.confined import Reach, confined
from linxuan.workbooks.addresses import Growth
from linxuan.workbooks.growing import cell_at, drawing_of, grow, grow_drawing, grow_names
from linxuan.workbooks.layouts import CODE, SERIAL, Layout, LayoutFault, layout_of
from linxuan.workbooks.parts import (
    BOOK_RELATIONS,
    CALCULATED,
    CONTENT_TYPES,
    MAIN,
    STYLES,
    Parts,
    opened,
    packed,
    tree,
    written,
)
from linxuan.workbooks.pictures import put_picture
from linxuan.workbooks.properties import with_properties

MEMORY = 300 * 2**20
SECONDS = 30.0
SIDE, QUIET, SCALE = 24.0, 4, 6
"""Millimetres of a code's modules, the white around them in modules, dots a module."""
BEGINS_A_FORMULA = tuple("=+-@\t\r")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Number:
    """A cell that is a number, as its shortest text: at most 15 digits, so that a workbook keeps all of them."""

    text: str


@dataclass(frozen=True)
class Filling:
    """What goes into a layout: `columns` by id, rows in their order, cells by word, properties by name.

    Whatever a text begins with, it stays a text.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str | Number, ...], ...]
    words: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    code: str = ""
    """The text of the code whose picture is put at the cell for it; empty puts none."""


def filled(layout: bytes, filling: Filling) -> bytes:
    """Return the workbook; the same layout and filling give the same bytes.

    Raises BadInput for a layout that cannot be filled, and Stopped where filling it took too much.
    """
    made = _ask(layout, filling.columns, {"filling": asdict(filling)})
    if made["faults"]:
        first = LayoutFault(**made["faults"][0])
        raise BadInput(f"{first.place}: {first.problem}")
    return b64decode(made["workbook"])


def faults_of(layout: bytes, columns: Sequence[str]) -> list[LayoutFault]:
    """Return what is wrong with a layout for a table of these columns. Raises BadInput and Stopped."""
    return [LayoutFault(**one) for one in _ask(layout, columns, {})["faults"]]


def _ask(layout: bytes, columns: Sequence[str], more: Mapping[str, object]) -> dict[str, Any]:
    asked = {"layout": b64encode(layout).decode(), "columns": list(columns), **more}
    return confined("fill_workbook", asked, memory=MEMORY, seconds=SECONDS, reach=Reach())


# ── in the child ──


def fill_in_child(asked: Mapping[str, Any], _tell: Tell) -> Mapping[str, Any]:
    """Look at the layout that a request in JSON brings and, where it asks for that, fill it."""
    parts = opened(b64decode(asked["layout"]))
    layout, faults = layout_of(parts, asked["columns"])
    if layout is None or "filling" not in asked:
        return {"faults": [asdict(one) for one in faults]}
    return {"faults": [], "workbook": b64encode(_filled(parts, layout, asked["filling"])).decode()}


def _filled(parts: Parts, layout: Layout, filling: Mapping[str, Any]) -> bytes:
    rows, sheet = filling["rows"], tree(parts[layout.part])
    growth = Growth(layout.row, max(1, len(rows)))
    grow(sheet, layout, growth.count)
    grow_names(parts, layout, growth.count)
    if drawing := drawing_of(parts, layout):
        root = tree(parts[drawing])
        grow_drawing(root, growth)
        parts[drawing] = written(root)
    writer = _Writer(parts, sheet)
    for word, area in layout.words.items():
        if word == CODE:
            _put_code(parts, sheet, layout, growth, filling["code"])
            continue
        writer.write(growth.start(area.top), area.left, filling["words"].get(word, ""))
    for place, cells in enumerate(rows):
        row = layout.row + place
        for id, cell in zip(filling["columns"], cells, strict=True):
            writer.write(row, layout.columns[id], cell)
        if SERIAL in layout.columns:
            writer.write(row, layout.columns[SERIAL], {"text": str(place + 1)})
    if "mark" not in layout.words and filling["words"].get("mark"):
        _mark_footer(sheet, filling["words"]["mark"])
    parts[layout.part] = written(sheet)
    writer.close()
    _forget_order_of_calculation(parts)
    return packed(with_properties(parts, filling["properties"]))


def _put_code(parts: Parts, sheet: Any, layout: Layout, growth: Growth, code: str) -> None:
    """The picture of the code, its modules as wide as on our own table."""
    if code:
        png, dots = code_png(code, SCALE)
        area = layout.words[CODE]
        side = SIDE * dots / (dots - 2 * QUIET * SCALE)
        put_picture(parts, sheet, layout, (growth.start(area.top), area.left), png, side)


class _Writer:
    """Writes values into cells, whose formats stay; a text like a formula gets its format with a quote."""

    def __init__(self, parts: Parts, sheet: Any) -> None:
        self._parts, self._sheet = parts, sheet
        self._styles: Any = tree(parts[STYLES]) if STYLES in parts else None
        self._quoted: dict[int, int] = {}

    def write(self, row: int, column: int, cell: "str | Mapping[str, str]") -> None:
        at = cell_at(self._sheet, row, column)
        for child in list(at):
            at.remove(child)
        at.attrib.pop("t", None)
        if isinstance(cell, Mapping):
            value = at.makeelement(f"{MAIN}v", {})
            value.text = cell["text"]
            at.append(value)
        elif cell:
            self._write_text(at, _without_controls(cell))

    def _write_text(self, at: Any, text: str) -> None:
        at.set("t", "inlineStr")
        whole, words = at.makeelement(f"{MAIN}is", {}), at.makeelement(f"{MAIN}t", {_SPACE: "preserve"})
        words.text = text
        whole.append(words)
        at.append(whole)
        if text.startswith(BEGINS_A_FORMULA) and self._styles is not None:
            at.set("s", str(self._quote(int(at.get("s", "0")))))

    def _quote(self, style: int) -> int:
        """The same format with a quote: the text stays one when somebody edits its cell."""
        if style not in self._quoted:
            formats = self._styles.find(f"{MAIN}cellXfs")
            copy = deepcopy(formats[style])
            copy.set("quotePrefix", "1")
            formats.append(copy)
            formats.set("count", str(len(formats)))
            self._quoted[style] = len(formats) - 1
        return self._quoted[style]

    def close(self) -> None:
        """Put the formats back among the parts."""
        if self._quoted:
            self._parts[STYLES] = written(self._styles)


def _without_controls(text: str) -> str:
    """The text without signs that no XML can hold."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n\r")


def _mark_footer(sheet: Any, mark: str) -> None:
    """A layout without a cell for the mark bears it in its footer, on the left, where that is free."""
    footer = sheet.find(f"{MAIN}headerFooter/{MAIN}oddFooter")
    if footer is not None and "&L" not in (footer.text or ""):
        footer.text = "&L&8" + mark.replace("&", "&&") + (footer.text or "")


def _forget_order_of_calculation(parts: Parts) -> None:
    """The order lists cells that have moved; a reader makes it anew."""
    if CALCULATED not in parts:
        return
    del parts[CALCULATED]
    for path, key in ((CONTENT_TYPES, "PartName"), (BOOK_RELATIONS, "Target")):
        root = tree(parts[path])
        for one in list(root):
            if str(one.get(key, "")).endswith("calcChain.xml"):
                root.remove(one)
        parts[path] = written(root)
