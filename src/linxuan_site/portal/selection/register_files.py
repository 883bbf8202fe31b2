"""The register of a programme as a file that can be read in again, as of a day."""

from collections.abc import Iterator
from datetime import date

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from linxuan.answers.dates import read_date
from linxuan.errors import BadInput
from linxuan_site import clock
from linxuan_site.documents.register_file import register_csv, register_xlsx
from linxuan_site.permissions import guarded, is_central_officer
from linxuan_site.portal.files.views import as_download
from linxuan_site.portal.selection.own_call import own_call

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
@guarded(is_central_officer)
def register_rows_csv(request: HttpRequest, call: str) -> HttpResponseBase:
    """Hand out the register as CSV."""
    day = _as_of(request)
    return _file(register_csv(own_call(request, call), day), "text/csv; charset=utf-8", f"{call}-{day}.csv")


@require_GET
@guarded(is_central_officer)
def register_rows_xlsx(request: HttpRequest, call: str) -> HttpResponseBase:
    """Hand out the register as a workbook."""
    day = _as_of(request)
    return _file(register_xlsx(own_call(request, call), day), BOOK, f"{call}-{day}.xlsx")


def _as_of(request: HttpRequest) -> date:
    text = request.GET.get("as_of", "").strip()
    try:
        return read_date(text, named="as_of") if text else clock.today()
    except BadInput:
        raise Http404 from None


def _file(parts: Iterator[str] | Iterator[bytes], type_: str, name: str) -> HttpResponseBase:
    response = StreamingHttpResponse(parts, content_type=type_)
    as_download(response, name)
    return response
