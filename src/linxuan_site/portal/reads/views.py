"""Who read the personal data of others."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linxuan_site.permissions import guarded, is_applicant, signed_in, watches_reads
from linxuan_site.portal.reads.page import lines_of, number_of
from linxuan_site.queries.applications import readable_dossier
from linxuan_site.queries.reads import reads_of_application, reads_of_people


@require_GET
@guarded(is_applicant)
def readers(request: HttpRequest, application_id: int) -> HttpResponse:
    """Show the applicant who of the offices opened an application, its form or its files."""
    dossier = readable_dossier(request.user, application_id)
    if dossier is None:
        raise Http404
    found = reads_of_application(application_id, before=number_of(request.GET.get("before", "")))
    page = {"dossier": dossier, "call": dossier.call, "lines": lines_of(found.rows), "more": found.next}
    return render(request, "reads/readers.html", page)


@require_GET
@guarded(watches_reads)
def reads(request: HttpRequest) -> HttpResponse:
    """Show what the people of an office read of others; whoever administers the site sees everybody's."""
    reader, username = signed_in(request.user), request.GET.get("person", "").strip()
    found = reads_of_people(reader, username=username, before=number_of(request.GET.get("before", "")))
    page = {
        "lines": lines_of(found.rows),
        "more": found.next,
        "person": username,
        "everybody": reader.is_administrator,
    }
    return render(request, "reads/reads.html", page)
