"""What no database keeps and no page can show: half characters, the character zero, NaN and Infinity."""

from json import dumps
from typing import Any

from linxuan.errors import BadInput
from linxuan.language import say


def refuse_unstorable(value: Any, *, field: str = "") -> None:
    """Raise `BadInput` for a value that JSON, UTF-8 or PostgreSQL cannot hold."""
    try:
        text = dumps(value, ensure_ascii=False, allow_nan=False, default=str)
        text.encode()
    except ValueError as fault:
        raise BadInput(say("内容里有无法保存的字符或数，请删去后再保存"), field=field) from fault
    if "\\u0000" in text:
        raise BadInput(say("内容里有无法保存的字符或数，请删去后再保存"), field=field)
