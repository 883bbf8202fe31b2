"""The templates of papers that a package brings: what each asks for, looked at before anything is laid out.

What a template may do is decided where it is laid out (`linxuan.typesetting`): in a child that finds
nothing but these files and ours. What is said here is said early, with a line and what to do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from linxuan.language import say
from linxuan.programme.faults import listed, suggestion
from linxuan.programme.kept import is_binary

FOLDER = "templates/"
SHARED = ("/linxuan/faces.typ", "/linxuan/form-parts.typ", "/linxuan/letter-parts.typ")
"""What of ours a template may take, by the path under which it finds it."""
MOST_TEMPLATES = 20
MOST_BYTES = 100_000
"""Of one template: ours have 6,000."""
_NAME = re.compile(r"templates/[a-z][a-z0-9_-]{0,39}\.(?:typ|xlsx|docx)")
_TEXT = r'"((?:[^"\\\n]|\\.)*)"'
_COMMENT = re.compile(r"(?<!:)//[^\n]*|/\*.*?\*/", re.DOTALL)
_TAKEN = re.compile(rf"#?\b(?:import|include)\s*{_TEXT}")
_READ = re.compile(rf"\b(?:read|image|json|csv|toml|yaml|xml|cbor|bibliography)\s*\(\s*{_TEXT}")
_PLUGIN = re.compile(r"\bplugin\s*\(")


@dataclass(frozen=True)
class TemplateFault:
    """What is wrong on a line of a template, and what to do; line 0 is the file itself."""

    line: int
    problem: str
    hint: str


def is_template(file: str) -> bool:
    """Tell whether a file of a package is a template that is laid out by the typesetter."""
    return file.startswith(FOLDER) and not is_binary(file)


def is_layout(file: str) -> bool:
    """Tell whether a file of a package is a workbook or a Word file, to be filled in."""
    return file.startswith(FOLDER) and is_binary(file)


def name_fault(file: str) -> TemplateFault | None:
    """Return what is wrong with the name of a template or layout; None where nothing is."""
    if _NAME.fullmatch(file):
        return None
    hint = say("用小写英文字母、数字、_ 和 -，字母开头，最多40个字符，如 templates/form.typ")
    return TemplateFault(0, say("“{file}”不能作模板的名字", file=file), hint)


def taken_by(file: str, text: str) -> tuple[str, ...]:
    """Return the templates of the package that a template takes something from."""
    return tuple(path for _line, written in _imports(text) if (path := _inside(file, written)))


def template_faults(file: str, text: str, templates: Mapping[str, str]) -> Iterator[TemplateFault]:
    """Yield what is wrong with a template; `templates` are all of the package."""
    if fault := name_fault(file):
        yield fault
    if len(text.encode()) > MOST_BYTES:
        yield TemplateFault(0, say("模板超过 100 KB"), say("拆成几个，用 import 引用"))
        return
    for line, written in _imports(text):
        yield from _fault_of_import(line, file, written, templates)
    plain = _without_comments(text)
    for found in _READ.finditer(plain):
        problem = say("模板不能读文件“{path}”", path=found[1])
        yield TemplateFault(_line(plain, found), problem, say("要用的内容都在 data 里"))
    for found in _PLUGIN.finditer(plain):
        yield TemplateFault(_line(plain, found), say("模板不能用 plugin"), say("删去这一处"))


def _fault_of_import(
    line: int, file: str, written: str, templates: Mapping[str, str]
) -> Iterator[TemplateFault]:
    if written.startswith("@"):
        hint = say("没有随系统提供的排版包；可用：{words}", words=listed(SHARED))
        yield TemplateFault(line, say("模板不能用网上的包“{name}”", name=written), hint)
    elif written not in SHARED and _inside(file, written) not in templates:
        known = (*SHARED, *(f"/{one}" for one in templates if one != file))
        yield TemplateFault(line, say("没有可以引用的“{path}”", path=written), suggestion(written, known))


def _inside(file: str, written: str) -> str:
    """The template of the package that a path means; empty where it means none."""
    path = normpath(join("/", dirname(file), written)).removeprefix("/")
    return path if is_template(path) and ".." not in written.split("/") else ""


def _imports(text: str) -> Iterator[tuple[int, str]]:
    plain = _without_comments(text)
    for found in _TAKEN.finditer(plain):
        yield _line(plain, found), found[1]


def _without_comments(text: str) -> str:
    """The text with its comments blank, each line where it was."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1
