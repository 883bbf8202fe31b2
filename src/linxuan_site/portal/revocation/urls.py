"""The addresses of revocations."""

from django.urls import path

from linxuan_site.portal.revocation import views

urlpatterns = [
    path("revocations/", views.revocations, name="revocations"),
    path("revocations/raise/", views.revocations_raise, name="revocations-raise"),
    path("revocations/<int:case_id>/", views.revocation_case, name="revocation-case"),
    path("revocations/<int:case_id>/<slug:act>/", views.revocation_step, name="revocation-step"),
    path("revocations/files/<int:file_id>/", views.revocation_file, name="revocation-file"),
    path("register/<int:designation_id>/propose/", views.propose, name="entity-propose"),
]
