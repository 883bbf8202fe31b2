"""The address where an earlier application is taken over from."""

from django.urls import path

from linxuan_site.portal.carrying import views

urlpatterns = [path("applications/<int:application_id>/copy/", views.copy, name="copy")]
