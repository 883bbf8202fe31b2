"""The parts of a workbook (ECMA-376): what may be in one that a package brings, opened and written again.

A layout is patched part by part, so that whatever we do not know of it stays as its author made it. What
could run, reach out or hide is refused: only the parts of a plain workbook are let in.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CONTENT_TYPES, BOOK, BOOK_RELATIONS = "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
STYLES, CALCULATED = "xl/styles.xml", "xl/calcChain.xml"
MOST_PARTS = 200
MOST_UNPACKED = 16 * 2**20
"""Bytes of all parts together; a layout packs into less than 1 MB."""
WHEN = (1980, 1, 1, 0, 0, 0)
"""The same content gives the same file."""
_PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml|docProps/thumbnail\.\w+"
    r"|xl/(?:workbook|styles|sharedStrings|calcChain)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/theme/theme\d+\.xml|xl/printerSettings/printerSettings\d+\.bin"
    r"|xl/(?:worksheets|drawings)/(?:sheet|drawing)\d+\.xml"
    r"|xl/(?:worksheets|drawings)/_rels/(?:sheet|drawing)\d+\.xml\.rels"
    r"|xl/media/image\d+\.(?:png|jpe?g)"
)
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError, ValueError)

Parts = dict[str, bytes]
"""Content by path."""


@dataclass(frozen=True)
class Contents:
    """Which parts a file of a kind may have, and what is said of one that is broken or has another."""

    plain: re.Pattern[str]
    broken: str
    strange: Callable[[str], str]
    """Given the path of the part."""


def opened(content: bytes) -> Parts:
    """Return the parts of a plain workbook. Raises BadInput that names what it may not hold."""
    parts = plain_parts(content, _contents())
    if BOOK not in parts or CONTENT_TYPES not in parts:
        raise BadInput(say("不是可以读取的xlsx文件"))
    return parts


def _contents() -> Contents:
    return Contents(
        plain=_PLAIN,
        broken=say("不是可以读取的xlsx文件"),
        strange=lambda part: say(
            "工作簿里有“{part}”：不能有宏、批注、表格对象、控件和外部链接，请另存为普通的xlsx", part=part
        ),
    )


def plain_parts(content: bytes, contents: Contents) -> Parts:
    """Return the parts of an office file that has no others. Raises BadInput: a bomb, another part, a link outside."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _unpacked(archive, contents)
    except _BROKEN:
        raise BadInput(contents.broken) from None
    for path, part in parts.items():
        if path.endswith(".rels"):
            _refuse_outside(path, part)
    return parts


def _unpacked(archive: zipfile.ZipFile, contents: Contents) -> Parts:
    entries = archive.infolist()
    if len(entries) > MOST_PARTS:
        raise BadInput(say("文件里的部件超过{most}个", most=MOST_PARTS))
    room, parts = MOST_UNPACKED, Parts()
    for entry in entries:
        path = entry.filename
        if path.endswith("/"):
            continue
        if not contents.plain.fullmatch(path) or path in parts:
            raise BadInput(contents.strange(path[:80]))
        with archive.open(entry) as file:
            parts[path] = file.read(room + 1)
        room -= len(parts[path])
        if room < 0:
            raise BadInput(say("文件解开后超过 {most} MB", most=MOST_UNPACKED // 2**20))
    return parts


def _refuse_outside(path: str, part: bytes) -> None:
    for one in tree(part):
        target = str(one.get("Target", ""))
        if one.get("TargetMode") == "External" or "://" in target:
            raise BadInput(say("“{part}”里有外部链接“{target}”，请删去", part=path, target=target[:80]))


def tree(part: bytes) -> Any:
    """Return the root of a part. Raises BadInput for what is no XML, or brings a document type of its own."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise BadInput(say("文件里有读不懂的部件，请在Office或WPS里重新保存")) from None
    if root.getroottree().docinfo.doctype:
        raise BadInput(say("文件里有读不懂的部件，请在Office或WPS里重新保存"))
    return root


def written(root: Any) -> bytes:
    """Return a part from its root."""
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook of its parts; the same parts give the same bytes."""
    file = io.BytesIO()
    first = (CONTENT_TYPES, *(path for path in sorted(parts) if path != CONTENT_TYPES))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in first:
            entry = zipfile.ZipInfo(path, WHEN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, parts[path])
    return file.getvalue()


def sheets_of(parts: Parts) -> dict[str, str]:
    """Return the path of the part of each sheet, by the name of the sheet, in their order."""
    relations = {one.get("Id"): one.get("Target") for one in tree(parts[BOOK_RELATIONS])}
    found: dict[str, str] = {}
    for sheet in tree(parts[BOOK]).iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        target = str(relations.get(sheet.get(f"{{{OFFICE}}}id")) or "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:
            found[str(sheet.get("name"))] = path
    return found
