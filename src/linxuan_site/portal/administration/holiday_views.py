"""The working days of a year, and the import of a table of corrections: shown before it is kept."""

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from linxuan_site import clock
from linxuan_site.actions.holidays import import_holidays, read_uploaded_table
from linxuan_site.permissions import guarded, is_administrator, signed_in
from linxuan_site.portal.administration.holiday_page import Preview, preview_of, preview_page, year_page
from linxuan_site.portal.answering import Fault, attempt, input_id, show
from linxuan_site.portal.uploading import was_too_large

YEARS = range(1990, 2200)


@require_GET
@guarded(is_administrator)
def this_year(request: HttpRequest) -> HttpResponse:
    """Show the year of the business day."""
    return show(request, "administration/holidays.html", year_page(clock.today().year))


@require_GET
@guarded(is_administrator)
def year(request: HttpRequest, year: int) -> HttpResponse:
    """Show a year as a calendar, with the source of its days."""
    if year not in YEARS:
        raise Http404
    return show(request, "administration/holidays.html", year_page(year))


@require_http_methods(["GET", "POST"])
@guarded(is_administrator)
def import_table(request: HttpRequest) -> HttpResponse:
    """Read a table and show what it would change; on the second time keep it."""
    if request.method == "GET":
        return show(request, "administration/holidays_import.html", preview_page(None, {}))
    preview = attempt(lambda: _preview(request))
    if isinstance(preview, Fault):
        return _refused(request, None, preview)
    if preview.faults or "confirm" not in request.POST:
        faults = [Fault(told, target=input_id("table"), code="input") for told in preview.faults]
        page = preview_page(preview, request.POST)
        return show(request, "administration/holidays_import.html", page, faults=faults)
    document, account = request.POST.get("document", ""), signed_in(request.user)
    kept = attempt(lambda: import_holidays(preview.rows, document=document, by=account))
    if isinstance(kept, Fault):
        return _refused(request, preview, kept)
    messages.success(request, _("已导入 %(count)d 天。") % {"count": kept})
    return redirect("holidays-year", preview.rows[0].day.year)


def _preview(request: HttpRequest) -> Preview:
    """What the file that came says, else what the page brought back from the one that came before."""
    if was_too_large(request):
        return Preview((), (_("文件太大，不像放假安排表"),), "")
    file = request.FILES.get("table")
    came = (file.name or "", file.read()) if isinstance(file, UploadedFile) else None
    table = read_uploaded_table(came, request.POST.get("read", ""))
    return preview_of(table, whole_year="whole_year" in request.POST)


def _refused(request: HttpRequest, preview: Preview | None, fault: Fault) -> HttpResponse:
    page = preview_page(preview, request.POST)
    return show(request, "administration/holidays_import.html", page, faults=[fault])
