"""Downloads."""

from django.urls import path

from linxuan_site.portal.files import preview_views, views

urlpatterns = [
    path("files/<int:attachment_id>/", views.file, name="file"),
    path("files/<int:attachment_id>/original/", views.original_file, name="file-original"),
    path("files/<int:attachment_id>/preview/", preview_views.preview, name="file-preview"),
    path("applications/<int:application_id>/form.pdf", views.form_pdf, name="form-pdf"),
    path("papers/<slug:call>/<slug:paper>/<int:subject_id>/", views.paper_about, name="paper-about"),
    path("papers/<int:issued_id>/", views.paper_file, name="paper-file"),
]
