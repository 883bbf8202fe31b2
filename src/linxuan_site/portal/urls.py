"""The addresses of the portal, a folder per reader."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("linxuan_site.portal.public.urls")),
    path("", include("linxuan_site.portal.account.urls")),
]
