"""An applicant's own work."""

from django.urls import path

from linxuan_site.portal.applicant import file_views, views

urlpatterns = [
    path("my/", views.my, name="my"),
    path("my/<slug:call>/<slug:procedure>/", views.start, name="start"),
    path("applications/<int:application_id>/", views.application, name="application"),
    path("applications/<int:application_id>/form/<slug:section>/", views.section, name="section"),
    path("applications/<int:application_id>/files/<str:slot>/", file_views.attach_file, name="attach"),
    path(
        "applications/<int:application_id>/files/<int:attachment_id>/remove/",
        file_views.remove_file,
        name="remove-attachment",
    ),
    path(
        "applications/<int:application_id>/files/<int:attachment_id>/restore/",
        file_views.restore_file,
        name="restore-attachment",
    ),
    path("applications/<int:application_id>/deadlines.ics", views.deadlines, name="application-deadlines"),
    path("applications/<int:application_id>/findings/", views.findings, name="findings"),
    path("applications/<int:application_id>/act/<slug:action>/", views.act, name="act"),
]
