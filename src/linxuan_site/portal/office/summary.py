"""The page and the workbook of an office's own summary."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.translation import gettext as _

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.documents.list_file import list_xlsx
from linxuan_site.permissions import signed_in
from linxuan_site.portal.answering import show
from linxuan_site.portal.files.views import as_download
from linxuan_site.portal.templatetags.drawn import drawn
from linxuan_site.queries.summary import Sum, SummaryRow, summary_of, summary_rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class RowWords(NamedTuple):
    """All that the page writes of one application."""

    application: int
    number: str
    subject: str
    track: str
    category: str
    revision: int
    mode: str
    stage: str
    filed_on: date | None
    rank: int | None
    score: str


def _page(row: RowWords) -> dict[str, object]:
    return {"row": row}


_draw = drawn("office/summary_row.html", _page)


def summary_page(request: HttpRequest, call: Call) -> HttpResponse:
    """Show the sums, and below them the applications."""
    summary = summary_of(signed_in(request.user), call)
    stages = _stages(call)
    page = {
        "call": call,
        "summary": summary,
        "rows": [_draw(_words(one)) for one in summary.rows],
        "stages": [name for _id, name in stages],
        "sums": [(one, [one.by_stage[id] for id, _name in stages]) for one in summary.sums],
        "whole": _whole(summary.sums, stages),
    }
    return show(request, "office/summary.html", page)


def _words(row: SummaryRow) -> RowWords:
    application = row.application
    return RowWords(
        application=application.pk,
        number=application.number or "",
        subject=application.subject,
        track=row.track,
        category=row.category,
        revision=row.revision,
        mode=row.mode,
        stage=row.stage,
        filed_on=application.filed_on,
        rank=row.rank,
        score="" if row.score is None else str(row.score),
    )


def summary_file(request: HttpRequest, call: Call) -> HttpResponseBase:
    """Hand out every row as a workbook, written row by row."""
    rows = summary_rows(signed_in(request.user), call)
    response = StreamingHttpResponse(list_xlsx(_headings(), map(_cells, rows)), content_type=XLSX)
    as_download(
        response, _("%(call)s-汇总-%(day)s.xlsx") % {"call": call.id, "day": f"{clock.today():%Y%m%d}"}
    )
    return response


def _stages(call: Call) -> list[tuple[str, str]]:
    """The columns: a draft, what came back, each stage of an office, what is over."""
    running = [one for one in call.stages.values() if not one.end and set(one.concerns) & set(call.tracks)]
    first = [(one.id, _("草稿")) for one in running if one.office == "applicant"]
    offices = [(one.id, one.name) for one in running if one.office != "applicant"]
    return [*first, ("returned", _("退回修改")), *offices, ("closed", _("已结束"))]


def _whole(sums: Sequence[Sum], stages: list[tuple[str, str]]) -> list[int]:
    tracks = [one for one in sums if not one.part]
    return [sum(one.by_stage[id] for one in tracks) for id, _name in stages]


def _headings() -> list[str]:
    return [
        _("编号"),
        _("申报主体"),
        _("遴选类别"),
        _("类"),
        _("模式"),
        _("环节"),
        _("第几稿"),
        _("申报日"),
        _("名次"),
        _("分值"),
        _("最近办理"),
    ]


def _cells(row: SummaryRow) -> list[str]:
    return [*_texts(row)]


def _texts(row: SummaryRow) -> Iterator[str]:
    application = row.application
    yield application.number or ""
    yield application.subject
    yield row.track
    yield row.category
    yield row.mode
    yield row.stage
    yield str(row.revision)
    yield application.filed_on.isoformat() if application.filed_on else ""
    yield "" if row.rank is None else str(row.rank)
    yield "" if row.score is None else f"{row.score}"
    yield row.since.isoformat()
