"""Where a print is verified."""

from django.urls import path

from linxuan_site.portal.verifying import views

urlpatterns = [path("verify/", views.verify, name="verify")]
