"""Invented papers: nothing of any real notice."""

from datetime import date
from decimal import Decimal

from linxuan_site.documents.content import (
    Answer,
    Answers,
    Box,
    Column,
    Evidence,
    FormPaper,
    FormSection,
    Group,
    LetterPaper,
    Narrative,
    SealPlace,
    TablePaper,
    YearLine,
    YearTable,
)

RARE = "䶮𬭎镕堃喆"
SENTENCE = "本单位制定了年度计划，明确了负责部门和完成时限，建立了跟踪和评价办法。"


def form(*sections: FormSection, **keys: object) -> FormPaper:
    given: dict[str, object] = {
        "call": "作坊奖2023年遴选",
        "title": "作坊奖申报书",
        "authority": "行会",
        "number": "3-WO-0007",
        "revision": 2,
        "digest": "a3f2 19bc 77de 0141",
        "applicant": f"示例作坊（{RARE}）",
        "cover": (
            ("遴选类别", "作坊（织物）"),
            ("申报主体", f"示例作坊（{RARE}）"),
            ("申报日期", "2023年5月10日"),
        ),
        "sections": sections or SECTIONS,
        "evidence": (Evidence("营业执照", "执照.pdf", "9.7 KB", "b3f219bc77de0141"),),
        "seals": (SealPlace("申报单位（公章）"), SealPlace("法定代表人（签字）", "hand")),
        "notes": ("纸质材料一式3份，每份均须签字盖章。",),
    }
    return FormPaper(**{**given, **keys})  # type: ignore[arg-type]


SECTIONS = (
    FormSection(
        "基本信息",
        (
            Answers(
                (
                    Answer("名称", f"示例作坊（{RARE}）", wide=True),
                    Answer("成立日期", "2010年2月28日"),
                    Answer("规模", boxes=(Box("大", ticked=True), Box("小", ticked=False))),
                    Answer("电子邮箱"),
                )
            ),
        ),
    ),
    FormSection(
        "经济情况",
        (
            YearTable((2020, 2021, 2022), (YearLine("营业额", "万元", ("800.00", "", "1,000.00")),)),
            Narrative("服务的做法", SENTENCE * 60 + "\n" + SENTENCE * 30),
        ),
    ),
    FormSection("作品", (Group("主要作品", ("作品", "价值"), (("布", "1.50"), ("毯", "2")), (14, 14)),)),
)


def table(*rows: tuple[str | int | Decimal, ...], columns: tuple[Column, ...] | None = None) -> TablePaper:
    return TablePaper(
        title="作坊奖申报汇总表",
        office="东谷",
        day=date(2023, 5, 12),
        columns=columns
        or (
            Column("推荐顺序", "count"),
            Column("名称"),
            Column("营业额（2022年）", "amount"),
            Column("占比", "share"),
        ),
        rows=rows or ((1, f"示例作坊（{RARE}）", Decimal("1000.00"), Decimal("0.3398")),),
        unit="万元",
        sealed=True,
    )


def letter(count: int = 2) -> LetterPaper:
    rows = tuple((str(number), f"示例作坊{number}（{RARE}）") for number in range(1, count + 1))
    return LetterPaper(
        office="东谷行会",
        addressee="行会总会",
        title=("作坊奖2023年遴选", "推荐意见"),
        opening=(
            f"根据《关于作坊奖的通知》要求，我单位已完成初审。现按顺序推荐{count}个申报主体，名单如下：",
        ),
        heads=("推荐顺序", "名称"),
        rows=rows,
        opinions=tuple((name, "材料真实，同意推荐。") for _rank, name in rows),
        statement=("我单位已审核申报材料的真实性，对推荐意见负责。",),
        annexes=("作坊奖申报汇总表",),
        day="2023年5月6日",
        year=2023,
        widths=(8, 30),
    )
