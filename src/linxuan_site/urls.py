"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from linxuan_site.api.doors import api

handler400 = "linxuan_site.portal.stopped.unreadable"
handler403 = "linxuan_site.portal.stopped.forbidden"
handler500 = "linxuan_site.admission.away.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.urls),
    path("", include("linxuan_site.portal.urls")),
]
