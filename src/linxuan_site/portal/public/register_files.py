"""The public register as files: streamed row by row, whatever its length."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from django.http import StreamingHttpResponse
from django.utils.translation import gettext as _

from linxuan.designations import state_name
from linxuan_site.queries.public_register import RegisterEntry

MARK = "\ufeff"
"""Without it spreadsheets take the file for another encoding."""


def csv_file(entries: Iterable[RegisterEntry]) -> StreamingHttpResponse:
    """Return the entries as a table for a spreadsheet."""
    response = StreamingHttpResponse(_csv(entries), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="register.csv"'
    return response


def json_file(entries: Iterable[RegisterEntry]) -> StreamingHttpResponse:
    """Return the entries as one array of JSON, under the words of the code."""
    response = StreamingHttpResponse(_json(entries), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="register.json"'
    return response


def _csv(entries: Iterable[RegisterEntry]) -> Iterator[str]:
    heads = (
        _("名称"),
        _("所在区域"),
        _("遴选类别"),
        _("类"),
        _("模式"),
        _("批次"),
        _("认定文件"),
        _("认定日期"),
        _("称号状态"),
        _("起于"),
        _("依据的文件"),
        _("曾用名"),
    )
    yield MARK + _line(heads)
    for one in entries:
        yield _line(
            (
                one.name,
                one.region,
                one.track,
                one.category,
                one.mode,
                one.cohort,
                one.document,
                one.designated_on or "",
                state_name(one.state),
                one.since or "",
                one.by,
                "；".join(one.earlier_names),
            )
        )


def _line(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_plain(str(cell)) for cell in cells])
    return line.getvalue()


def _plain(text: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _json(entries: Iterable[RegisterEntry]) -> Iterator[str]:
    before = "[\n"
    for one in entries:
        yield before + json.dumps(asdict(one), ensure_ascii=False, default=str)
        before = ",\n"
    yield "\n]\n" if before == ",\n" else "[]\n"
