"""Who read what: of one application, and by the people of an office."""

from django.urls import path

from linxuan_site.portal.reads import views

urlpatterns = [
    path("applications/<int:application_id>/readers/", views.readers, name="readers"),
    path("reads/", views.reads, name="reads"),
]
