"""The number of an official document (发文字号), such as 示例函〔2023〕12号: as GB/T 9704-2012, 7.2.5 writes it."""

import re
import unicodedata

from linxuan.errors import BadInput
from linxuan.language import say

LONGEST = 40
_WRITTEN = re.compile(r"([\u3400-\u9fff]{1,20})[\[(〔【]([0-9]{4})[\])〕】]([0-9]{1,5})号?")


def document_number(typed: str) -> str:
    """Return a document number as it is printed; empty where nothing was typed.

    The brackets of its year become 〔〕, digits half width. Raises BadInput for what is none: no sign of the
    office before it, a year of two digits, 第 or a zero before the number.
    """
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    if not text:
        return ""
    found = _WRITTEN.fullmatch(text) if len(text) <= LONGEST else None
    if found is None or found[3].startswith("0") or "第" in found[1]:
        told = say("发文字号要写成“示例函〔2023〕12号”：机关代字、年份、顺序号，顺序号前不加0，不加“第”")
        raise BadInput(told, field="reference")
    return f"{found[1]}〔{found[2]}〕{found[3]}号"
