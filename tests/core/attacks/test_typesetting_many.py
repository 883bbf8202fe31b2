"""Many papers in one child: each as it would be by itself, and none takes another with it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pylopdf_fonts_zh_cn
import pytest

from linxuan import typesetting
from linxuan.screening.confined import Stopped
from linxuan.screening.limits import resident
from linxuan.typesetting import Backing, TemplateFailed, Typesetter, typeset_confined

FONTS = (Path(pylopdf_fonts_zh_cn.serif_path()).parent,)
HEAD = b'#set text(font: "Noto Serif SC")\n'
CODED = HEAD + (
    b"#set page(footer: context [#metadata(here().page())<page-code>"
    b'#{ let (codes, page) = (json("/linxuan/codes.json"), here().page());'
    b'if page <= codes { read("/linxuan/code-" + str(page) + ".gray") } }])\n'
    b'#let attached = json("/linxuan/attached.json")\n'
    b"#pdf.attach(attached.name, bytes(attached.content))\n#sys.inputs.data\n#pagebreak()\n#sys.inputs.data"
)
ENDLESS = b"#for a in range(100000) { for b in range(100000) { let c = a * b } }"
MIB = 2**20


@pytest.fixture
def typesetter() -> Iterator[Typesetter]:
    with Typesetter(FONTS, memory=300 * MIB, seconds=5.0) as made:
        yield made


def laid_out(typesetter: Typesetter, template: bytes, data: str = "") -> bytes:
    return typesetter.typeset({"a.typ": HEAD + template}, "a.typ", data)


def child_of(typesetter: Typesetter) -> int:
    assert typesetter._at_work is not None
    return typesetter._at_work._child.pid


def coded(name: str) -> Backing:
    return Backing(
        lambda pages: [f"{name} {one}".encode() for one in range(pages)], ("answers.json", f'"{name}"')
    )


def test_each_is_byte_for_byte_what_it_would_be_by_itself_with_its_own_codes_and_file(
    typesetter: Typesetter,
) -> None:
    names = ("甲", "乙", "甲", "丙䶮")

    together = [typesetter.typeset({"a.typ": CODED}, "a.typ", one, backing=coded(one)) for one in names]

    alone = [
        typeset_confined({"a.typ": CODED}, "a.typ", one, fonts=FONTS, backing=coded(one)) for one in names
    ]
    assert together == alone
    assert len(set(together)) == 3


def test_what_one_paper_brought_is_not_there_for_the_next(typesetter: Typesetter) -> None:
    typesetter.typeset({"a.typ": b'#read("secret.txt")', "secret.txt": b"secret"}, "a.typ", "")

    for place in ("secret.txt", "../paper-0/secret.txt", "../paper-0.json"):
        with pytest.raises(TemplateFailed):
            laid_out(typesetter, f'#read("{place}")'.encode())


def test_a_template_that_fails_leaves_the_child_to_the_others(typesetter: Typesetter) -> None:
    laid_out(typesetter, b"one")
    first = child_of(typesetter)

    with pytest.raises(TemplateFailed) as fault:
        laid_out(typesetter, b"#nothing")

    assert (fault.value.file, fault.value.line) == ("a.typ", 2)
    assert laid_out(typesetter, b"two").startswith(b"%PDF")
    assert child_of(typesetter) == first


def test_a_paper_without_end_is_ended_and_another_child_goes_on() -> None:
    with Typesetter(FONTS, seconds=1.5) as typesetter:
        before = laid_out(typesetter, b"one")
        first = child_of(typesetter)

        with pytest.raises(Stopped) as fault:
            laid_out(typesetter, ENDLESS)

        assert fault.value.limit == "seconds"
        assert laid_out(typesetter, b"one") == before
        assert child_of(typesetter) != first


def test_codes_that_cannot_be_made_end_the_child_and_are_told(typesetter: Typesetter) -> None:
    def none(_pages: int) -> list[bytes]:
        raise LookupError("no key")

    with pytest.raises(LookupError):
        typesetter.typeset({"a.typ": CODED}, "a.typ", "", backing=Backing(none, ("a.json", "{}")))

    assert laid_out(typesetter, b"one").startswith(b"%PDF")


def test_a_child_that_was_killed_costs_no_paper(typesetter: Typesetter) -> None:
    before = laid_out(typesetter, b"one")
    os.kill(child_of(typesetter), 9)

    assert laid_out(typesetter, b"one") == before


def test_a_child_is_followed_by_another_before_it_grows_old(
    typesetter: Typesetter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "PAPERS_EACH", 2)
    laid_out(typesetter, b"one")
    laid_out(typesetter, b"two")

    assert typesetter._at_work is None
    assert laid_out(typesetter, b"three").startswith(b"%PDF")


def test_memory_stays_flat_over_many_papers(typesetter: Typesetter) -> None:
    held = []
    for paper in range(120):
        laid_out(typesetter, b"#sys.inputs.data", f"第{paper}份，" * 400)
        held.append(resident(child_of(typesetter)))

    assert max(held[60:]) < max(held[:60]) * 1.15


def test_nothing_is_left_behind(typesetter: Typesetter) -> None:
    laid_out(typesetter, b"one")
    assert typesetter._at_work is not None
    folder, pid = typesetter._at_work._folder, child_of(typesetter)
    assert not (folder / "paper-0").exists()

    typesetter.__exit__()

    assert not folder.exists()
    assert resident(pid) == 0
