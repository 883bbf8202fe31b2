"""An office file (OOXML): its macros, foreign objects and links; runs in the confined child only.

Macros are parts that nothing in the text names: they are left out of a copy, with what points to them.
A link to something outside that is loaded by itself is turned to nothing. Objects of other programs,
controls, DDE and old macro sheets are named all over the text, and leaving them out would break it: of
such a file there is no copy.
"""

import re
from collections import Counter
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from xml.etree import ElementTree
from zipfile import ZIP_DEFLATED, ZipFile

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.uploads.inside import findings, inner
from linxuan.uploads.kinds import BEGINNINGS, MAIN_PARTS
from linxuan.uploads.packed import DEEPEST, Bomb, damaged, opened, unpacked
from linxuan.uploads.told import Look

_LINK = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_MACROS = re.compile(r"(^|/)(vbaProject(Signature\w*)?\.bin|vbaData\.xml)$", re.IGNORECASE)
_OBJECTS = re.compile(r"(^|/)(embeddings/.*\.(bin|ole)|oleObject[^/]*)$", re.IGNORECASE)
_CONTROLS = re.compile(r"(^|/)activeX/", re.IGNORECASE)
_MACRO_SHEETS = re.compile(r"(^|/)(macrosheets|dialogsheets|intlmacrosheets)/", re.IGNORECASE)
_PARTS = frozenset({"xml", "rels", "vml"})
_FIELD_CODE = re.compile(r"<w:instrText[^>]*>([^<]*)</w:instrText>|w:instr=\"([^\"]*)\"")
_DDE = re.compile(r"\bDDE(AUTO)?\b", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]{0,100}encoding=[\"']([\w.-]+)")
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii", b"ascii"})
_CANNOT_GO = ("object", "control", "dde", "macro_sheet", "inner")
_NOWHERE = "about:blank"


def looked_at(content: bytes, kind: str, name: str, depth: int) -> Look:
    """Look at an office file; raises `BadInput`."""
    with opened(content, kind, name) as archive:
        parts = {entry.filename: member for entry, member in unpacked(archive, len(content), name)}
    _refuse_unsafe_text(parts, kind, name)
    seen = _seen(parts, name, depth)
    copy = None if not seen or any(seen[one] for one in _CANNOT_GO) else _copy(parts, name)
    if seen.pop("inner", 0):
        copy = None
    return Look(kind, len(parts), findings(seen), copy=copy)


def _refuse_unsafe_text(parts: Mapping[str, bytes], kind: str, name: str) -> None:
    """The format allows no DTD and no encoding but two: with either, a text may grow without bound or hide."""
    if "[Content_Types].xml" not in parts or MAIN_PARTS[kind] not in parts:
        raise damaged(name)
    for part, text in parts.items():
        if PurePosixPath(part).suffix.lower().removeprefix(".") not in _PARTS:
            continue
        plain = text.replace(b"\0", b"")
        stated = _ENCODING.search(plain[:300])
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain or (stated and stated[1].lower() not in _ENCODINGS):
            raise BadInput(
                say(
                    "“{name}”里有这种文件不该有的内容（XML实体），没有收；请用Office重新保存再上传", name=name
                )
            )


def _seen(parts: Mapping[str, bytes], name: str, depth: int) -> Counter[str]:
    seen: Counter[str] = Counter()
    for part, content in parts.items():
        seen["macro"] += bool(_MACROS.search(part) and part.endswith(".bin"))
        seen["object"] += bool(_OBJECTS.search(part))
        seen["control"] += bool(_CONTROLS.search(part) and part.endswith(".bin"))
        seen["macro_sheet"] += bool(_MACRO_SHEETS.search(part) and part.endswith(".xml"))
        seen["dde"] += _is_dde(part, content)
        seen["object"] += part.endswith(".rels") and b"/aFChunk" in content
        if part.endswith(".rels"):
            seen["link"] += sum(_is_foreign(one) for one in _links(content, name))
        seen += _embedded(part, content, name, depth)
    return +seen


def _is_dde(part: str, content: bytes) -> bool:
    """Codes of fields are written in pieces: all of a part are read as one."""
    if "/externalLinks/" in part:
        return b"ddeLink" in content
    if not part.endswith(".xml") or (b"instrText" not in content and b"w:instr=" not in content):
        return False
    codes = _FIELD_CODE.findall(content.decode("utf-8", "replace"))
    return bool(_DDE.search("".join(one or other for one, other in codes)))


def _links(content: bytes, name: str) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.fromstring(content).iter(_LINK))
    except ElementTree.ParseError:
        raise damaged(name) from None


def _is_foreign(link: ElementTree.Element) -> bool:
    """Whether something outside is loaded without anybody asking for it; a hyperlink waits for a click."""
    outside = link.get("TargetMode", "").lower() == "external"
    return outside and not link.get("Type", "").endswith("/hyperlink")


def _embedded(part: str, content: bytes, name: str, depth: int) -> Counter[str]:
    """The workbook behind a chart is a file of its own."""
    kind = PurePosixPath(part).suffix.lower().removeprefix(".")
    if "/embeddings/" not in part or kind not in BEGINNINGS:
        return Counter()
    if depth >= DEEPEST:
        raise Bomb(say("“{name}”里压缩包套压缩包，超过{most}层；请解开后再上传", name=name, most=DEEPEST))
    found = inner(content, kind, name, depth + 1)
    return found + Counter(inner=1) if +found else found


def _copy(parts: Mapping[str, bytes], name: str) -> bytes:
    """The file without macros, and with links to outside that lead nowhere."""
    kept = {part: content for part, content in parts.items() if not _MACROS.search(part)}
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for part, content in kept.items():
            archive.writestr(part, _without(part, content, name))
    return file.getvalue()


def _without(part: str, content: bytes, name: str) -> bytes:
    if part == "[Content_Types].xml":
        return _plain_types(content)
    if not part.endswith(".rels") or not _links(content, name):
        return content
    root = ElementTree.fromstring(content)
    for link in list(root):
        if _MACROS.search(link.get("Target", "")):
            root.remove(link)
        elif _is_foreign(link):
            link.set("Target", _NOWHERE)
    ElementTree.register_namespace("", _LINK[1:].partition("}")[0])
    written: bytes = ElementTree.tostring(root, "UTF-8", xml_declaration=True)
    return written


_MAIN_TYPES: Mapping[bytes, bytes] = {
    b"application/vnd.ms-word.document.macroEnabled.main+xml": (
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    ),
    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml": (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    ),
    b"application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml": (
        b"application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    ),
}


def _plain_types(content: bytes) -> bytes:
    """The list of contents without what was left out; a type for parts that are not there harms nobody."""
    for enabled, plain in _MAIN_TYPES.items():
        content = content.replace(enabled, plain)
    return re.sub(rb"<Override[^>]*PartName=\"/[^\"]*vba[^\"]*\"[^>]*/>", b"", content)
