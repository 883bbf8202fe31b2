"""What stands on the specimen of a paper that is made of one thing: invented, and of every sort that can stand there."""

from datetime import date

from linxuan.programme import lookup
from linxuan.programme.definition import Call, Paper
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.letter_words import basis, in_words, nth, official_name
from linxuan_site.documents.measures import widths
from linxuan_site.models import Office

WHOM = "示例单位（䶮𬭎镕堃喆）"
"""A name with the signs of names that few faces have."""
DOCUMENT = "示例文件〔2023〕1号"
NARROWEST, WIDEST = 4, 60


def specimen_notice(call: Call, paper: Paper, office: Office, day: date) -> LetterPaper:
    """Return what stands on a specimen; nothing is read for it."""
    name = lookup.procedure(call, paper.concerns[0]).name
    to_all = paper.kind == "announcement"
    return LetterPaper(
        office=official_name(call, office),
        addressee="" if to_all else WHOM,
        title=(call.name, paper.name),
        opening=(f"根据{basis(call, official_name(call, office))}，这里是“{name}”的示例。",)
        if paper.kind != "certificate"
        else (f"依据{DOCUMENT}，被认定为",),
        heads=(),
        rows=(),
        opinions=(),
        statement=("本页只用来查看版式，不是正式文书。",),
        annexes=(),
        day=in_words(day),
        year=day.year,
        widths=(),
        issued_on=day.isoformat(),
        parts=_certified(call, name, day) if paper.kind == "certificate" else _parts(name, day),
        contact="联系人：示例联系人，联系电话：0000-00000000",
    )


def _certified(call: Call, name: str, day: date) -> tuple[LetterPart, ...]:
    title = f"第{nth(call.cohort)}批{name}"
    return (LetterPart(facts=(("称号", title), ("认定文件", DOCUMENT), ("认定日期", in_words(day)))),)


def _parts(name: str, day: date) -> tuple[LetterPart, ...]:
    heads = ("序号", "名称", "意见和理由")
    rows = tuple((str(number), WHOM, "示例意见，写明改哪里、为什么。") for number in range(1, 16))
    return (
        LetterPart("一、事项", facts=(("类别", name), ("单位", WHOM), ("日期", in_words(day)))),
        LetterPart("二、说明", words=("这里写说明。" * 12, "分段写的，一段一行。")),
        LetterPart(
            "三、清单", heads=heads, rows=rows, widths=widths(heads, rows, least=NARROWEST, most=WIDEST)
        ),
    )
