"""The parts of a Word file (ECMA-376) that a package brings as a template: what may be in one.

What could run, reach out, or bring another file in is refused: only the parts of a plain document are let in,
and of its fields only those that count pages.
"""

import re

from linxuan.errors import BadInput
from linxuan.language import say
from linxuan.workbooks.parts import CONTENT_TYPES, Contents, Parts, plain_parts, tree

DOCUMENT = "word/document.xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLAIN = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(?:app|core|custom)\.xml|docProps/thumbnail\.\w+"
    r"|word/(?:document|styles|stylesWithEffects|settings|webSettings|fontTable|numbering|footnotes|endnotes)\.xml"
    r"|word/(?:header|footer)\d*\.xml|word/theme/theme\d+\.xml"
    r"|word/_rels/(?:document|settings|fontTable|footnotes|endnotes|(?:header|footer)\d*)\.xml\.rels"
    r"|word/media/image\d+\.(?:png|jpe?g)"
    r"|customXml/(?:item(?:Props)?\d*\.xml|_rels/item\d*\.xml\.rels)"
)
_COUNTS_PAGES = re.compile(r'\s*(?:(?:PAGE|NUMPAGES|SECTIONPAGES)\b)?(?:\s*\\[*#]\s*(?:\w+|"[0#]+"))*\s*')
_PRINTED_OF_A_FOREIGN = re.compile(r"\{\{(?:r|p|tr|tc)\s")


def opened(content: bytes) -> Parts:
    """Return the parts of a plain Word file. Raises BadInput that names what it may not hold."""
    parts = plain_parts(content, _contents())
    if DOCUMENT not in parts or CONTENT_TYPES not in parts or b"macroEnabled" in parts[CONTENT_TYPES]:
        raise BadInput(say("不是可以读取的docx文件（带宏的也不收）"))
    for path, part in parts.items():
        if path.startswith("word/") and path.endswith(".xml"):
            _refuse_fields(path, part)
    return parts


def _contents() -> Contents:
    return Contents(
        plain=_PLAIN,
        broken=say("不是可以读取的docx文件（带宏的也不收）"),
        strange=lambda part: say(
            "Word文件里有“{part}”：不能有宏、批注、控件、嵌入的对象和外部链接，请另存为普通的docx", part=part
        ),
    )


def _refuse_fields(path: str, part: bytes) -> None:
    """A field may load a file, start a program or ask the reader for something: only those that count pages stay."""
    root = tree(part)
    codes = [one.text or "" for one in root.iter(f"{W}instrText")]
    codes += [str(one.get(f"{W}instr", "")) for one in root.iter(f"{W}fldSimple")]
    for code in codes:
        if not _COUNTS_PAGES.fullmatch(code):
            told = say("“{part}”里有域“{code}”，只能有页码", part=path, code=code.strip()[:60])
            raise BadInput(told)


def refuse_foreign_tags(parts: Parts) -> None:
    """Raise BadInput for a tag that would put formatted text of another file into the document."""
    for path, part in parts.items():
        if path.startswith("word/") and path.endswith(".xml"):
            words = "".join(one.text or "" for one in tree(part).iter(f"{W}t"))
            if found := _PRINTED_OF_A_FOREIGN.search(words):
                raise BadInput(say("不能写“{tag}”，请写“{{{{ ”", tag=found[0].strip()))
