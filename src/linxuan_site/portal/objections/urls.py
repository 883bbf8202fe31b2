"""The addresses of objections: of everybody, and of the publishing office."""

from django.urls import path

from linxuan_site.portal.objections import office_views, public_views

urlpatterns = [
    path("calls/<slug:call>/publicity/object/", public_views.object_, name="object"),
    path(
        "calls/<slug:call>/publicity/object/received/", public_views.object_received, name="object-received"
    ),
    path("calls/<slug:call>/publicity/objection/", public_views.objection_state, name="objection-state"),
    path("selection/<slug:call>/objections/", office_views.objections, name="objections"),
    path("selection/<slug:call>/objections/enter/", office_views.objection_enter, name="objection-enter"),
    path("selection/<slug:call>/objections/<int:objection_id>/", office_views.objection, name="objection"),
    path(
        "selection/<slug:call>/objections/<int:objection_id>/<slug:state>/",
        office_views.objection_handle,
        name="objection-handle",
    ),
    path("selection/objections/files/<int:file_id>/", office_views.objection_file, name="objection-file"),
]
