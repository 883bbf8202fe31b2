"""JSON files that people hand in: one object, exact numbers, nothing said twice."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NoReturn

from linxuan.answers.raw import shown
from linxuan.errors import BadInput
from linxuan.language import say

_MOST_BYTES = 8_000_000


def read_json_object(path: Path) -> Mapping[str, object]:
    """Read a file that holds one JSON object; numbers with a point become decimals.

    Raises BadInput with one sentence that names the file and says what to do.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError) as fault:
        raise BadInput(say("{file}：打不开这个文件（{why}）", file=path, why=_why(fault))) from None
    if len(raw) > _MOST_BYTES:
        raise BadInput(say("{file}：文件超过8 MB，不像是一份答案", file=path))
    return parse_json_object(raw, named=str(path))


def parse_json_object(raw: bytes, *, named: str) -> Mapping[str, object]:
    """Read one JSON object in UTF-8. Raises BadInput, calling the text `named`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(say("{file}：不是UTF-8编码的文本，请另存为UTF-8", file=named)) from None
    found = _parsed(text, named)
    if not isinstance(found, Mapping):
        raise BadInput(say("{file}：应是一个JSON对象，如 {example}", file=named, example='{"name": "…"}'))
    return found


def _parsed(text: str, named: str) -> object:
    try:
        return json.loads(
            text, parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_without_repeats
        )
    except json.JSONDecodeError as fault:
        line, column = fault.lineno, fault.colno
        raise BadInput(
            say("{file}：第{line}行第{column}列不是JSON", file=named, line=line, column=column)
        ) from None
    except RecursionError:
        raise BadInput(say("{file}：嵌套太深，答案是一个平的对象", file=named)) from None
    except BadInput as fault:
        raise BadInput(say("{file}：{problem}", file=named, problem=fault.problem)) from None
    except (ValueError, ArithmeticError):
        raise BadInput(say("{file}：有一个数太长，无法读取", file=named)) from None


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise BadInput(say("“{field}”写了两次，请只留一个", field=shown(key)))
        found[key] = value
    return found


def _no_number(word: str) -> NoReturn:
    raise BadInput(say("{word}不是数", word=word))


def _why(fault: OSError | ValueError) -> str:
    if isinstance(fault, FileNotFoundError):
        return say("没有这个文件")
    if isinstance(fault, IsADirectoryError):
        return say("这是文件夹")
    if isinstance(fault, PermissionError):
        return say("没有读取的权限")
    return getattr(fault, "strerror", None) or str(fault)
