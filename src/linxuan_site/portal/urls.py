"""The addresses of the portal, a folder per reader."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("linxuan_site.portal.public.urls")),
    path("", include("linxuan_site.portal.verifying.urls")),
    path("", include("linxuan_site.portal.account.urls")),
    path("", include("linxuan_site.portal.connections.urls")),
    path("", include("linxuan_site.portal.applicant.urls")),
    path("", include("linxuan_site.portal.carrying.urls")),
    path("", include("linxuan_site.portal.changes.urls")),
    path("", include("linxuan_site.portal.files.urls")),
    path("", include("linxuan_site.portal.reads.urls")),
    path("", include("linxuan_site.portal.printing.urls")),
    path("", include("linxuan_site.portal.scans.urls")),
    path("", include("linxuan_site.portal.office.urls")),
    path("", include("linxuan_site.portal.paper_desk.urls")),
    path("", include("linxuan_site.portal.selection.urls")),
    path("", include("linxuan_site.portal.objections.urls")),
    path("", include("linxuan_site.portal.screening.urls")),
    path("", include("linxuan_site.portal.evaluation.urls")),
    path("", include("linxuan_site.portal.revocation.urls")),
    path("", include("linxuan_site.portal.messages.urls")),
    path("", include("linxuan_site.portal.administration.urls")),
]
