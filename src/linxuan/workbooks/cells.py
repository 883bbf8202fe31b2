"""One cell that came back beside what the system holds: the same, written otherwise, or something else."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from linxuan.answers.numbers import as_decimal
from linxuan.answers.raw import Unfit
from linxuan.answers.units import moved
from linxuan.credit_code import is_credit_code, normalised
from linxuan.headings import squeezed
from linxuan.language import say
from linxuan.programme.definition import Field
from linxuan.workbooks.heads import Asked
from linxuan.workbooks.reading import ReadCell

Value = str | int | Decimal
"""What the system holds in a cell; the empty text is nothing."""
Level = Literal["differs", "form"]
NUMBERS = ("amount", "count", "share")
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,20})?(?:e-?\d{1,2})?", re.ASCII)
_PLACES = {"amount": 2, "count": 0, "share": 4}


@dataclass(frozen=True)
class Slip:
    """What is wrong in a cell: `differs` says something else than the system, `form` is only written otherwise."""

    problem: str
    level: Level = "differs"


def slips(cell: ReadCell | None, held: Value, asked: Asked, power: int = 0) -> Iterator[Slip]:
    """Yield what is wrong in a cell; `power` moves what its heading gives in another unit."""
    if cell is None:
        if held != "":
            yield Slip(say("空着"))
    elif asked.kind in NUMBERS:
        yield from _of_number(cell, held, asked, power)
    elif asked.id == "credit_code":
        yield from _of_code(cell, str(held))
    else:
        yield from _of_text(cell, str(held))


def _of_text(cell: ReadCell, held: str) -> Iterator[Slip]:
    if cell.text == held.strip():
        return
    if squeezed(cell.text) == squeezed(held):
        yield Slip(say("全角半角、大小写或空格不同"), "form")
    elif not held:
        yield Slip(say("系统里没有内容"))
    else:
        yield Slip(say("内容不同"))


def _of_code(cell: ReadCell, held: str) -> Iterator[Slip]:
    code = normalised(cell.text)
    if cell.is_number:
        yield Slip(say("按数字存了，后几位已丢失；请把这一格设为文本再填"))
    elif code == normalised(held):
        if code != cell.text:
            yield Slip(say("全角半角、大小写或空格不同"), "form")
    elif not is_credit_code(code):
        yield Slip(say("不是有效的统一社会信用代码，校验位或位数不对"))
    else:
        yield Slip(say("内容不同"))


def _of_number(cell: ReadCell, held: Value, asked: Asked, power: int) -> Iterator[Slip]:
    typed = typed_number(cell, asked)
    if typed is None:
        yield Slip(say("不是数"))
        return
    typed = moved(typed, power) if power else typed
    if held == "":
        yield Slip(say("系统里没有内容"))
    elif isinstance(held, str):
        yield from _of_text(cell, held)
    elif not _is_same(typed, Decimal(held), cell):
        yield Slip(_guess(typed, Decimal(held), asked))
    elif power:
        yield Slip(say("表头的单位不同，换算后相同"), "form")
    elif not cell.is_number and asked.kind != "share":
        yield Slip(_form(cell.text), "form")


def _form(text: str) -> str:
    if text != unicodedata.normalize("NFKC", text):
        return say("用了全角数字，按文本存的")
    if not text.replace(".", "").replace("-", "").isdigit():
        return say("带有单位、逗号或空格，按文本存的")
    return say("数按文本存的，不能求和")


def typed_number(cell: ReadCell, asked: Asked) -> Decimal | None:
    """Return the number in a cell, in the unit of its column; None where it is none."""
    text = unicodedata.normalize("NFKC", cell.text).strip()
    percent = asked.kind == "share" and text.endswith("%")
    try:
        found: Decimal | None = as_decimal(
            Field(id="", name="", kind="decimal", unit=asked.unit), text.removesuffix("%")
        )
    except Unfit:
        found = _plain_number(text.removesuffix("%"))
    return found / 100 if percent and found is not None else found


def _plain_number(text: str) -> Decimal | None:
    """A number with more places than amounts have, such as a share that was worked out."""
    return Decimal(text) if _PLAIN.fullmatch(text) else None


def _is_same(typed: Decimal, held: Decimal, cell: ReadCell) -> bool:
    return typed == held or (cell.is_number and float(typed) == float(held))


def _guess(typed: Decimal, held: Decimal, asked: Asked) -> str:
    """What may have happened, where the figures say it."""
    if held and typed == moved(held, 4):
        return say("大了一万倍，像是按元填的；这一列的单位是{unit}", unit=asked.unit or say("万元"))
    if held and moved(typed, 4) == held:
        return say("小了一万倍，像是按亿元填的；这一列的单位是{unit}", unit=asked.unit or say("万元"))
    if asked.kind == "share" and held and abs(typed - held * 100) < Decimal("0.01"):
        return say("大了一百倍：占比按百分数填了，又没有百分号")
    places = _PLACES[asked.kind]
    if round(typed, places) == round(held, places) or typed == round(held, places):
        return say("只差四舍五入")
    return say("数不同")
