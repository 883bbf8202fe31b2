"""How large a package may be: looked at before it is parsed, because parsing is what costs.

The limits are some ten times what a package of this kind has. They keep a package that was made to
cost time or memory from costing more than a second or two.
"""

import re
from collections.abc import Iterator, Mapping

from linxuan.language import say
from linxuan.programme.faults import Faults

MOST_BYTES = 1_000_000
"""Of one file."""
MOST_TOGETHER = 4_000_000
"""Bytes of all files."""
MOST_TOML = 600_000
"""Bytes of all files that are TOML."""
MOST_TEXT = 400_000
"""Bytes of all texts of notices: 130,000 Chinese characters."""
MOST_LINES = 20_000
MOST_CORRECTED = 5_000_000
"""Characters of a notice times its corrections: each is looked for in the whole text."""
MOST_MARKS = 30_000
"""Brackets, equals signs, commas and points in all files that are TOML, outside texts and comments."""
DEEPEST = 20
"""Brackets inside one another."""
MOST_ELEMENTS = {"track": 30, "round": 30, "notice": 20, "stage": 100, "action": 300, "rule": 500}
MOST_OF_OTHERS = 2_000

_NEXT = re.compile(rb"\"\"\"|'''|[\"'#\[\]{}=,.]")
_ENDS = {
    b'"""': re.compile(rb'(?:[^"\\]|\\.|"(?!""))*+"""', re.DOTALL),
    b"'''": re.compile(rb"(?:[^']|'(?!''))*+'''"),
    b'"': re.compile(rb'(?:[^"\\\n]|\\[^\n])*+["\\\n]'),
    b"'": re.compile(rb"[^'\n]*+['\n]"),
    b"#": re.compile(rb"[^\n]*+\n"),
}


def within_limits(files: Mapping[str, bytes], faults: Faults) -> Mapping[str, bytes]:
    """Return the files that may be read; each of the others is a fault."""
    kept: dict[str, bytes] = {}
    spent = _Spent()
    for file, content in sorted(files.items()):
        problem = spent.refusal(file, content)
        if problem:
            faults.add_at(file, 0, problem, say("拆小，或去掉多余的内容"))
        else:
            kept[file] = content
    return kept


def check_count(kind: str, count: int) -> str:
    """Return what is wrong with the number of elements of a kind; empty where nothing is."""
    most = MOST_ELEMENTS.get(kind, MOST_OF_OTHERS)
    return say("{kind} 有{count}个，最多{most}个", kind=kind, count=count, most=most) if count > most else ""


def refusal_of_toml(content: bytes, *, most_marks: int = MOST_MARKS) -> str:
    """Return why a text is too intricate to be parsed; empty where it is not."""
    return _measured(content, most_marks)[1]


def _measured(content: bytes, most_marks: int) -> tuple[int, str]:
    """The marks of a text, and what is wrong with them."""
    depth, count = 0, 0
    for mark in _marks(content):
        count += 1
        depth = _deeper(depth, mark)
        if depth > DEEPEST:
            return count, say("括号套得太深")
        if count > most_marks:
            return count, say("键和值太多")
    return count, ""


class _Spent:
    """What the files so far have used up."""

    def __init__(self) -> None:
        self._bytes = self._toml = self._text = self._marks = 0

    def refusal(self, file: str, content: bytes) -> str:
        """Return why a file may not be read any more; empty where it may."""
        if len(content) > MOST_BYTES:
            return say("文件超过 1 MB")
        self._bytes += len(content)
        if self._bytes > MOST_TOGETHER:
            return say("程序包的文件合计超过 4 MB")
        if file.endswith(".txt"):
            return self._refusal_of_text(content)
        return self._refusal_of_toml(content) if file.endswith(".toml") else ""

    def _refusal_of_text(self, content: bytes) -> str:
        self._text += len(content)
        if self._text > MOST_TEXT:
            return say("通知正文合计超过 400 KB")
        return say("通知正文超过两万行") if len(content.splitlines()) > MOST_LINES else ""

    def _refusal_of_toml(self, content: bytes) -> str:
        self._toml += len(content)
        if self._toml > MOST_TOML:
            return say("程序包的 TOML 文件合计超过 600 KB")
        count, problem = _measured(content, MOST_MARKS - self._marks)
        self._marks += 0 if problem else count
        return problem


def _deeper(depth: int, mark: bytes) -> int:
    if mark in b"[{":
        return depth + 1
    return max(0, depth - 1) if mark in b"]}" else depth


def _marks(content: bytes) -> Iterator[bytes]:
    """Yield the marks outside texts and comments. What is not well formed ends where it is not."""
    at = 0
    while found := _NEXT.search(content, at):
        ends = _ENDS.get(found.group())
        if ends is None:
            yield found.group()
            at = found.end()
        elif closed := ends.match(content, found.end()):
            at = closed.end()
        else:
            return
