"""The lines of keys in a TOML text: every key that TOML has is found, where it is written."""

import tomllib
from collections.abc import Iterator

import pytest

from linxuan.programme.lines import KeyPath, Lines
from tests.core.programme.packages import CRAFT, DALIAN, GUILD

TEXT = '''
a.b = 1                      # line 2
"k y" = """
x = 3
"""
z = [[1, {q = 2, r = [3,
  4]}], # c, ]
  5]
[one]
'p.q' = "a = [b]"
[[two]]
a = 1
[[two]]
b = { c = "}", d = 'x' }
'''


def paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from paths(each, (*path, key))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a", "b"), 2),
        (("k y",), 3),
        (("z", 0, 1, "r", 1), 7),
        (("z", 1), 8),
        (("one",), 9),
        (("one", "p.q"), 10),
        (("two", 1, "b", "d"), 14),
    ],
)
def test_a_key_has_its_line(path: KeyPath, line: int) -> None:
    assert Lines(TEXT).of(path) == line


def test_a_key_that_is_not_written_has_the_line_of_what_is_around_it() -> None:
    assert Lines(TEXT).of(("one", "missing", 3)) == 9


def test_what_is_not_there_at_all_has_no_line() -> None:
    assert Lines(TEXT).of(("three",)) == 0


@pytest.mark.parametrize(
    "content",
    [
        content
        for files in (DALIAN, GUILD, CRAFT)
        for file, content in files.items()
        if file.endswith(".toml")
    ],
)
def test_every_key_of_a_package_is_found(content: bytes) -> None:
    text = content.decode()
    lines = Lines(text)

    unknown = [path for path in paths(tomllib.loads(text)) if len(path) > 1 and lines.of(path) == 0]

    assert unknown == []


def test_the_line_of_a_key_holds_the_key() -> None:
    text = DALIAN["call.toml"].decode()
    lines, written = Lines(text), text.split("\n")

    for path in paths(tomllib.loads(text)):
        if len(path) > 1 and isinstance(path[-1], str):
            assert path[-1] in written[lines.of(path) - 1]
