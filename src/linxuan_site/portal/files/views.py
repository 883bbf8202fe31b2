"""Downloads: never shown in the page's own name, always handed out as a file."""

from pathlib import Path
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from linxuan_site.actions.inspecting import ready, take_original
from linxuan_site.actions.paper_about import issue_paper_about
from linxuan_site.actions.printing import printed_form
from linxuan_site.permissions import anybody, guarded, is_officer, is_signed_in, signed_in
from linxuan_site.portal.answering import Fault, attempt
from linxuan_site.portal.stopped import not_made
from linxuan_site.queries.applications import last_submission, readable_attachment, readable_dossier
from linxuan_site.queries.inspections import noted, originals_taken
from linxuan_site.queries.papers import WORD
from linxuan_site.queries.papers import paper_file as issued_file

SANDBOX = "sandbox; default-src 'none'"


@require_GET
@guarded(is_signed_in)
def file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Hand out a file that was handed in."""
    attachment = readable_attachment(request.user, attachment_id)
    if attachment is None:
        raise Http404
    made = attempt(lambda: ready(attachment))
    if isinstance(made, Fault):
        return withheld(request, made, attachment if is_officer(request.user) else None)
    return handed_out(made.content, made.name, made.content_type)


@require_http_methods(["GET", "HEAD", "POST"])
@guarded(is_officer)
def original_file(request: HttpRequest, attachment_id: int) -> HttpResponse:
    """Warn of a file as it came, and hand it out to the officer who asks for it all the same."""
    attachment = readable_attachment(request.user, attachment_id)
    if attachment is None:
        raise Http404
    if request.method == "POST":
        made = take_original(attachment, account=signed_in(request.user))
        return handed_out(made.content, made.name, made.content_type)
    page = {"file": noted([attachment])[0], "taken": originals_taken(attachment)}
    return render(request, "files/original.html", page)


def withheld(request: HttpRequest, fault: Fault, file: object = None) -> HttpResponse:
    """Say why a file is not handed out; with `file` lead to it as it came, past a warning."""
    return render(request, "files/withheld.html", {"told": fault.text, "file": file}, status=409)


@require_GET
@guarded(is_signed_in)
def form_pdf(request: HttpRequest, application_id: int) -> HttpResponse:
    """Hand out the form as it was filed last, to print and seal."""
    dossier = readable_dossier(request.user, application_id)
    submission = last_submission(dossier.application) if dossier else None
    if dossier is None or submission is None:
        raise Http404
    name = f"{dossier.application.number} {dossier.application.organisation.name}.pdf"
    made = attempt(lambda: printed_form(submission))
    if isinstance(made, Fault):
        return not_made(request, made)
    return handed_out(made, name, "application/pdf")


@require_POST
@guarded(is_signed_in)
def paper_about(request: HttpRequest, call: str, paper: str, subject_id: int) -> HttpResponse:
    """Hand out a paper of one thing that happened, such as a receipt; it is made where it is not there yet."""
    account, layout = signed_in(request.user), request.POST.get("layout", "")
    word, reference = layout == WORD, request.POST.get("reference", "")[:200]
    made = attempt(
        lambda: issue_paper_about(call, paper, subject_id, account=account, word=word, reference=reference)
    )
    if isinstance(made, Fault):
        return not_made(request, made)
    return _issued(request, made.pk, layout)


@require_GET
@guarded(anybody)
def paper_file(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Hand out a paper that an office made, to whom it is for."""
    return _issued(request, issued_id, request.GET.get("layout", ""))


def _issued(request: HttpRequest, issued_id: int, layout: str = "") -> HttpResponse:
    paper = issued_file(request.user, issued_id, layout)
    if paper is None:
        raise Http404
    return handed_out(paper.content, paper.name, paper.content_type)


def handed_out(content: bytes, name: str, content_type: str) -> HttpResponse:
    """Return a file as a download that no browser opens or runs in the site's name."""
    response = HttpResponse(content, content_type=content_type)
    as_download(response, name)
    return response


def handed_out_from(path: Path, name: str, content_type: str) -> HttpResponseBase:
    """Return a file of any size as such a download, read bit by bit."""
    # The response closes the file.
    response = FileResponse(path.open("rb"), content_type=content_type)
    as_download(response, name)
    return response


def as_download(response: HttpResponseBase, name: str) -> None:
    """Make a response a download that no browser opens or runs in the site's name."""
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
