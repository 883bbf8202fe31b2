"""Laws of the reader: whatever is done to a package, reading it ends in a list of faults."""

import copy
import json
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linxuan.inspection import inspect
from linxuan.programme.lines import KeyPath
from tests.core.programme.packages import CRAFT, DALIAN, GUILD, Files

PACKAGES = pytest.mark.parametrize("files", [DALIAN, GUILD, CRAFT], ids=["dalian", "guild", "craft"])
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WRONG: list[Any] = [
    3, -1, True, "x", "", [], ["x"], {}, {"a": 1}, 1.5, date(2023, 1, 1), [[1]], [{}], "enterprise",
    "一(二)1#1 词", "$x AND y", "a" * 3000, "((((", ["platform/sharing"], ["a", "a"],
]  # fmt: skip


def toml(value: object) -> str:
    """Return a value as TOML writes it on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{toml(key)} = {toml(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(toml, value)) + "]"
        case date():
            return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*path, key)
        yield from paths(each, (*path, key))


@st.composite
def broken(draw: st.DrawFn, files: Files) -> Files:
    """A package with something taken out of one of its files, or made into what it cannot be."""
    file = draw(st.sampled_from([file for file in files if file.endswith(".toml")]))
    table = copy.deepcopy(tomllib.loads(files[file].decode()))
    *way, last = draw(st.sampled_from(list(paths(table))))
    holder: Any = table
    for key in way:
        holder = holder[key]
    if draw(st.booleans()):
        del holder[last]
    else:
        holder[last] = draw(st.sampled_from(WRONG))
    text = "\n".join(f"{toml(key)} = {toml(each)}" for key, each in table.items())
    return {**files, file: text.encode()}


@PACKAGES
@FEW
@given(st.data())
def test_a_package_with_anything_wrong_in_it_ends_in_faults_with_words(
    files: Files, data: st.DataObject
) -> None:
    for error in inspect(data.draw(broken(files)), "any").errors:
        assert error.problem.strip()
        assert error.file in files


@PACKAGES
@FEW
@given(st.data())
def test_a_package_with_a_file_cut_off_ends_in_faults_with_words(files: Files, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(files)))
    end = data.draw(st.integers(0, len(files[file])))

    for error in inspect({**files, file: files[file][:end]}, "any").errors:
        assert error.problem.strip()


@PACKAGES
def test_a_package_written_in_another_way_is_the_same(files: Files) -> None:
    flat = {
        file: "\n".join(
            f"{toml(key)} = {toml(each)}" for key, each in tomllib.loads(content.decode()).items()
        ).encode()
        if file.endswith(".toml")
        else content
        for file, content in files.items()
    }

    assert inspect(flat, "any").errors == ()
