"""A paper is laid out in a child: it reads nothing but its own folder, and ends in time."""

import time
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from linxuan.screening.confined import Stopped
from linxuan.screening.reach import landlock_version
from linxuan.typesetting import MOST_CODES, Backing, TemplateFailed, typeset_confined

FONTS = (Path(pylopdf_fonts_zh_cn.serif_path()).parent,)
HEAD = b'#set text(font: "Noto Serif SC")\n'
needs_landlock = pytest.mark.skipif(landlock_version() < 1, reason="this kernel has no Landlock")


def laid_out(template: bytes, data: str = "", **more: float) -> bytes:
    limits = {"memory": 300 * 2**20, "seconds": 20.0, **more}
    return typeset_confined({"a.typ": HEAD + template}, "a.typ", data, fonts=FONTS, **limits)  # type: ignore[arg-type]


def test_the_same_data_gives_the_same_bytes() -> None:
    template = b"#sys.inputs.data"

    assert laid_out(template, "一句话").startswith(b"%PDF")
    assert laid_out(template, "一句话") == laid_out(template, "一句话")


@pytest.mark.parametrize(
    "template",
    [
        b'#read("/etc/passwd")',
        b'#read("../../../../../etc/passwd")',
        b'#image("/proc/self/environ")',
        b'#import "@preview/cetz:0.3.1"',
        b'#import "@pre" + "view/cetz:0.3.1": *',
        b'#include "b.typ"',
        b"#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg'><image href='/etc/passwd'/></svg>\"))",
        b"#panic()",
    ],
    ids=[
        "absolute",
        "upwards",
        "proc",
        "network",
        "network, put together",
        "no file",
        "in a picture",
        "fails",
    ],
)
def test_a_template_reaches_nothing_but_its_own_folder(template: bytes) -> None:
    with pytest.raises(TemplateFailed) as fault:
        laid_out(template)

    assert (fault.value.file, fault.value.line) == ("a.typ", 2)
    assert "passwd:" not in str(fault.value)
    assert "linxuan-typeset" not in str(fault.value)


def test_a_fault_is_told_at_the_line_of_the_template_and_not_of_what_it_took_from_ours() -> None:
    files = {"own/a.typ": b'#import "/ours/b.typ": *\n\n#named((:))', "ours/b.typ": b"#let named(x) = x.name"}

    with pytest.raises(TemplateFailed) as fault:
        typeset_confined(files, "own/a.typ", "", fonts=FONTS)

    assert (fault.value.file, fault.value.line) == ("own/a.typ", 3)
    assert "没有“name”这一项" in fault.value.problem


def test_no_file_is_laid_beside_the_folder() -> None:
    with pytest.raises(ValueError, match="outside"):
        typeset_confined({"../outside.typ": b""}, "../outside.typ", "", fonts=FONTS)


@needs_landlock
def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The template's folder is made anew, so a link can only come by a fault of ours: the kernel stops it too.
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    written = Path.write_bytes

    def linked(path: Path, content: bytes) -> int:
        (path.parent / "link.txt").symlink_to(secret)
        return written(path, content)

    monkeypatch.setattr(Path, "write_bytes", linked)

    with pytest.raises(TemplateFailed) as fault:
        laid_out(b'#read("link.txt")')

    assert "读不到" in fault.value.problem


def test_words_that_look_like_commands_are_only_shown() -> None:
    assert laid_out(b"#sys.inputs.data", '#read("/etc/passwd") #while true {}').startswith(b"%PDF")


def test_a_template_without_end_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(Stopped) as fault:
        laid_out(b"#for a in range(100000) { for b in range(100000) { let c = a * b } }", seconds=1.5)

    assert fault.value.limit == "seconds"
    assert time.monotonic() - begun < 6


def test_a_template_that_speaks_of_a_billion_pages_is_given_codes_for_no_more_than_may_be() -> None:
    asked: list[int] = []

    def codes(pages: int) -> list[bytes]:
        asked.append(pages)
        return []

    backing = Backing(codes, ("answers.json", "{}"))
    template = b"#metadata(1000000000)<page-code>"

    made = typeset_confined({"a.typ": template}, "a.typ", "", fonts=FONTS, backing=backing)

    assert made.startswith(b"%PDF")
    assert asked == [MOST_CODES]


def test_a_plugin_that_a_template_brings_in_its_own_text_is_ended_like_any_other() -> None:
    # (module (memory (export "memory") 1) (func (export "f") (result i32) (loop (br 0)) unreachable))
    module = "0061736d01000000 0105016000017f 03020100 0503010001"
    module += "070e02066d656d6f7279020001660000 0a0a0108 0003400c000b000b"
    numbers = ", ".join(str(one) for one in bytes.fromhex(module))
    begun = time.monotonic()
    with pytest.raises(Stopped) as fault:
        laid_out(f"#plugin(bytes(({numbers}))).f()".encode(), seconds=1.5)

    assert fault.value.limit == "seconds"
    assert time.monotonic() - begun < 6


def test_a_template_that_wants_all_memory_is_ended() -> None:
    with pytest.raises(Stopped) as fault:
        laid_out(b'#let x = "a" * 64\n#for i in range(40) { x = x + x }\n#x.len()', seconds=15.0)

    assert fault.value.limit in ("memory", "crash")
