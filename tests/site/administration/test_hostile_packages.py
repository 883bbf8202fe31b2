"""A package of somebody who means harm: each refused in one sentence, and nothing of it is kept or run."""

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest
from xlsxwriter import Workbook

from linxuan.errors import BadInput, Refused
from linxuan.programme.reading import package_files
from linxuan_site.actions.packages import publish_package, receive_package
from linxuan_site.models import Account, PublishedCall, UploadedPackage
from tests.core.letters.word_templates import HOSTILE, TAGS, template, with_parts
from tests.site.administration.packages import archive, entry
from tests.site.life.conftest import CALL, PACKAGE, Life
from tests.site.portal.conftest import Visitor
from tests.site.portal.reading import read

WORD, BOOK, TYPST = "templates/letter.docx", "templates/summary.xlsx", "templates/form.typ"


def packed(write: Callable[[zipfile.ZipFile], None]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, file in package_files(PACKAGE).items():
            opened.writestr(f"{CALL}/{path}", file)
        write(opened)
    return content.getvalue()


def locked() -> bytes:
    """An archive whose entries say that they are locked."""
    content = bytearray(packed(lambda _opened: None))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


ARCHIVES: Mapping[str, Callable[[], bytes]] = {
    "a bomb of many files": lambda: packed(
        lambda it: [it.writestr(f"{CALL}/lists/l{n}.csv", b"0" * 900_000) for n in range(200)] and None
    ),
    "more entries than any package": lambda: packed(
        lambda it: [it.writestr(f"{CALL}/x{n}", b"") for n in range(3_000)] and None
    ),
    "a link": lambda: packed(lambda it: it.writestr(entry(f"{CALL}/lists/a.csv", 0o120777), b"/etc/passwd")),
    "a device": lambda: packed(lambda it: it.writestr(entry(f"{CALL}/lists/a.csv", 0o020666), b"")),
    "a path upwards": lambda: packed(lambda it: it.writestr("../../etc/cron.d/x", b"x")),
    "a path from the root": lambda: packed(lambda it: it.writestr("/etc/cron.d/x", b"x")),
    "a path of Windows": lambda: packed(lambda it: it.writestr("C:\\windows\\x.toml", b"x")),
    "locked": locked,
    "cut off": lambda: packed(lambda _opened: None)[:-200],
    "no archive": lambda: b"\x7fELF" + b"\0" * 100,
    "empty": lambda: b"",
}


@pytest.mark.parametrize("attack", ARCHIVES)
def test_a_hostile_archive_is_refused_in_one_sentence_and_not_kept(
    attack: str, administrator: Account, life: Life
) -> None:
    with pytest.raises(BadInput) as fault:
        receive_package("p.zip", ARCHIVES[attack](), call=CALL, by=administrator)

    assert fault.value.problem
    assert "\n" not in fault.value.problem
    assert not UploadedPackage.objects.exists()


def book(write: Callable[[Workbook], None] = lambda _book: None) -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        made.add_worksheet().write_string(0, 0, "汇总表")
        write(made)
    return file.getvalue()


BOOKS: Mapping[str, bytes] = {
    "macros": with_parts(book(), {"xl/vbaProject.bin": b"x"}),
    "a link outside": with_parts(book(), {"xl/externalLinks/externalLink1.xml": b"<a/>"}),
    "an object": with_parts(book(), {"xl/embeddings/oleObject1.bin": b"x"}),
    "a document type": with_parts(
        book(),
        {"xl/workbook.xml": lambda part: part.replace(b"<workbook", b"<!DOCTYPE a [<!ENTITY b 'c'>]><workbook", 1)},
    ),
    "a bomb": with_parts(book(), {"xl/media/image1.png": b"\0" * 30_000_000}),
    "a formula that reaches out": book(lambda it: it.worksheets()[0].write_formula("A1", '=WEBSERVICE("https://example.org")')),
    "no workbook": b"PK\x03\x04",
}  # fmt: skip
TYPSTS: Mapping[str, str] = {
    "a file of the machine": '#read("/etc/passwd")',
    "a way upwards": '#import "../../call.toml": *',
    "a package of the network": '#import "@preview/a:0.1.0": *',
    "a plugin": '#plugin("x.wasm")',
    "a loop without end": "#let f() = { while true { } }\n#f()",
    "a text that grows": '#let a = "x"\n#for n in range(99) { a = a + a }\n#a',
    "what is no template": "#let (",
}


def with_brought(path: str, content: bytes) -> dict[str, bytes]:
    """The real package, one of its papers laid out by what it brings."""
    files = package_files(PACKAGE)
    call = files["call.toml"].decode()
    if path == WORD:
        call = call.replace("[paper.opinion]\n", f'[paper.opinion]\nword = "{WORD}"\n', 1)
    elif path == BOOK:
        call = call.replace("[paper.summary]\n", f'[paper.summary]\nworkbook = "{BOOK}"\n', 1)
    else:
        call = call.replace('template = "form"', f'template = "{TYPST}"', 1)
    return {**files, "call.toml": call.encode(), path: content}


def test_a_bomb_of_one_file_is_read_no_further_than_may_be_and_told(
    administrator: Account, life: Life
) -> None:
    bomb = packed(lambda it: it.writestr(f"{CALL}/lists/a.csv", b"0" * 100_000_000))
    package = receive_package("p.zip", bomb, call="", by=administrator)

    assert package.state == "faulty"
    assert [one["file"] for one in package.report["errors"]][:1] == ["lists/a.csv"]
    assert len(package.files["lists/a.csv"]) < 2_000_000


def brought() -> list[tuple[str, str, bytes]]:
    """Some of each sort: all of them are tried where they are read (`tests/core`)."""
    files = ("macros", "a template that is loaded", "a field that brings a file", "a bomb")
    found = [(f"docx: {name}", WORD, HOSTILE[name]) for name in files]
    found += [(f"xlsx: {name}", BOOK, content) for name, content in BOOKS.items()]
    some = ("the way out of the sandbox", "a tag without end")
    found += [(f"docx: {name}", WORD, template(TAGS[name])) for name in some]
    return found + [(f"typ: {name}", TYPST, text.encode()) for name, text in TYPSTS.items()]


@pytest.mark.parametrize(("path", "content"), [pytest.param(*one[1:], id=one[0]) for one in brought()])
def test_a_hostile_template_is_told_in_one_sentence_and_not_published(
    path: str, content: bytes, administrator: Account, life: Life
) -> None:
    package = receive_package("p.zip", archive(with_brought(path, content), CALL), call="", by=administrator)
    told = [one for one in package.report["errors"] if one["file"] == path]

    assert package.state == "faulty"
    assert told
    assert all(one["problem"] and "\n" not in one["problem"] for one in told)
    with pytest.raises(Refused):
        publish_package(package.pk, why="试", by=administrator)
    assert PublishedCall.objects.filter(call=CALL).count() == 1


def test_the_page_tells_it_with_what_to_do(visitor: Visitor, administrator: Account, life: Life) -> None:
    files = with_brought(WORD, HOSTILE["macros"])
    package = receive_package("p.zip", archive(files, CALL), call="", by=administrator)
    page = read(visitor(administrator).get(f"/administration/packages/{package.pk}/").content)

    assert "word/vbaProject.bin" in page.text
    assert "另存为docx" in page.text


def test_a_sound_one_is_published_with_its_word_template(administrator: Account, life: Life) -> None:
    files = with_brought(WORD, template("{{ office }}", "{{ reference }}"))
    package = receive_package("p.zip", archive(files, CALL), call="", by=administrator)

    assert package.report["errors"] == []
    published = publish_package(package.pk, why="试", by=administrator)
    assert WORD in published.files
