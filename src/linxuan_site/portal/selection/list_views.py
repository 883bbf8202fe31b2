"""Lists with filters: looked at a page at a time, kept under a name, handed out whole."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from linxuan.programme.definition import Call
from linxuan_site import clock
from linxuan_site.actions.bulk import MOST, actions_for_many
from linxuan_site.actions.lists import delete_list, save_list
from linxuan_site.documents.list_file import cells_of, csv_lines, list_xlsx
from linxuan_site.permissions import guarded, is_central_officer, signed_in
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.files.views import as_download
from linxuan_site.portal.selection.list_rows import drawn_rows
from linxuan_site.portal.selection.own_call import own_call
from linxuan_site.queries.desk_rows import kinds_recorded_by
from linxuan_site.queries.listing import (
    ListRow,
    Sought,
    choices_of,
    every_row,
    listing_of,
    saved_lists,
)

VERDICTS = ("eligible", "undetermined", "ineligible")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@guarded(is_central_officer)
def list_(request: HttpRequest, call: str) -> HttpResponse:
    """Show a page of the applications that are asked for."""
    return _list(request, own_call(request, call))


@require_POST
@guarded(is_central_officer)
def list_save(request: HttpRequest, call: str) -> HttpResponse:
    """Keep the filter under a name."""
    definition, sought = own_call(request, call), Sought.read(request.POST)
    name, shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    done = attempt(
        lambda: save_list(call, name, sought.asked, account=signed_in(request.user), shared=shared)
    )
    if isinstance(done, Fault):
        return _list(request, definition, done)
    messages.success(request, _("已保存筛选“%(name)s”。") % {"name": done.name})
    return redirect(_address(call, sought))


@require_POST
@guarded(is_central_officer)
def list_delete(request: HttpRequest, call: str, list_id: int) -> HttpResponse:
    """Take away a filter of one's own."""
    definition = own_call(request, call)
    done = attempt(lambda: delete_list(list_id, account=signed_in(request.user)))
    if isinstance(done, Fault):
        return _list(request, definition, done)
    messages.success(request, _("已删去这个筛选。"))
    return redirect("list", call)


@require_GET
@guarded(is_central_officer)
def list_csv(request: HttpRequest, call: str) -> HttpResponseBase:
    """Hand out every row that is asked for, as it is read."""
    definition, account = own_call(request, call), signed_in(request.user)
    rows = every_row(account, definition, Sought.read(request.GET))
    lines = csv_lines(_headings(), (_cells(one) for one in rows))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    as_download(response, f"{call}-{clock.today():%Y%m%d}.csv")
    return response


@require_GET
@guarded(is_central_officer)
def list_xlsx_(request: HttpRequest, call: str) -> HttpResponseBase:
    """Hand out every row that is asked for as a workbook, written row by row."""
    definition, account = own_call(request, call), signed_in(request.user)
    rows = every_row(account, definition, Sought.read(request.GET))
    chunks = list_xlsx(_headings(), (_cells(one) for one in rows))
    response = StreamingHttpResponse(chunks, content_type=XLSX)
    as_download(response, f"{call}-{clock.today():%Y%m%d}.xlsx")
    return response


def _list(request: HttpRequest, call: Call, *faults: Fault) -> HttpResponse:
    account = signed_in(request.user)
    sought = Sought.read(request.POST if request.method == "POST" else request.GET)
    listing = listing_of(account, call, sought, _after(request))
    page = {
        "call": call,
        "sought": sought,
        "query": urlencode(sought.asked),
        "listing": listing,
        "rows": drawn_rows(listing.rows),
        "choices": choices_of(account, call, listing.counts),
        "verdicts": [(one, verdict_word(one)) for one in VERDICTS],
        "saved": [(one, urlencode(one.query)) for one in saved_lists(account, call.id)],
        "actions": actions_for_many(call, kinds_recorded_by(call, account)),
        "most": MOST,
        "typed": request.POST.get("name", ""),
    }
    return show(request, "selection/list.html", page, faults=faults)


def verdict_word(verdict: str) -> str:
    """Return what people call a verdict."""
    return {"eligible": _("符合"), "undetermined": _("尚不能判断"), "ineligible": _("不符合")}[verdict]


def _after(request: HttpRequest) -> int:
    after = request.GET.get("after", "")
    return int(after) if after.isascii() and after.isdigit() and len(after) < 13 else 0


def _address(call: str, sought: Sought) -> str:
    return f"{reverse('list', args=[call])}?{urlencode(sought.asked)}"


def _headings() -> list[str]:
    return [
        _("申报号"),
        _("申报主体"),
        _("统一社会信用代码"),
        _("遴选类别"),
        _("类"),
        _("地区"),
        _("环节"),
        _("结论"),
        _("申报日"),
    ]


def _cells(row: ListRow) -> list[str]:
    return cells_of(row, verdict=verdict_word(row.verdict))
