"""What is no paper and no table is answered where it is verified or imported too: a sentence, in bounded time."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from linxuan.errors import BadInput
from linxuan.papers.reading import read_pages
from linxuan.screening.table_file import table_lines
from linxuan.workbooks.reading import read_book
from tests.core.uploads import made

LONGEST = 70.0
HOSTILE: list[tuple[str, Callable[[], bytes]]] = [
    ("a bomb", made.zip_bomb),
    ("a billion laughs", made.laughing),
    ("a locked archive", made.locked_zip),
    ("archives in archives", lambda: made.nested(6)),
    ("macros", made.with_macros),
    ("a PDF that inflates", made.stream_bomb),
]


@pytest.mark.parametrize("door", [read_pages, table_lines, read_book])
@pytest.mark.parametrize("file", [pytest.param(file, id=name) for name, file in HOSTILE])
def test_a_hostile_file_is_answered_with_a_sentence(
    tmp_path: Path, door: Callable[[Path], object], file: Callable[[], bytes]
) -> None:
    path = tmp_path / "file"
    path.write_bytes(file())
    begun = time.monotonic()

    with pytest.raises(BadInput) as told:
        door(path)
    assert "请" in told.value.problem, "it says what to do"
    assert "\n" not in told.value.problem
    assert time.monotonic() - begun < LONGEST
