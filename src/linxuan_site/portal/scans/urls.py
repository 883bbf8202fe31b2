"""The addresses of what was found in sealed scans."""

from django.urls import path

from linxuan_site.portal.scans import views

SCAN = "applications/<int:application_id>/scans/<int:examination_id>/"
urlpatterns = [
    path(SCAN, views.scan, name="scan"),
    path(f"{SCAN}status/", views.status, name="scan-status"),
    path(f"{SCAN}decide/", views.decide, name="scan-decide"),
    path(f"{SCAN}doubts/<int:doubt>/", views.picture, name="scan-picture"),
    path("applications/<int:application_id>/scans/again/", views.again, name="scan-again"),
]
