"""Files of answers: one JSON object, or one sentence that says what is wrong with the file."""

from contextlib import suppress
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linxuan.answers.document import parse_json_object, read_json_object
from linxuan.errors import BadInput

WRONG = {
    "an array": b"[]",
    "a word": b'"x"',
    "nothing": b"",
    "half an object": b'{"a": 1',
    "a key twice": b'{"a": 1, "a": 2}',
    "a key of many lines twice": b'{"a\\nb": 1, "a\\nb": 2}',
    "a key twice inside": b'{"a": {"b": 1, "b": 2}}',
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "too deep": b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a number that never ends": b'{"a": ' + b"9" * 10_000 + b"}",
    "GBK": '{"a": "大连"}'.encode("gbk"),
    "UTF-16": '{"a": 1}'.encode("utf-16"),
}


@pytest.mark.parametrize("raw", WRONG.values(), ids=WRONG.keys())
def test_a_wrong_file_is_told_in_one_line_that_names_it(raw: bytes) -> None:
    with pytest.raises(BadInput) as caught:
        parse_json_object(raw, named="answers.json")
    assert caught.value.problem.startswith("answers.json")
    assert "\n" not in caught.value.problem


def test_numbers_with_a_point_stay_exact() -> None:
    assert parse_json_object(b'{"a": 0.1, "b": 2}', named="x") == {"a": Decimal("0.1"), "b": 2}


def test_a_byte_order_mark_is_no_fault() -> None:
    assert parse_json_object(b'\xef\xbb\xbf{"a": 1}', named="x") == {"a": 1}


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"none\.json.*没有这个文件"):
        read_json_object(tmp_path / "none.json")


def test_a_folder_is_no_file_of_answers(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="文件夹"):
        read_json_object(tmp_path)


def test_a_file_without_an_end_is_not_read_to_its_end(tmp_path: Path) -> None:
    huge = tmp_path / "huge.json"
    with huge.open("wb") as file:
        file.truncate(8_000_001)
    with pytest.raises(BadInput, match="8 MB"):
        read_json_object(huge)


def test_a_name_that_no_file_can_have_is_told() -> None:
    with pytest.raises(BadInput):
        read_json_object(Path("a\0b"))


@given(st.binary(max_size=60))
def test_any_bytes_are_an_object_or_told_to_be_none(raw: bytes) -> None:
    with suppress(BadInput):
        assert isinstance(parse_json_object(raw, named="x"), dict)
