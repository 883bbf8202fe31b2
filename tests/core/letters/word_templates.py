"""Word files as a package might bring them, sound and hostile."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

CONTENT: Mapping[str, Any] = {
    "office": "示例市工业局",
    "reference": "〔2023〕　　　号",
    "title": ["示例遴选", "推荐函"],
    "addressee": "示例省工业厅",
    "opening": ["现推荐2个："],
    "heads": ["顺序", "名称"],
    "rows": [["1", "示例甲"], ["2", "示例乙"]],
    "parts": [{"heading": "一、事项", "facts": [["类别", "企业"]], "words": []}],
    "day": "2023年5月6日",
}
DECLARED = nsdecls("w")


def template(*paragraphs: str, change: Callable[[Any], None] | None = None) -> bytes:
    """A Word file with these paragraphs; `change` works on the document before it is saved."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if change:
        change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_parts(file: bytes, more: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """The file with other parts, or with parts that are changed."""
    with zipfile.ZipFile(BytesIO(file)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    for path, content in more.items():
        parts[path] = content if isinstance(content, bytes) else content(parts[path])
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in parts.items():
            archive.writestr(path, content)
    return made.getvalue()


def field(code: str) -> Callable[[Any], None]:
    """A change that puts a field into a paragraph."""

    def change(document: Any) -> None:
        runs = "".join(
            f"<w:r>{one}</w:r>"
            for one in (
                '<w:fldChar w:fldCharType="begin"/>',
                f'<w:instrText xml:space="preserve">{code}</w:instrText>',
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        document.element.body.insert(0, parse_xml(f"<w:p {DECLARED}>{runs}</w:p>"))

    return change


def link(kind: str, target: str) -> Callable[[bytes], bytes]:
    """A change of relations: one more, to something outside."""
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    one = f'<Relationship Id="rId99" Type="{base}{kind}" Target="{target}" TargetMode="External"/>'
    return lambda part: part.replace(b"</Relationships>", f"{one}</Relationships>".encode())


RELATIONS = "word/_rels/document.xml.rels"
HOSTILE: Mapping[str, bytes] = {
    "macros": with_parts(template(), {"word/vbaProject.bin": b"\0" * 10}),
    "a file with macros by its type": with_parts(
        template(),
        {"[Content_Types].xml": lambda part: part.replace(b"document.main", b"document.macroEnabled.main")},
    ),
    "a template that is loaded": with_parts(
        template(), {RELATIONS: link("attachedTemplate", "https://example.org/a.dotm")}
    ),
    "a picture that is loaded": with_parts(template(), {RELATIONS: link("image", "https://example.org/a.png")}),
    "a link to a share": with_parts(template(), {RELATIONS: link("hyperlink", "file://server/share")}),
    "another program's object": with_parts(template(), {"word/embeddings/oleObject1.bin": b"x"}),
    "a control": with_parts(template(), {"word/activeX/activeX1.xml": b"<a/>"}),
    "another document inside": with_parts(template(), {"word/afchunk.htm": b"<script>"}),
    "a field that starts a program": template(change=field("DDEAUTO c:\\\\windows\\\\cmd.exe &quot;/k&quot;")),
    "a field that brings a file": template(change=field("INCLUDETEXT /etc/passwd")),
    "a field in pieces": template(change=field("IN")),
    "a field that a tag writes": template(change=field("{{ office }}")),
    "a document type": with_parts(
        template(),
        {"word/document.xml": lambda part: part.replace(b"<w:document", b"<!DOCTYPE a [<!ENTITY b 'c'>]><w:document", 1)},
    ),
    "a bomb": with_parts(template(), {"word/media/image1.png": b"\0" * 30_000_000}),
    "too many parts": with_parts(template(), {f"word/media/image{n}.png": b"x" for n in range(300)}),
    "a part out of the file": with_parts(template(), {"../../evil.xml": b"<a/>"}),
    "no archive": b"PK\x03\x04 nothing",
    "an archive of something else": with_parts(template(), {"word/document.xml": b"not XML"}),
}  # fmt: skip
TAGS: Mapping[str, str] = {
    "the class of a text": "{{ office.__class__.__mro__ }}",
    "the way out of the sandbox": "{{ ''.__class__.__base__.__subclasses__() }}",
    "a format that reads": "{{ '{0.__class__}'.format(office) }}",
    "markup": "{{ office|safe }}",
    "an include": "{% include 'x' %}",
    "an import": "{% import 'x' as y %}",
    "a text of another file": "{{r office }}",
    "a loop without end": "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}",
    "more than a range may have": "{% for a in range(999999999) %}{% endfor %}",
    "a text that grows": "{% set a = namespace(b='x') %}{% for n in range(99) %}{% set a.b = a.b ~ a.b %}{% endfor %}{{ a.b }}",
    "a cycler": "{{ cycler.__init__.__globals__.os }}",
    "a tag without end": "{% for x in rows %}",
    "a tag that ends nothing": "{% endfor %}",
    "a name that there is not": "{{ nobody }}",
    "a key that there is not": "{% for part in parts %}{{ part.nothing }}{% endfor %}",
    "the number of a page code": "{{ number }}",
}
