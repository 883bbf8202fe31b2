"""Who changed what in an application."""

from django.urls import path

from linxuan_site.portal.changes import views

urlpatterns = [path("applications/<int:application_id>/changes/", views.changes, name="changes")]
