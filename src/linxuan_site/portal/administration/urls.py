"""Addresses of the administrators."""

from django.urls import path

from linxuan_site.portal.administration import holiday_views, views

urlpatterns = [
    path("administration/", views.home, name="administration"),
    path("administration/record/", views.trace, name="administration-record"),
    path("administration/holidays/", holiday_views.this_year, name="holidays"),
    path("administration/holidays/import/", holiday_views.import_table, name="holidays-import"),
    path("administration/holidays/<int:year>/", holiday_views.year, name="holidays-year"),
]
