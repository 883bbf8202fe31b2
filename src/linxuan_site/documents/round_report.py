"""The report of an evaluation round for whom the authority reports to: figures, tables, and charts drawn as plain shapes.

Reports are Chinese whatever the reader's language. The PDF has the charts; the Word file, to go on editing, the tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.utils import translation

from linxuan.language import CHINESE, speaking
from linxuan.programme.definition import Call, Round
from linxuan_site.documents.content import LetterPaper, LetterPart
from linxuan_site.documents.letter_words import in_words
from linxuan_site.documents.typesetting import typeset
from linxuan_site.documents.word_letters import letter_word
from linxuan_site.queries.evaluation_years import (
    Table,
    figures_over_years,
    filing_by_place,
    grades_by,
    rounds_over_years,
)
from linxuan_site.queries.grading import year_of

OURS = "round-report.typ"
NUMBERS = "一二三四五六七八九十"
NARROWEST, WIDEST = 8, 12
"""Shares of the width: of a column of numbers, and of the one that names the rows."""


def report_pdf(call: Call, round_: Round, day: date) -> bytes:
    """Return the report as a PDF with its charts; the same figures and day give the same bytes."""
    paper, tables = _report(call, round_, day)
    charts = [_chart(part.heading, table) for part, table in zip(paper.parts, tables, strict=True)]
    return typeset(OURS, asdict(paper) | {"charts": charts})


def report_word(call: Call, round_: Round, day: date) -> bytes | None:
    """Return the report as a Word file to go on editing; None where it cannot be made."""
    return letter_word(_report(call, round_, day)[0])


def _report(call: Call, round_: Round, day: date) -> tuple[LetterPaper, list[Table]]:
    with speaking(CHINESE), translation.override("zh-hans"):
        year = year_of(round_)
        filing = filing_by_place(call, round_)
        tables = [
            rounds_over_years(call),
            filing,
            grades_by(call, year, "cohort"),
            grades_by(call, year, "mode"),
            *figures_over_years(call, round_),
        ]
        tables = [one for one in tables if one.rows]
        return _paper(call, round_, day, filing, tables), tables


def _paper(call: Call, round_: Round, day: date, filing: Table, tables: Sequence[Table]) -> LetterPaper:
    online, paper, silent = (sum(int(row[place]) for row in filing.rows) for place in (1, 2, 3))
    opening = (
        f"现将{round_.name}的情况报告如下。填报名单共{online + paper + silent}家，"
        f"其中网上填报{online}家，提供书面材料{paper}家，没有填报{silent}家。"
    )
    return LetterPaper(
        office=call.authority,
        addressee=call.reports_to,
        title=("关于", f"{round_.name}情况的报告"),
        opening=(opening,),
        heads=(),
        rows=(),
        opinions=(),
        statement=("特此报告。",),
        annexes=(),
        day=in_words(day),
        year=day.year,
        widths=(),
        issued_on=day.isoformat(),
        parts=tuple(_part(place, table) for place, table in enumerate(tables)),
    )


def _part(place: int, table: Table) -> LetterPart:
    number = NUMBERS[place] if place < len(NUMBERS) else str(place + 1)
    rows = tuple(tuple(map(str, row)) for row in table.rows)
    heads = tuple(table.heads)
    return LetterPart(
        f"{number}、{table.name}",
        words=(f"{table.note}。",) if table.note else (),
        heads=heads,
        rows=rows,
        widths=(WIDEST, *([NARROWEST] * (len(heads) - 1))),
    )


def _chart(heading: str, table: Table) -> Mapping[str, Any]:
    rows = [{"name": str(row[0]), "values": [_number(cell) for cell in row[1:]]} for row in table.rows]
    if table.chart == "bars":
        rows = [{**row, "values": [value or 0 for value in row["values"]]} for row in rows]
    return {"heading": heading, "kind": table.chart, "series": list(table.heads[1:]), "rows": rows}


def _number(cell: str | int) -> float | int | None:
    """The number of a cell as the chart of the page reads it; None where it says nothing."""
    if isinstance(cell, int):
        return cell
    digits = "".join(sign for sign in cell if sign.isdecimal() or sign in ".-")
    try:
        return float(digits)
    except ValueError:
        return None
