"""A file that was handed in, looked at on a page: PDFs page by page, and pictures, each as a picture made anew.

Nothing of the file itself reaches the page: a child that is held to limits opens it and draws it.
"""

from base64 import b64encode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linxuan_site.actions.inspecting import ready
from linxuan_site.documents.previews import picture_of
from linxuan_site.permissions import guarded, is_signed_in
from linxuan_site.portal.answering import Fault, attempt
from linxuan_site.queries.applications import readable_attachment
from linxuan_site.queries.file_limits import may_be_shown
from linxuan_site.queries.inspections import HandedIn


@require_GET
@guarded(is_signed_in)
def preview(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Show a file; scripts get the part that a dialog shows, `?page=` is the page of a PDF."""
    attachment = readable_attachment(request.user, attachment_id)
    if attachment is None:
        raise Http404
    page: dict[str, object] = {"file": attachment, "picture": None, "source": "", "fault": None}
    if may_be_shown(attachment.content_type):
        page |= _drawn(attachment, request.GET.get("page", ""))
    part = bool(request.headers.get("HX-Request"))
    response = render(request, "files/preview_part.html" if part else "files/preview.html", page)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _drawn(file: HandedIn, number: str) -> dict[str, object]:
    made = attempt(lambda: picture_of(ready(file).content, _number(number)))
    if isinstance(made, Fault):
        return {"fault": made}
    return {
        "picture": made,
        "source": f"data:{made.content_type};base64,{b64encode(made.content).decode()}",
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
