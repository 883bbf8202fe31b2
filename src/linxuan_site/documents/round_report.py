"""The report of an evaluation round for whom the authority reports to: figures, tables, and charts drawn as plain shapes."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, log10

from django.utils import translation

from linxuan_site.documents.content import Chart, ChartRow, LetterPaper, LetterPart
from linxuan_site.documents.letter_words import nth
from linxuan_site.documents.notice_frame import Made
from linxuan_site.queries.calls import office_name
from linxuan_site.queries.evaluation_years import Table, tables_of

EVEN = 12
"""Every column takes the same share of the width."""
INTERVALS = 5
"""About so many parts has the scale of a line chart."""


def round_report(made: Made) -> LetterPaper:
    """Return the report of a round, as the record stands; a part has its table, and its chart by its heading."""
    round_ = made.subject.round
    assert round_ is not None
    # Reports are Chinese whatever the reader's language.
    with translation.override("zh-hans"):
        tables = tables_of(made.call, round_)
    headings = [f"{nth(at)}、{table.name}" for at, table in enumerate(tables, start=1)]
    receiver = made.paper.receiver
    letter = made.letter(
        addressee=office_name(made.call, receiver, "") if receiver else made.call.reports_to,
        opening=(_opening(round_.name, tables),),
        parts=[_part(heading, table) for heading, table in zip(headings, tables, strict=True)],
        statement=("特此报告。",),
        above=round_.name,
    )
    charts = [_chart(heading, table) for heading, table in zip(headings, tables, strict=True)]
    return replace(letter, charts=tuple(charts))


def _opening(name: str, tables: Sequence[Table]) -> str:
    filing = next((one for one in tables if one.id == "filing"), None)
    rows = filing.rows if filing else []
    online, paper, silent = (sum(int(row[place]) for row in rows) for place in (1, 2, 3))
    return (
        f"现将{name}的情况报告如下。填报名单共{online + paper + silent}家，"
        f"其中网上填报{online}家，提供书面材料{paper}家，没有填报{silent}家。"
    )


def _part(heading: str, table: Table) -> LetterPart:
    heads = tuple(table.heads)
    return LetterPart(
        heading,
        words=(f"{table.note}。",) if table.note else (),
        heads=heads,
        rows=tuple(tuple(map(str, row)) for row in table.rows),
        widths=(EVEN,) * len(heads),
    )


def _chart(heading: str, table: Table) -> Chart:
    values = [tuple(_number(cell) for cell in row[1:]) for row in table.rows]
    if table.chart == "bars":
        values = [tuple(value or 0 for value in row) for row in values]
    rows = [ChartRow(str(row[0]), own) for row, own in zip(table.rows, values, strict=True)]
    known = [value for row in values for value in row if value is not None]
    ticks = _ticks(min(0, *known), max(0, *known)) if table.chart == "lines" and known else ()
    return Chart(heading, table.chart, tuple(table.heads[1:]), tuple(rows), ticks)


def _ticks(lowest: float, highest: float) -> tuple[tuple[float, str], ...]:
    """Round numbers at even distances from at most the lowest to at least the highest value, as they are written."""
    rough = (highest - lowest) / INTERVALS or 1
    size = 10.0 ** floor(log10(rough))
    step = next(size * each for each in (1, 2, 5, 10) if size * each >= rough * 0.999)
    first, last = floor(lowest / step), ceil(highest / step)
    digits = max(0, -floor(log10(step)))
    return tuple((at * step, f"{at * step:,.{digits}f}") for at in range(first, max(last, first + 1) + 1))


def _number(cell: str | int) -> float | None:
    """The number of a cell as the chart of the page reads it; None where it says nothing."""
    digits = "".join(sign for sign in str(cell) if sign.isdecimal() or sign in ".-")
    try:
        return float(digits)
    except ValueError:
        return None
