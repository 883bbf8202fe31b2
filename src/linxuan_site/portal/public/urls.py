"""What everybody may read."""

from django.urls import path

from linxuan_site.portal.public import views

urlpatterns = [
    path("", views.home, name="home"),
    path("calls/<slug:call>/", views.notice, name="notice"),
    path("calls/<slug:call>/notice.txt", views.notice_file, name="notice-file"),
    path("calls/<slug:call>/deadlines.ics", views.deadlines_file, name="deadlines-file"),
    path("calls/<slug:call>/guide/<slug:procedure>/", views.guide, name="guide"),
    path("calls/<slug:call>/self-check/<slug:procedure>/", views.check_oneself, name="self-check"),
    path("calls/<slug:call>/publicity/", views.publicity, name="publicity"),
    path("calls/<slug:call>/results/", views.results, name="results"),
    path("calls/<slug:call>/package.zip", views.package_file, name="package-file"),
    path("open-data/", views.open_data, name="open-data"),
    path("register/", views.register, name="register"),
    path("register/titles/<int:designation_id>/", views.title, name="title"),
    path("register/changes.atom", views.register_feed, name="register-feed"),
    path("register/register.csv", views.register_csv, name="register-csv"),
    path("register/register.json", views.register_json, name="register-json"),
    path("glossary/", views.glossary, name="glossary"),
]
