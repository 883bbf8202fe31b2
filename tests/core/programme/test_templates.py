"""Templates that a package brings: what is wrong in one is told with its line, and each is used."""

import pytest

from linxuan.errors import DefinitionError
from linxuan.programme.differences import differences
from linxuan.programme.reading import read_files, read_with_errors
from tests.core.programme.test_documentation import EXAMPLE

FILE = "templates/application.typ"


def faults(text: str, **more: str) -> list[DefinitionError]:
    """What is wrong with the example where its template is `text`."""
    others = {f"templates/{name}.typ": content.encode() for name, content in more.items()}
    return list(read_with_errors({**EXAMPLE, FILE: text.encode(), **others}, "example")[1])


def test_a_package_has_its_templates_by_path() -> None:
    call = read_files(EXAMPLE, "example")

    assert call.papers["application"].template == FILE
    assert set(call.templates) == {FILE}


def test_a_template_may_take_from_another_one_and_from_ours() -> None:
    text = '#import "/linxuan/faces.typ": *\n#import "cover.typ": cover\n#include "/templates/cover.typ"'

    assert faults(text, cover="#let cover = []") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('#import "@preview/cetz:0.3.1": *', "网上的包"),
        ('#import "@local/own:1.0.0"', "网上的包"),
        ('#include "../notice.txt"', "没有可以引用的"),
        ('#import "/etc/passwd"', "没有可以引用的"),
        ('#import "../../outside.typ": *', "没有可以引用的"),
        ('#import "/linxuan/../templates/../call.toml": *', "没有可以引用的"),
        ('#read("/etc/passwd")', "不能读文件"),
        ('#image("logo.png")', "不能读文件"),
        ('#json("data.json")', "不能读文件"),
        ('#let p = plugin("a.wasm")', "不能用 plugin"),
        ("#let p = plugin(bytes((0, 97)))", "不能用 plugin"),
    ],
)
def test_what_a_template_may_not_take_is_told_with_its_line(line: str, told: str) -> None:
    (fault,) = {one.line: one for one in faults(f"// 封面\n\n{line}\n")}.values()

    assert (fault.file, fault.line) == (FILE, 3)
    assert told in fault.problem
    assert fault.hint


def test_a_slip_in_a_name_of_ours_gets_a_suggestion() -> None:
    (fault,) = faults('#import "/linxuan/form-part.typ": *')

    assert "/linxuan/form-parts.typ" in fault.hint


def test_what_stands_in_a_comment_is_not_asked_for() -> None:
    assert faults('// #import "@preview/cetz:0.3.1"\n/* #read("x") */\n见 https://example.org/ ') == []


def test_a_template_that_no_paper_names_is_told() -> None:
    (fault,) = faults("", spare="")

    assert fault.file == "templates/spare.typ"
    assert "没有材料用到" in fault.problem


def test_a_second_form_that_nobody_would_print_is_told() -> None:
    pledge = (
        b'[paper.pledge]\nname = "P"\nfrom = "applicant"\ntemplate = "templates/pledge.typ"\n'
        b'source = "authority"\nwhy = "W"\n'
    )
    files = {**EXAMPLE, "call.toml": EXAMPLE["call.toml"] + pledge, "templates/pledge.typ": b""}

    (fault,) = read_with_errors(files, "example")[1]

    assert (fault.place, "不会印出来" in fault.problem) == ("paper.pledge.template", True)


def test_a_paper_that_names_a_template_which_is_not_there_is_told_with_the_nearest() -> None:
    files = {**EXAMPLE, "call.toml": EXAMPLE["call.toml"].replace(b"application.typ", b"aplication.typ")}
    found = read_with_errors(files, "example")[1]

    assert any(one.place == "paper.application.template" and FILE in one.hint for one in found)


@pytest.mark.parametrize("name", ["Form", "1", "表格", "a" * 60])
def test_a_template_has_a_plain_name(name: str) -> None:
    assert any("不能作模板的名字" in one.problem for one in faults("", **{name: ""}))


def test_a_template_of_many_bytes_is_told() -> None:
    assert "100 KB" in faults("字" * 40_000)[0].problem


def test_a_version_tells_which_lines_of_a_template_changed() -> None:
    changed = {**EXAMPLE, FILE: EXAMPLE[FILE].replace(b"30pt", b"28pt")}
    (found,) = differences(read_files(EXAMPLE, "example"), read_files(changed, "example"))

    assert (found.change, found.kind, found.address) == ("changed", "template", FILE)
    assert ("30pt" in found.keys[0].before, "28pt" in found.keys[0].after) == (True, True)
