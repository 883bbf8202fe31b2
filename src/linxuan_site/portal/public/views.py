"""What everybody may read: the calls, a notice, publications of names, the register, the words."""

from collections.abc import Callable, Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linxuan.programme.definition import Track
from linxuan_site import clock
from linxuan_site.permissions import anybody, guarded
from linxuan_site.portal.answering import Fault, attempt, show
from linxuan_site.portal.calendars import calendar_file
from linxuan_site.portal.deadlines import dues_of
from linxuan_site.portal.public.glossary import TERMS
from linxuan_site.portal.public.guide_page import guide_page
from linxuan_site.portal.public.home_page import home_page
from linxuan_site.portal.public.notice_page import notice_page
from linxuan_site.portal.public.package_archive import LEFT_OUT, package_archive
from linxuan_site.portal.public.publicity_page import publicity_page, results_page
from linxuan_site.portal.public.register_feed import RegisterFeed
from linxuan_site.portal.public.register_files import csv_file, json_file
from linxuan_site.portal.public.register_page import public_register_page, read_wanted
from linxuan_site.portal.public.self_check import self_check, self_check_page
from linxuan_site.portal.public.title_page import title_page
from linxuan_site.queries.notices import (
    PublicCall,
    notice_text,
    public_call,
    public_calls,
    with_names_published,
)
from linxuan_site.queries.public_register import RegisterEntry, wanted_entries
from linxuan_site.queries.register_times import read_times


@require_GET
@guarded(anybody)
def home(request: HttpRequest) -> HttpResponse:
    """List the calls with what is due."""
    return render(request, "public/home.html", home_page(public_calls(), clock.today()))


@require_GET
@guarded(anybody)
def notice(request: HttpRequest, call: str) -> HttpResponse:
    """Show a notice with its clauses and what follows from them."""
    public = _found(call)
    page = notice_page(public.call, clock.today())
    has_names = bool(with_names_published([call]))
    return render(
        request, "public/notice.html", {**page, "published": public.published, "has_names": has_names}
    )


@require_GET
@guarded(anybody)
def deadlines_file(request: HttpRequest, call: str) -> HttpResponse:
    """Hand out the deadlines of a call for a calendar."""
    found = _found(call).call
    dues = dues_of(found.deadlines.values(), found.id, clock.today())
    keys = [f"{call}-{deadline}" for deadline in found.deadlines]
    address = request.build_absolute_uri(reverse("notice", args=[call]))
    named = dict(zip(keys, dues, strict=True))
    return calendar_file(named, name=found.name, address=address, file_name=call)


@require_GET
@guarded(anybody)
def notice_file(_request: HttpRequest, call: str) -> HttpResponse:
    """Hand out the raw text of a notice as it was published."""
    public = _found(call)
    file = next(iter(public.call.notices.values())).file
    response = HttpResponse(notice_text(public.published, file), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{public.published.call}.txt"'
    return response


@require_GET
@guarded(anybody)
def guide(request: HttpRequest, call: str, procedure: str) -> HttpResponse:
    """Say in plain words what a track asks, in which order and by when."""
    public = _found(call)
    page = guide_page(public.call, _open_track(public, procedure), clock.today())
    return render(request, "public/guide_page.html", {**page, "published": public.published})


@never_cache
@require_http_methods(["GET", "POST"])
@guarded(anybody)
def check_oneself(request: HttpRequest, call: str, procedure: str) -> HttpResponse:
    """Show which conditions of a track hold for what somebody types; nothing of it is kept."""
    public = _found(call)
    found = self_check(public.call, _open_track(public, procedure), request.POST, clock.today())
    page = {**self_check_page(found), "published": public.published}
    if request.headers.get("HX-Request"):
        return render(request, "public/self_check_part.html", page)
    return show(request, "public/self_check.html", page, faults=found.faults)


@require_GET
@guarded(anybody)
def publicity(request: HttpRequest, call: str) -> HttpResponse:
    """Show the names that are or were published, and how to object."""
    return render(request, "public/publicity.html", publicity_page(_found(call), clock.today()))


@require_GET
@guarded(anybody)
def results(request: HttpRequest, call: str) -> HttpResponse:
    """Show what came of a call: the titles that were given, and the names that had been published."""
    return render(request, "public/results.html", results_page(_found(call), clock.today()))


@require_GET
@guarded(anybody)
def open_data(request: HttpRequest) -> HttpResponse:
    """Say what can be taken away as data, and in which formats."""
    return render(request, "public/open_data.html", {"calls": public_calls(), "left_out": LEFT_OUT})


@require_GET
@guarded(anybody)
def package_file(_request: HttpRequest, call: str) -> HttpResponse:
    """Hand out a programme as data: the notice, and what was written down of it."""
    response = HttpResponse(package_archive(_found(call)), content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{call}.zip"'
    return response


@require_GET
@guarded(anybody)
def register(request: HttpRequest) -> HttpResponse:
    """List the designated entities."""
    return render(request, "public/register.html", public_register_page(request.GET))


@require_GET
@guarded(anybody)
def register_csv(request: HttpRequest) -> HttpResponseBase:
    """Hand out the designated entities that are wanted as a table."""
    return _file(request, csv_file)


@require_GET
@guarded(anybody)
def register_json(request: HttpRequest) -> HttpResponseBase:
    """Hand out the designated entities that are wanted as JSON."""
    return _file(request, json_file)


register_feed = require_GET(guarded(anybody)(RegisterFeed()))
"""Hand out what was recorded last in the register, as Atom."""


@require_GET
@guarded(anybody)
def title(request: HttpRequest, designation_id: int) -> HttpResponse:
    """Show one title: what the register says of it on a day, what happened to it, and its certificate."""
    page = title_page(designation_id, request.GET)
    if page is None:
        raise Http404
    return render(request, "public/title.html", page)


def _file(
    request: HttpRequest, made: Callable[[Iterable[RegisterEntry]], HttpResponseBase]
) -> HttpResponseBase:
    times = attempt(lambda: read_times(request.GET.get("as_of", ""), request.GET.get("known_at", "")))
    if isinstance(times, Fault):
        # A file says nothing beside its rows: of a day that cannot be read there is none.
        return HttpResponse(times.text, status=400, content_type="text/plain; charset=utf-8")
    return made(wanted_entries(read_wanted(request.GET, times)))


@require_GET
@guarded(anybody)
def glossary(request: HttpRequest) -> HttpResponse:
    """Say what the words mean."""
    return render(request, "public/glossary.html", {"terms": TERMS})


def _open_track(public: PublicCall, track: str) -> Track:
    found = public.call.tracks.get(track)
    if found is None or not found.open:
        raise Http404
    return found


def _found(call: str) -> PublicCall:
    public = public_call(call)
    if public is None:
        raise Http404
    return public
