"""The page on which `linxuan doctor` speaks to administrators."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from linxuan_site.doctor import examine
from linxuan_site.permissions import guarded, is_administrator


@require_GET
@guarded(is_administrator)
def check(request: HttpRequest) -> HttpResponse:
    """Look at the installation now, and show what is wrong first."""
    found = examine()
    page = {
        "faults_found": [one for one in found if one.state == "fault"],
        "warnings": [one for one in found if one.state == "warn"],
        "good": [one for one in found if one.state == "ok"],
    }
    return render(request, "administration/check.html", page)
