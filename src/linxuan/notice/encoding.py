"""From the bytes of a file to text: UTF-8 with or without a mark, or GB18030, and nothing by guessing."""

from linxuan.errors import BadInput
from linxuan.language import say

MOST_BYTES = 1_000_000
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_COMMON_SHARE = 0.7


def decode(data: bytes, name: str) -> str:
    """Return the text of a notice from its bytes; `name` is what the file is called in a complaint.

    Raises BadInput for a file that is empty, over 1 MB, no text, or in another encoding.
    """
    if len(data) > MOST_BYTES:
        raise BadInput(say("{name}：文件超过 1 MB，通知正文不会这么大；请只保留正文的文字。", name=name))
    if data.startswith(_UTF16_MARKS):
        raise _wrong_encoding(name)
    if b"\0" in data:
        raise BadInput(say("{name}：不是文本文件；请先识别成文字，另存为 UTF-8 文本。", name=name))
    text = _text(data)
    if text is None:
        raise _wrong_encoding(name)
    if not text.strip():
        raise BadInput(say("{name}：文件是空的，没有文字可读。", name=name))
    return text


def _wrong_encoding(name: str) -> BadInput:
    return BadInput(say("{name}：既不是 UTF-8，也不是 GB18030 编码；请另存为 UTF-8 文本。", name=name))


def _text(data: bytes) -> str | None:
    try:
        return data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError:
        return _simplified_chinese(data)


def _simplified_chinese(data: bytes) -> str | None:
    """GB18030 takes almost any bytes: what comes out must also look like Chinese as it is written."""
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    wide = [character for character in text if ord(character) > 0x2E7F]
    common = sum(map(_is_common, wide))
    return text if common >= _COMMON_SHARE * len(wide) else None


def _is_common(character: str) -> bool:
    """The first level of GB 2312 and its punctuation: what a notice is written in."""
    code = character.encode("gb2312", errors="ignore")
    return len(code) == 2 and (0xB0 <= code[0] <= 0xD7 or code[0] in (0xA1, 0xA3))
