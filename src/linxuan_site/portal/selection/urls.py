"""The addresses of the selecting office."""

from django.urls import path

from linxuan_site.portal.selection import extension_views, views

urlpatterns = [
    path("board/<slug:call>/", views.board, name="board"),
    path("board/<slug:call>/publicity/open/<slug:stage>/", views.publicity_open, name="publicity-open"),
    path(
        "board/<slug:call>/publicity/<int:publicity_id>/close/", views.publicity_close, name="publicity-close"
    ),
    path("selection/<slug:call>/deadlines/", extension_views.extensions, name="extensions"),
    path("board/<slug:call>/<slug:quota>/", views.order, name="order"),
    path("board/<slug:call>/<slug:quota>/scores/", views.scores, name="scores"),
    path("board/<slug:call>/<slug:quota>/nominate/<int:application_id>/", views.nominate, name="nominate"),
]
