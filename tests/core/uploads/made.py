"""Files that are made while they are tried: PDFs with things that act, office files part by part, archives, pictures."""

import io
import zlib
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile

import pikepdf
from PIL import Image

from tests.core.attacks.paper_files import pdf

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    '<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
)
PLAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ENABLED = "application/vnd.ms-word.document.macroEnabled.main+xml"


def archive(members: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def docx(
    more: Mapping[str, bytes | str] | None = None, *, links: str = "", body: str = "", main: str = PLAIN
) -> bytes:
    """A Word file; `links` are relationships of its text, `body` goes into the text."""
    text = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>文</w:t></w:r>{body}</w:p></w:body></w:document>'
    parts = {
        "[Content_Types].xml": TYPES.format(main=main),
        "_rels/.rels": relations(
            f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": text,
        "word/_rels/document.xml.rels": relations(links),
    }
    return archive({**parts, **(more or {})})


def relations(links: str) -> str:
    """A part of relationships."""
    return f'<?xml version="1.0"?><Relationships xmlns="{RELATIONS}">{links}</Relationships>'


def with_macros() -> bytes:
    """A Word file with macros that calls itself docx."""
    link = '<Relationship Id="r9" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="vbaProject.bin"/>'
    return docx({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 macros"}, links=link, main=ENABLED)


def linked(kind: str, target: str = "https://example.invalid/x") -> bytes:
    """A Word file with one relationship to something outside."""
    link = f'<Relationship Id="r9" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'
    return docx(links=link)


def laughing() -> bytes:
    """A Word file whose text grows a billion times: entities within entities."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "哈">{entities}]><x>&a9;</x>'
    return docx({"word/settings.xml": text})


def zip_bomb() -> bytes:
    """Four hundred megabytes of nothing."""
    return archive({f"{n}.txt": bytes(40 * 2**20) for n in range(10)})


def nested(depth: int) -> bytes:
    """Archives in archives."""
    content = archive({"a.txt": b"text"})
    for _ in range(depth):
        content = archive({"next.zip": content})
    return content


def locked_zip() -> bytes:
    """An archive that says of its entry that it has a password."""
    content = bytearray(archive({"a.txt": b"text"}))
    content[6] |= 1
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def picture(kind: str, size: tuple[int, int] = (60, 40)) -> bytes:
    """A small picture of a kind of Pillow's."""
    file = io.BytesIO()
    Image.effect_noise(size, 80).convert("RGB").save(file, kind)
    return file.getvalue()


def active() -> pikepdf.Pdf:
    """A PDF of one page, open, to put something into."""
    return pikepdf.open(io.BytesIO(pdf(b"0 0 m 10 10 l S")))


def saved(document: pikepdf.Pdf) -> bytes:
    """The bytes of an open PDF."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def scripted() -> bytes:
    """A PDF that runs a script when it is opened."""
    document = active()
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('0wned')")
    return saved(document)


def stream_bomb() -> bytes:
    """A PDF whose objects lie in a stream that grows to two gigabytes."""
    packer = zlib.compressobj(9)
    blank = b" " * 2**20
    packed = b"".join(packer.compress(blank) for _ in range(2048)) + packer.flush()
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(
        packed
    )
    body = head + packed + b"\nendstream\nendobj\n"
    # The index of the file lies behind: object 2, the catalogue, is said to be in the stream.
    index = b"\x01\x00\x00\x00\x09\x00" + b"\x02\x00\x00\x00\x01\x00"
    table = b"\x00\x00\x00\x00\x00\xff" + index
    place = len(body)
    listed = b"3 0 obj\n<</Type/XRef/Size 3/W[1 4 1]/Root 2 0 R/Length %d>>stream\n" % len(table)
    return body + listed + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % place
