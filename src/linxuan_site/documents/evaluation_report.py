"""What an evaluation report says of an entity: who it is, its figures this year beside last year, its grades."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from linxuan.programme.definition import Call, Round
from linxuan_site.documents.content import LetterPart, YearTable
from linxuan_site.documents.forms import form_paper
from linxuan_site.documents.letter_words import in_words, title_of
from linxuan_site.documents.measures import widths
from linxuan_site.models import Submission
from linxuan_site.queries.entities import EntityRow

NARROWEST, WIDEST = 6, 40
NOTHING = "—"


def report_parts(
    call: Call, round_: Round, entity: EntityRow, submission: Submission
) -> Iterator[LetterPart]:
    """Yield the parts of the report; each figure and grade with its source."""
    number = submission.application.number
    facts = [("示范称号", title_of(call, entity.designation)), ("认定文件", entity.designation.document)]
    facts += [("所在地区", entity.in_charge)] if entity.in_charge else []
    facts += [("填报材料", f"{number}（第{submission.revision}稿，{in_words(submission.filed_on)}）")]
    grade = entity.grades[round_.year] if round_.year else None
    if grade is not None:
        facts += [("评估等次", call.grades[grade.grade].name)]
    yield LetterPart("一、基本情况", facts=tuple(facts))
    yield _figures(submission)
    yield _grades(call, entity)
    yield LetterPart("四、称号状态", words=(entity.standing.because,))


def _figures(submission: Submission) -> LetterPart:
    tables = [
        block
        for section in form_paper(submission).sections
        for block in section.blocks
        if isinstance(block, YearTable)
    ]
    years = sorted({year for one in tables for year in one.years})[-2:]
    if len(years) < 2:
        return LetterPart("二、主要指标", words=("本轮没有填报分年度的数据。",))
    rows = tuple(
        (
            line.label,
            line.unit,
            *(by_year[year] or NOTHING for year in years),
            _change(*(by_year[year] for year in years)),
        )
        for one in tables
        for line in one.lines
        if (by_year := dict.fromkeys(years, "") | dict(zip(one.years, line.amounts, strict=True)))
    )
    heads = ("指标", "单位", *(f"{year}年" for year in years), "增减")
    source = (
        f"数据来源：填报材料{submission.application.number}（第{submission.revision}稿），由示范主体填报。"
    )
    return LetterPart(
        "二、主要指标",
        (source,),
        heads=heads,
        rows=rows,
        widths=widths(heads, rows, least=NARROWEST, most=WIDEST),
    )


def _change(before: str, after: str) -> str:
    """How much a figure grew, in percent of the earlier one; of a share in points."""
    try:
        first, second = (Decimal(one.replace(",", "").rstrip("%")) for one in (before, after))
    except InvalidOperation:
        return NOTHING
    if before.endswith("%"):
        return f"{second - first:+.2f}个百分点"
    return f"{(second - first) * 100 / first:+.1f}%" if first > 0 else NOTHING


def _grades(call: Call, entity: EntityRow) -> LetterPart:
    rows = tuple(
        (f"{year}年", call.grades[row.grade].name if row.grade in call.grades else row.grade, row.source)
        for year, row in sorted(entity.grades.items(), reverse=True)
    )
    heads = ("年份", "等次", "出处")
    return LetterPart(
        "三、历年等次", heads=heads, rows=rows, widths=widths(heads, rows, least=NARROWEST, most=WIDEST)
    )
