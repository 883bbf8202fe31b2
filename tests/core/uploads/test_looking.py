"""A file is what it claims to be, or is refused with a sentence; what acts in it is told, and gone from the copy."""

import io
import time
from collections.abc import Callable
from zipfile import ZipFile

import pikepdf
import pytest

from linxuan.errors import BadInput
from linxuan.uploads import COPIED, OPENED, WITHHELD, Look, look
from linxuan.uploads.words import look_in_words
from tests.core.attacks import paper_files
from tests.core.uploads import made

LONGEST = 35.0
"""Seconds until anything is answered."""


def found(seen: Look) -> dict[str, int]:
    return {one.what: one.count for one in seen.findings}


REFUSED = [
    ("a web page", "pdf", lambda: b"<!doctype html><script>alert(1)</script>", "不是 PDF"),
    ("a program", "png", lambda: b"MZ" + bytes(4000), "不是 PNG"),
    ("a drawing of commands", "jpg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是 JPG"),
    ("an archive as a Word file", "docx", lambda: made.archive({"a.txt": b"x"}), "不是 DOCX"),
    ("a Word file as a workbook", "xlsx", made.docx, "不是 XLSX"),
    ("an old office file", "docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "旧版Office"),
    ("half a PDF", "pdf", lambda: paper_files.pdf(b"0 0 m")[:120], "已损坏"),
    ("a locked PDF", "pdf", paper_files.encrypted, "密码"),
    ("ten thousand pages", "pdf", lambda: paper_files.pdf(*[b""] * 10_000), "10000页"),
    ("a PDF that inflates", "pdf", made.stream_bomb, "已损坏"),
    ("a picture bomb", "png", paper_files.huge_picture, "像素"),
    ("a thousand frames", "tiff", lambda: paper_files.many_frames(1000), "1000页"),
    ("half a photo", "jpg", paper_files.truncated_photo, "已损坏"),
    ("half a WebP", "webp", lambda: made.picture("WEBP", (300, 300))[:400], "已损坏"),
    ("half an archive", "zip", lambda: made.archive({"a.txt": bytes(9)})[:30], "已损坏"),
    ("a locked archive", "zip", made.locked_zip, "密码"),
    ("an archive that inflates", "zip", made.zip_bomb, "解开后超过"),
    ("an archive that goes deep", "zip", lambda: made.nested(6), "压缩包套压缩包"),
    ("five thousand entries", "zip", lambda: made.archive({str(n): b"" for n in range(5000)}), "5000个文件"),
    ("a huge name", "zip", lambda: made.archive({"长" * 20_000: b""}), "文件名太长"),
    ("a name that leads out", "zip", lambda: made.archive({"../../a.txt": b""}), "指向外面"),
    ("a billion laughs", "docx", made.laughing, "XML实体"),
]


@pytest.mark.parametrize(
    ("kind", "file", "word"), [pytest.param(kind, file, word, id=name) for name, kind, file, word in REFUSED]
)
def test_what_is_wrong_is_refused_in_one_sentence(kind: str, file: Callable[[], bytes], word: str) -> None:
    content, begun = file(), time.monotonic()
    with pytest.raises(BadInput, match=word) as told:
        look(content, kind, "材料." + kind)

    assert "材料" in told.value.problem
    assert told.value.problem.count("\n") == 0
    assert time.monotonic() - begun < LONGEST


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("pdf", paper_files.pdf(b"0 0 m 10 10 l S")),
        ("pdf", paper_files.pdf(b"q " * 200_000)),
        ("png", made.picture("PNG")),
        ("jpg", made.picture("JPEG")),
        ("tiff", made.picture("TIFF")),
        ("webp", made.picture("WEBP")),
        ("docx", made.docx()),
        ("docx", made.linked("hyperlink")),
        ("zip", made.archive({"图.txt": b"x", "表/a.pdf": paper_files.pdf(b"")})),
        ("ofd", made.archive({"OFD.xml": "<OFD/>"})),
    ],
)
def test_an_honest_file_is_handed_out_as_it_is(kind: str, content: bytes) -> None:
    seen = look(content, kind, "材料")

    assert (seen.way, seen.findings, seen.copy, look_in_words(seen)) == (OPENED, (), None, "")


def launching() -> bytes:
    document = made.active()
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    document.pages[0].AA = pikepdf.Dictionary(O=document.make_indirect(launch))
    return made.saved(document)


def sending() -> bytes:
    document = made.active()
    form = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F="https://example.invalid/secret")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=form)
    document.pages[0].Annots = [link]
    return made.saved(document)


def carrying() -> bytes:
    document = made.active()
    document.attachments["a.exe"] = b"MZ secret"
    document.attachments["answers.json"] = b'{"a": 1}'
    return made.saved(document)


def dynamic() -> bytes:
    document = made.active()
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=pikepdf.String("<xdp>secret</xdp>"))
    return made.saved(document)


@pytest.mark.parametrize(
    ("content", "what", "gone"),
    [
        pytest.param(made.scripted(), {"automatic": 1, "script": 1}, b"0wned", id="a script at opening"),
        pytest.param(launching(), {"automatic": 1, "launch": 1}, b"calc.exe", id="a program that is started"),
        pytest.param(sending(), {"submit": 1}, b"secret", id="a form that is sent"),
        pytest.param(carrying(), {"attached": 1}, b"secret", id="a file inside"),
        pytest.param(dynamic(), {"xfa": 1}, b"secret", id="a form of XFA"),
        pytest.param(
            paper_files.pdf(b"") + b"\nPK\x03\x04" + b"secret" * 20,
            {"appended": 1},
            b"secret",
            id="a polyglot",
        ),
    ],
)
def test_what_acts_in_a_pdf_is_told_and_gone_from_the_copy(
    content: bytes, what: dict[str, int], gone: bytes
) -> None:
    seen = look(content, "pdf", "材料.pdf")

    assert found(seen) == what
    assert seen.way == COPIED
    assert gone not in plain(seen.copy)
    assert look(seen.copy or b"", "pdf", "副本.pdf").way == OPENED


def plain(content: bytes | None) -> bytes:
    """A PDF with every stream unpacked."""
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(content or b"")) as document:
        assert len(document.pages) == 1
        document.save(file, stream_decode_level=pikepdf.StreamDecodeLevel.all, compress_streams=False)
    return file.getvalue()


def test_what_our_own_prints_carry_is_nothing_foreign() -> None:
    document = made.active()
    document.attachments["answers.json"] = b'{"a": 1}'
    assert look(made.saved(document), "pdf", "申报书.pdf").way == OPENED

    document.attachments["answers.json"] = b"MZ not JSON"
    assert found(look(made.saved(document), "pdf", "申报书.pdf")) == {"attached": 1}


def test_macros_are_left_out_of_a_copy_that_is_a_plain_word_file() -> None:
    seen = look(made.with_macros(), "docx", "表.docx")

    assert (found(seen), seen.way) == ({"macro": 1}, COPIED)
    parts = ZipFile(io.BytesIO(seen.copy or b""))
    assert not any("vba" in name for name in parts.namelist())
    assert b"macroEnabled" not in parts.read("[Content_Types].xml")
    assert b"vba" not in parts.read("word/_rels/document.xml.rels")
    assert look(seen.copy or b"", "docx", "表.docx").way == OPENED


def test_a_link_that_loads_by_itself_leads_nowhere_in_the_copy() -> None:
    seen = look(made.linked("attachedTemplate"), "docx", "表.docx")

    assert (found(seen), seen.way) == ({"link": 1}, COPIED)
    links = ZipFile(io.BytesIO(seen.copy or b"")).read("word/_rels/document.xml.rels")
    assert b"example.invalid" not in links
    assert b'Id="r9"' in links


@pytest.mark.parametrize(
    ("content", "what"),
    [
        pytest.param(made.docx({"word/embeddings/oleObject1.bin": b"x"}), "object", id="an object"),
        pytest.param(made.docx({"word/activeX/activeX1.bin": b"x"}), "control", id="a control"),
        pytest.param(
            made.docx(
                body="<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO c:\\x</w:instrText></w:r>"
            ),
            "dde",
            id="DDE in pieces",
        ),
    ],
)
def test_what_cannot_be_taken_out_safely_is_told_and_withheld(content: bytes, what: str) -> None:
    seen = look(content, "docx", "表.docx")

    assert (found(seen), seen.way, seen.copy) == ({what: 1}, WITHHELD, None)
    assert "不能安全去掉" in look_in_words(seen)


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"run.exe": b"MZ"}, "program"),
        ({"图.png": b"MZ"}, "program"),
        ({"a.pdf": made.scripted()}, "script"),
        ({"in.zip": made.archive({"x.js": b"1"})}, "program"),
        ({"表.docx": made.with_macros()}, "macro"),
    ],
)
def test_what_acts_inside_an_archive_is_told_and_the_archive_withheld(
    members: dict[str, bytes], what: str
) -> None:
    seen = look(made.archive(members), "zip", "材料.zip")

    assert what in found(seen)
    assert seen.way == WITHHELD


def test_a_locked_pdf_in_an_archive_is_told_and_keeps_nothing_back() -> None:
    seen = look(made.archive({"a.pdf": paper_files.encrypted()}), "zip", "材料.zip")

    assert (found(seen), seen.way) == ({"unread": 1}, OPENED)


@pytest.mark.parametrize("kind", ["png", "jpg"])
def test_what_stands_behind_a_picture_is_told_and_cut_off(kind: str) -> None:
    whole = made.picture({"png": "PNG", "jpg": "JPEG"}[kind])
    seen = look(whole + b"<script>" * 20, kind, "图")

    assert (found(seen), seen.copy) == ({"appended": 1}, whole)


def test_the_same_file_gives_the_same_copy() -> None:
    one, other = (look(made.scripted(), "pdf", "a.pdf") for _ in range(2))
    file = made.with_macros()

    assert one.copy is not None
    assert look(file, "docx", "a.docx").copy == look(file, "docx", "a.docx").copy
    assert Look.from_data(one.to_data(), one.copy) == one
    assert other.way == COPIED
