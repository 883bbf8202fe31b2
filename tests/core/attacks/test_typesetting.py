"""A paper is laid out in a child: it reads nothing but its own folder, and ends in time."""

import time
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from linxuan.screening.confined import Stopped
from linxuan.screening.reach import landlock_version
from linxuan.typesetting import typeset_confined

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
        b'#include "b.typ"',
        b"#panic()",
    ],
    ids=["absolute", "upwards", "proc", "package from the network", "no such file", "fails"],
)
def test_a_template_reaches_nothing_but_its_own_folder(template: bytes) -> None:
    with pytest.raises(Stopped) as fault:
        laid_out(template)

    assert fault.value.limit == "crash"


@needs_landlock
def test_a_link_in_the_folder_leads_nowhere(tmp_path: Path) -> None:
    # The template's folder is made anew, so a link can only come by a fault of ours: the kernel stops it too.
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")

    with pytest.raises(Stopped):
        laid_out(f'#read("{secret}")'.encode())


def test_words_that_look_like_commands_are_only_shown() -> None:
    assert laid_out(b"#sys.inputs.data", '#read("/etc/passwd") #while true {}').startswith(b"%PDF")


def test_a_template_without_end_is_ended() -> None:
    begun = time.monotonic()
    with pytest.raises(Stopped) as fault:
        laid_out(b"#for a in range(100000) { for b in range(100000) { let c = a * b } }", seconds=1.5)

    assert fault.value.limit == "seconds"
    assert time.monotonic() - begun < 6


def test_a_template_that_wants_all_memory_is_ended() -> None:
    with pytest.raises(Stopped) as fault:
        laid_out(b'#let x = "a" * 64\n#for i in range(40) { x = x + x }\n#x.len()', seconds=15.0)

    assert fault.value.limit in ("memory", "crash")
