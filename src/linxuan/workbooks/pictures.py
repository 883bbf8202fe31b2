"""A picture put into a sheet of a workbook that a package brings, at the cell that it names."""

from typing import Any

from linxuan.workbooks.growing import DRAWN, drawing_of
from linxuan.workbooks.layouts import Layout
from linxuan.workbooks.parts import CONTENT_TYPES, MAIN, OFFICE, RELATIONS, TYPES, Parts, tree, written

EMU = 36_000
"""Units of a drawing in a millimetre."""
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_BEHIND = (
    *("legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"),
    *("webPublishItems", "tableParts", "extLst"),
)
"""What of a sheet stands after its drawing."""


def put_picture(
    parts: Parts, sheet: Any, layout: Layout, at: tuple[int, int], png: bytes, side: float
) -> None:
    """Put a square picture, `side` millimetres wide, at a cell (row and column from 1); what is there stays.

    `sheet` is the root of the layout's sheet, and gets the relation to its drawing where it had none.
    """
    drawing = drawing_of(parts, layout) or _new_drawing(parts, sheet, layout)
    image = _free(parts, "xl/media/image{}.png")
    parts[image] = png
    _announce(parts, "Default", "Extension", "png", "image/png")
    folder, _, file = drawing.rpartition("/")
    id = _relate(parts, f"{folder}/_rels/{file}.rels", "image", f"../media/{image.rpartition('/')[2]}")
    root = tree(parts[drawing])
    root.append(tree(_anchor(at, id, round(side * EMU), number=2 + len(root)).encode()))
    parts[drawing] = written(root)


def _new_drawing(parts: Parts, sheet: Any, layout: Layout) -> str:
    drawing = _free(parts, "xl/drawings/drawing{}.xml")
    parts[drawing] = f'<xdr:wsDr xmlns:xdr="{DRAWN[1:-1]}" xmlns:a="{_A}"/>'.encode()
    _announce(parts, "Override", "PartName", f"/{drawing}", _DRAWING)
    folder, _, file = layout.part.rpartition("/")
    target = f"../drawings/{drawing.rpartition('/')[2]}"
    id = _relate(parts, f"{folder}/_rels/{file}.rels", "drawing", target)
    one = sheet.makeelement(f"{MAIN}drawing", {f"{{{OFFICE}}}id": id})
    behind = next((each for each in sheet if _local(each) in _BEHIND), None)
    if behind is None:
        sheet.append(one)
    else:
        behind.addprevious(one)
    return drawing


def _local(one: Any) -> str:
    return str(one.tag).rpartition("}")[2]


def _free(parts: Parts, pattern: str) -> str:
    return next(path for n in range(1, 10_000) if (path := pattern.format(n)) not in parts)


def _announce(parts: Parts, kind: str, key: str, value: str, content_type: str) -> None:
    types = tree(parts[CONTENT_TYPES])
    if not any(str(one.get(key, "")).lower() == value.lower() for one in types):
        one = types.makeelement(f"{TYPES}{kind}", {key: value, "ContentType": content_type})
        types.insert(0, one) if kind == "Default" else types.append(one)
        parts[CONTENT_TYPES] = written(types)


def _relate(parts: Parts, path: str, kind: str, target: str) -> str:
    """Add a relation to a part's relations and return its id."""
    empty = f'<Relationships xmlns="{RELATIONS[1:-1]}"/>'.encode()
    root = tree(parts.get(path, empty))
    known = {one.get("Id") for one in root}
    id = next(f"rIdL{n}" for n in range(1, 10_000) if f"rIdL{n}" not in known)
    relation = {"Id": id, "Type": f"{OFFICE}/{kind}", "Target": target}
    root.append(root.makeelement(f"{RELATIONS}Relationship", relation))
    parts[path] = written(root)
    return id


def _anchor(at: tuple[int, int], id: str, side: int, *, number: int) -> str:
    row, column = at
    return (
        f'<xdr:oneCellAnchor xmlns:xdr="{DRAWN[1:-1]}" xmlns:a="{_A}" xmlns:r="{OFFICE}">'
        f"<xdr:from><xdr:col>{column - 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{row - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f'<xdr:ext cx="{side}" cy="{side}"/><xdr:pic><xdr:nvPicPr>'
        f'<xdr:cNvPr id="{number}" name="linxuan_code" descr="QR"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/>'
        "</xdr:oneCellAnchor>"
    )
