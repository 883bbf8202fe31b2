"""From the bytes of a file to text."""

import pytest

from linxuan.errors import BadInput
from linxuan.notice.encoding import MOST_BYTES, decode

TEXT = "关于开展示范遴选工作的通知\n一、申报条件：具有独立法人资格，服务收入占30%以上。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "gb2312"])
def test_the_encodings_of_chinese_offices_are_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "通知.txt") == TEXT


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空"),
        (b" \n\r\n", "空"),
        (b"PK\x03\x04\x00\x00", "不是文本"),
        (TEXT.encode("utf-16"), "编码"),
        (TEXT.encode("utf-8")[:-2] + b"\xff", "编码"),
        (TEXT.encode("utf-8") + "尾".encode()[:2], "编码"),
        ("關於開展示範遴選工作的通知，申報條件與名額".encode("big5"), "编码"),
        (b"a" * (MOST_BYTES + 1), "1 MB"),
    ],
)
def test_what_is_no_readable_text_is_refused_with_its_name(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=words) as refused:
        decode(data, "通知.txt")
    assert "通知.txt" in str(refused.value)


def test_a_text_in_latin_letters_is_text() -> None:
    assert decode(b"A notice.\n", "a.txt") == "A notice.\n"
