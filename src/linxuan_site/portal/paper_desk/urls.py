"""The addresses of a paper desk."""

from django.urls import path

from linxuan_site.portal.paper_desk import views

urlpatterns = [
    path("desk/<slug:call>/arrivals/", views.desk, name="paper-desk"),
    path("desk/<slug:call>/arrivals/receive/", views.receive, name="paper-receive"),
    path(
        "desk/<slug:call>/arrivals/envelope/<int:office_id>/<slug:which>/",
        views.envelope,
        name="envelope-file",
    ),
    path("arrivals/<int:arrival_id>/receipt/", views.receipt, name="receipt-pdf"),
]
