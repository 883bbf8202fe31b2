"""The addresses of evaluation rounds and designated entities, for offices and the entities themselves."""

from django.urls import path

from linxuan_site.portal.evaluation import changes, views

urlpatterns = [
    path("evaluation/<slug:call>/<slug:round_id>/", views.evaluation, name="evaluation"),
    path("register/<int:designation_id>/", views.entity, name="entity"),
    path("register/<int:designation_id>/status/", views.status, name="entity-status"),
    path("register/<int:designation_id>/changes/", changes.changes, name="entity-changes"),
    path("register/<int:designation_id>/revocation/", views.revocation, name="entity-revocation"),
]
