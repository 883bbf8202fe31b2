"""The addresses of the site, and an empty page: all that every page has, and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from bench.portal.places import EMPTY


def empty(request: HttpRequest) -> HttpResponse:
    """Show the frame of a page for whoever is signed in."""
    return render(request, "base.html")


urlpatterns = [path(EMPTY, empty), path("", include("linxuan_site.urls"))]
