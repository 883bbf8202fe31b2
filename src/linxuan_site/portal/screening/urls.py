"""The addresses of the screenings of a selecting office."""

from django.urls import path

from linxuan_site.portal.screening import views

urlpatterns = [
    path("screening/<slug:call>/", views.screenings, name="screenings"),
    path("screening/<slug:call>/example/", views.example, name="screening-example"),
    path("screening/<slug:call>/new/<slug:procedure>/", views.ask, name="screening-ask"),
    path("screening/<slug:call>/<int:screening_id>/", views.screening, name="screening"),
    path("screening/<slug:call>/<int:screening_id>/status/", views.status, name="screening-status"),
    path("screening/<slug:call>/<int:screening_id>/stop/", views.stop, name="screening-stop"),
    path("screening/<slug:call>/<int:screening_id>/restart/", views.restart, name="screening-restart"),
    path("screening/<slug:call>/<int:screening_id>/delete/", views.delete, name="screening-delete"),
    path("screening/<slug:call>/<int:screening_id>/files/<slug:which>/", views.file, name="screening-file"),
]
