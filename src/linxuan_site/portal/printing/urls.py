"""The address of a form as one page."""

from django.urls import path

from linxuan_site.portal.printing import views

urlpatterns = [path("applications/<int:application_id>/print/", views.whole_form, name="print")]
