"""The page on writing a programme: its example is a sound package, and its tables name what the reader knows."""

import re
from pathlib import Path

import pytest

from linxuan.inspection import inspect
from linxuan.programme.elements import forms, steps
from linxuan.programme.known import IN_CALL
from linxuan.programme.refused import KEYS, KINDS

PAGE = (Path(__file__).parents[3] / "docs" / "writing-a-programme.md").read_text(encoding="utf-8")
EXAMPLE = {
    file: content.encode()
    for file, content in re.findall(r"^#### `(.+?)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
}


def test_the_example_is_a_whole_package() -> None:
    found = inspect(EXAMPLE, "example")

    assert found.errors == ()
    assert {"notice.txt", "call.toml", "forms/fields.toml"} < set(EXAMPLE)
    assert len(found.cases) > 5
    assert found.phrases


@pytest.mark.parametrize("kind", IN_CALL)
def test_every_kind_of_element_is_described(kind: str) -> None:
    assert f"[{kind}." in PAGE


@pytest.mark.parametrize(
    "word",
    [
        *forms.KINDS,
        *steps.KINDS,
        *steps.NEEDS,
        *steps.SEALS,
        *steps.COLUMNS,
        *(f"{need}:" for need in steps.NEEDED),
    ],
)
def test_every_word_that_the_reader_takes_is_described(word: str) -> None:
    assert f"`{word}" in PAGE


@pytest.mark.parametrize("word", [*KINDS, *(key for keys in KEYS.values() for key in keys)])
def test_everything_that_is_refused_is_named(word: str) -> None:
    refused = PAGE.split("## 13.")[1].split("## 14.")[0]

    assert f"`{word}`" in refused
