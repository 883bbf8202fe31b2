"""The addresses of revocations."""

from django.urls import path

from linxuan_site.portal.revocation import rectify_views, status_views, views

urlpatterns = [
    path("revocations/", views.revocations, name="revocations"),
    path("revocations/raise/", views.revocations_raise, name="revocations-raise"),
    path("revocations/<int:case_id>/", views.revocation_case, name="revocation-case"),
    path("revocations/<int:case_id>/<slug:act>/", views.revocation_step, name="revocation-step"),
    path("revocations/files/<int:file_id>/", views.revocation_file, name="revocation-file"),
    path("register/statuses/<slug:call>/", status_views.statuses, name="statuses"),
    path("register/statuses/<slug:call>/<int:record_id>/", status_views.status_judge, name="status-judge"),
    path("register/<int:designation_id>/propose/", views.propose, name="entity-propose"),
    path("register/<int:designation_id>/rectify/", rectify_views.rectify, name="entity-rectify"),
    path(
        "register/<int:designation_id>/rectify/<int:order_id>/",
        rectify_views.rectify_done,
        name="entity-rectified",
    ),
]
