"""A file that is handed in as a paper may be anything: it is answered with a sentence, in bounded time."""

import time
from pathlib import Path

import pytest

from linxuan.errors import BadInput
from linxuan.papers.reading import read_pages
from tests.core.attacks.paper_files import refused, without_a_code

LONGEST = 70.0


@pytest.mark.parametrize(
    ("content", "word"), [pytest.param(file, word, id=name) for name, file, word in refused()]
)
def test_a_file_that_is_no_paper_is_refused_with_a_reason(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "upload"
    path.write_bytes(content)

    with pytest.raises(BadInput, match=word):
        read_pages(path)


@pytest.mark.parametrize("content", [pytest.param(file, id=name) for name, file in without_a_code()])
def test_a_file_without_a_code_has_none_or_is_refused(tmp_path: Path, content: bytes) -> None:
    path, begun = tmp_path / "upload", time.monotonic()
    path.write_bytes(content)

    assert codes_of(path) in ([], "refused")
    assert time.monotonic() - begun < LONGEST


def codes_of(path: Path) -> list[str] | str:
    try:
        return [text for page in read_pages(path) for text in page.texts]
    except BadInput:
        return "refused"
